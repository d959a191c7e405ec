package io.freshet.evaluate.measure;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How far a mean over clicks might have come out otherwise with other readers: the percentile bootstrap (Efron 1979) over
 * groups of readers. Clicks of one reader are not independent, readers are; they are dealt into groups by a hash, so that
 * memory and time do not grow with their number. Every mean of one bootstrap is resampled with the same groups, which
 * makes intervals of differences paired. For one thread.
 */
public final class Bootstrap {
    private final int[][] draws;

    public Bootstrap(int groups, int resamples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        draws = new int[resamples][groups];
        for (int[] draw : draws) {
            for (int drawn = 0; drawn < groups; drawn++) {
                draw[random.nextInt(groups)]++;
            }
        }
    }

    /**
     * The mean of something over clicks.
     *
     * @param sums {@code double[groups]}, what the clicks of each group add up to
     * @param counts {@code long[groups]}, the clicks of each group
     */
    public Interval mean(double[] sums, long[] counts) {
        long count = Arrays.stream(counts).sum();
        if (count == 0) {
            return Interval.NOTHING;
        }
        double[] means = new double[draws.length];
        int drawn = 0;
        for (int[] draw : draws) {
            double resampledSum = 0;
            double resampledCount = 0;
            for (int group = 0; group < draw.length; group++) {
                resampledSum += draw[group] * sums[group];
                resampledCount += (double) draw[group] * counts[group];
            }
            if (resampledCount > 0) {
                means[drawn++] = resampledSum / resampledCount;
            }
        }
        double value = Arrays.stream(sums).sum() / count;
        if (drawn == 0) {
            return new Interval(value, value, value);
        }
        Arrays.sort(means, 0, drawn);
        return new Interval(value, means[(int) (.025 * (drawn - 1))], means[(int) Math.ceil(.975 * (drawn - 1))]);
    }

    /** The mean of the differences between two things over the same clicks. */
    public Interval difference(double[] sums, double[] otherSums, long[] counts) {
        double[] differences = new double[sums.length];
        for (int group = 0; group < sums.length; group++) {
            differences[group] = sums[group] - otherSums[group];
        }
        return mean(differences, counts);
    }
}
