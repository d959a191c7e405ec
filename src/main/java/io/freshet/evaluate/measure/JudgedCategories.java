package io.freshet.evaluate.measure;

/** How often an inferred category is right, and how honest its stated probability is. For one thread. */
public final class JudgedCategories {
    private static final int BINS = 10;

    private final long[] articles = new long[BINS];
    private final long[] right = new long[BINS];
    private final double[] stated = new double[BINS];

    /**
     * Takes in one article.
     *
     * @param probability as it was stated, from 0 to 1
     */
    public void add(double probability, boolean isRight) {
        int bin = Math.min(BINS - 1, (int) (probability * BINS));
        articles[bin]++;
        stated[bin] += probability;
        right[bin] += isRight ? 1 : 0;
    }

    /** Articles judged. */
    public long articles() {
        return sum(articles);
    }

    /** The share of the articles that were given the right category; 0 before the first. */
    public double accuracy() {
        return articles() == 0 ? 0 : (double) sum(right) / articles();
    }

    /**
     * The expected calibration error (Guo et al. 2017): the mean over the articles of the difference between the share of
     * right ones and the mean stated probability, among the articles with a stated probability in the same tenth; 0
     * before the first.
     */
    public double calibrationError() {
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(right[bin] - stated[bin]);
        }
        return articles() == 0 ? 0 : error / articles();
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}
