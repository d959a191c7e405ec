package io.freshet.evaluate.measure;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Computes 95 % confidence intervals of means over clicks by the percentile bootstrap (Efron 1979) over groups of
 * readers. Readers are independent, the clicks of one reader are not. Readers are assigned to groups by a hash, so
 * memory and time do not grow with their number. All means of one instance use the same resamples, so intervals of
 * differences are paired. For one thread.
 */
public final class Bootstrap {
    /** How often each group of readers was drawn into each resample, {@code int[resamples][groups]}. */
    private final int[][] resampleCounts;

    public Bootstrap(int groups, int resamples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        resampleCounts = new int[resamples][groups];
        for (int[] groupCounts : resampleCounts) {
            for (int sampled = 0; sampled < groups; sampled++) {
                groupCounts[random.nextInt(groups)]++;
            }
        }
    }

    /**
     * Mean of a measure over clicks with its confidence interval, from sums and numbers of clicks by group of readers.
     *
     * @param sums {@code double[groups]}, sum of the measure over the clicks of each group
     * @param counts {@code long[groups]}, number of clicks of each group
     */
    public Interval mean(double[] sums, long[] counts) {
        long count = Arrays.stream(counts).sum();
        if (count == 0) {
            return Interval.NOTHING;
        }
        double[] means = new double[resampleCounts.length];
        int nonEmpty = 0;
        for (int[] groupCounts : resampleCounts) {
            double resampledSum = 0;
            double resampledCount = 0;
            for (int group = 0; group < groupCounts.length; group++) {
                resampledSum += groupCounts[group] * sums[group];
                resampledCount += (double) groupCounts[group] * counts[group];
            }
            if (resampledCount > 0) {
                means[nonEmpty++] = resampledSum / resampledCount;
            }
        }
        double value = Arrays.stream(sums).sum() / count;
        if (nonEmpty == 0) {
            return new Interval(value, value, value);
        }
        Arrays.sort(means, 0, nonEmpty);
        int low = (int) (.025 * (nonEmpty - 1));
        int high = (int) Math.ceil(.975 * (nonEmpty - 1));
        return new Interval(value, means[low], means[high]);
    }

    /**
     * Mean of one measure minus the mean of another over the same clicks, with confidence interval, from sums by group
     * of readers.
     *
     * @param sums {@code double[groups]}, sum of the first measure over the clicks of each group of readers
     * @param otherSums {@code double[groups]}, sum of the measure to subtract
     * @param counts {@code long[groups]}, number of clicks of each group
     */
    public Interval difference(double[] sums, double[] otherSums, long[] counts) {
        double[] differences = new double[sums.length];
        for (int group = 0; group < sums.length; group++) {
            differences[group] = sums[group] - otherSums[group];
        }
        return mean(differences, counts);
    }
}
