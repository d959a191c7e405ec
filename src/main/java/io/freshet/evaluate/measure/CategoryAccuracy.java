package io.freshet.evaluate.measure;

/**
 * Computes the accuracy of inferred categories, and their calibration: how well the predicted probabilities agree with
 * the accuracy. For one thread.
 */
public final class CategoryAccuracy {
    private static final int BINS = 10;

    private final long[] articles = new long[BINS];
    private final long[] correct = new long[BINS];
    private final double[] probabilities = new double[BINS];

    /**
     * Counts one article, by the probability predicted for its inferred category and whether that category is correct.
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

    /** Share of the articles whose inferred category is correct; 0 before the first article. */
    public double accuracy() {
        return articles() == 0 ? 0 : (double) sum(correct) / articles();
    }

    /**
     * Expected calibration error (Guo et al. 2017): mean absolute difference between accuracy and predicted
     * probability; 0 before the first article. Articles are grouped into tenths of predicted probability, each weighted
     * by its number of articles.
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
