package io.freshet.telemetry;

import java.util.Arrays;

/**
 * Running mean of numbers observed from readers, such as hits, with confidence bounds that stay valid however often
 * they are read. The experiment may be stopped at any time. For one thread; 16 kB for any number of readers.
 *
 * <p>Observations of one reader are correlated: if one variant suits a reader, it does so click after click. Different
 * readers are independent. So the reader is the unit of the variance, and readers are hashed to {@link #BUCKETS}
 * independent buckets. Let bucket b have n_b observations with sum s_b, and let all n observations have mean m and
 * standard deviation s. The variance of the sum is that of the linearised ratio (delta method: Deng, Knoblich and Lu
 * 2018), robust to correlation within a bucket (Liang and Zeger 1986), over the B buckets in use, and at least that of
 * independent observations:
 *
 * <pre>
 * V = max(n s^2, B / (B - 1) sum over b of (s_b - m n_b)^2)
 * </pre>
 *
 * <p>The bounds are the asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2021) in
 * intrinsic time v = V / s^2 (Howard, Ramdas, McAuliffe and Sekhon 2021), which is n if observations are independent:
 *
 * <pre>
 * radius = s / n sqrt(2 (v r^2 + 1) / r^2 ln(sqrt(v r^2 + 1) / a))
 * </pre>
 *
 * <p>where a is the error probability and r is chosen so that the bounds are tightest, relative to a fixed-time
 * confidence interval, around v = {@link #TIGHTEST_TIME}. Observations of a reader spread over time, so the sums are no
 * martingale. If they are positively correlated, sums at two times are more correlated than those of a martingale with
 * the same variances, and cross a boundary less often (Slepian 1962).
 */
final class ConfidenceSequence {
    /**
     * Number of buckets that readers are hashed to; the variance is estimated from the sums of the buckets. Once all
     * are in use, the relative error of the variance estimated from them is sqrt(2 / BUCKETS), about 4 %.
     */
    static final int BUCKETS = 1_024;
    /**
     * Minimum number of buckets with observations for an estimate of the variance; with fewer, the bounds are unknown.
     */
    private static final int BUCKETS_MIN = 100;

    private static final double TIGHTEST_TIME = 10_000;

    private final double error;
    private final double rhoSquared;
    private final long[] counts = new long[BUCKETS];
    private final double[] sums = new double[BUCKETS];
    private double squares;

    /**
     * Creates a sequence without observations; {@code error} is the probability that the true mean is ever outside the
     * bounds.
     *
     * @param error above 0 and below 1
     */
    ConfidenceSequence(double error) {
        this.error = error;
        // Approximate optimum, from the paper's section on the choice of rho.
        this.rhoSquared = (-2 * Math.log(error) + Math.log(-2 * Math.log(error) + 1)) / TIGHTEST_TIME;
    }

    /**
     * Adds an observation of the reader with hash {@code readerHash}.
     *
     * @param readerHash hash with well distributed lower bits
     */
    void add(long readerHash, double observation) {
        int bucket = (int) Math.floorMod(readerHash, (long) BUCKETS);
        counts[bucket]++;
        sums[bucket] += observation;
        squares += observation * observation;
    }

    /** Number of observations. */
    long count() {
        return Arrays.stream(counts).sum();
    }

    /** Mean of all observations; NaN before the first. */
    double mean() {
        return Arrays.stream(sums).sum() / count();
    }

    /**
     * Half the width of the confidence bounds around the mean; NaN while fewer than {@link #BUCKETS_MIN} buckets are in
     * use.
     */
    double radius() {
        double n = count();
        double mean = mean();
        int inUse = 0;
        double betweenBuckets = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            double deviation = sums[bucket] - mean * counts[bucket];
            betweenBuckets += deviation * deviation;
            inUse += counts[bucket] > 0 ? 1 : 0;
        }
        if (inUse < BUCKETS_MIN) {
            return Double.NaN;
        }
        double variance = Math.max(0, squares / n - mean * mean);
        if (variance == 0) {
            return 0;
        }
        double time = Math.max(n, betweenBuckets * inUse / (inUse - 1.0) / variance);
        double scale = time * rhoSquared + 1;
        return Math.sqrt(variance) / n * Math.sqrt(2 * scale / rhoSquared * Math.log(Math.sqrt(scale) / error));
    }
}
