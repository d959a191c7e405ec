package io.freshet.telemetry;

import java.util.Arrays;

/**
 * The running mean of figures of readers, with bounds that hold at all times at once: look as often as you like and stop
 * when you have seen enough. For one thread; 16 kB, however many readers.
 *
 * <p>Figures of one reader depend on each other: a reader whom one variant suits is served better by it click after click.
 * Readers do not depend on each other. So the unit of the variance is the reader, and readers are hashed to {@link #BUCKETS}
 * buckets, which are as independent as readers are. With n_b figures of sum s_b in bucket b, n figures of mean m and
 * deviation s in all, the variance of the sum is that of the linearised ratio (delta method: Deng, Knoblich and Lu 2018),
 * robust to dependence within a bucket (Liang and Zeger 1986), over the B buckets in use, and never less than of
 * independent figures:
 *
 * <pre>
 * V = max(n s^2, B / (B - 1) sum over b of (s_b - m n_b)^2)
 * </pre>
 *
 * <p>The bounds are the asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2021) in
 * intrinsic time v = V / s^2 (Howard, Ramdas, McAuliffe and Sekhon 2021), which is n where figures are independent:
 *
 * <pre>
 * radius = s / n sqrt(2 (v r^2 + 1) / r^2 ln(sqrt(v r^2 + 1) / a))
 * </pre>
 *
 * <p>with r chosen so that it is narrowest, relative to a bound for one look, around v = {@link #TIGHTEST}. Figures of a
 * reader come over a long time, so the sums are no martingale. Where those of one reader agree rather than differ, the
 * future leans the way of the past, sums at two moments are correlated more than those of a martingale of the same
 * variances, and cross a boundary less often (Slepian 1962).
 */
final class ConfidenceSequence {
    /** Buckets of readers: their variance is known to sqrt(2 / BUCKETS), 4 in 100, once all are in use. */
    static final int BUCKETS = 1_024;
    /** Fewer buckets in use tell too little of their variance. */
    private static final int BUCKETS_MIN = 100;

    private static final double TIGHTEST = 10_000;

    private final double error;
    private final double rhoSquared;
    private final long[] figures = new long[BUCKETS];
    private final double[] sums = new double[BUCKETS];
    private double squares;

    /** @param error the chance, above 0 and below 1, that the mean is ever outside the bounds */
    ConfidenceSequence(double error) {
        this.error = error;
        // Near the optimum of the paper's section on choosing it.
        this.rhoSquared = (-2 * Math.log(error) + Math.log(-2 * Math.log(error) + 1)) / TIGHTEST;
    }

    /**
     * Takes in a figure.
     *
     * @param readerHash equal for all figures of one reader, in its lower bits alike for readers by chance alone
     */
    void add(long readerHash, double figure) {
        int bucket = (int) Math.floorMod(readerHash, (long) BUCKETS);
        figures[bucket]++;
        sums[bucket] += figure;
        squares += figure * figure;
    }

    long figures() {
        return Arrays.stream(figures).sum();
    }

    /** The mean over all figures, not a number before the first. */
    double mean() {
        return Arrays.stream(sums).sum() / figures();
    }

    /** How far the mean may be from the true one, not a number while too few readers were seen. */
    double radius() {
        double n = figures();
        double mean = mean();
        int inUse = 0;
        double betweenBuckets = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            double deviation = sums[bucket] - mean * figures[bucket];
            betweenBuckets += deviation * deviation;
            inUse += figures[bucket] > 0 ? 1 : 0;
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
