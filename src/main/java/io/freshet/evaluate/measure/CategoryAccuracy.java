package io.freshet.evaluate.measure;

/** Accuracy and calibration of inferred categories. For one thread. */
public final class CategoryAccuracy {
    private static final int BINS = 10;

    private final long[] articles = new long[BINS];
    private final long[] correct = new long[BINS];
    private final double[] probabilities = new double[BINS];

    /**
     * Counts one article and whether its inferred category is correct.
     *
     * @param probability predicted probability of the inferred category, from 0 to 1
     */
    public void add(double probability, boolean isCorrect) {
        int bin = Math.min(BINS - 1, (int) (probability * BINS));
        articles[bin]++;
        probabilities[bin] += probability;
        correct[bin] += isCorrect ? 1 : 0;
    }

    /** Number of articles evaluated. */
    public long articles() {
        return sum(articles);
    }

    /** Share of the articles with the correct category; 0 before the first article. */
    public double accuracy() {
        return articles() == 0 ? 0 : (double) sum(correct) / articles();
    }

    /**
     * Expected calibration error (Guo et al. 2017): mean over the articles of the absolute difference between accuracy
     * and mean predicted probability within the same tenth of predicted probability; 0 before the first article.
     */
    public double calibrationError() {
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(correct[bin] - probabilities[bin]);
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
