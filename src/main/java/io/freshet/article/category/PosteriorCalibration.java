package io.freshet.article.category;

import io.freshet.vector.Softmax;

/**
 * Learns the two weights, of vector and of words, with which the probabilities of an article's categories are
 * calibrated. Owned by one thread.
 *
 * <p>The discriminant assumes normal distributions and naive Bayes independent words; neither holds, and uncalibrated
 * posteriors are close to 0 or 1. One weight for the log scores of each makes the posterior the probability of being
 * right (as a temperature does for one classifier, Guo et al. 2017) and favours the more accurate of the two. The
 * weights are learned online on each labelled article before the classifiers learn from it (test, then learn), so that
 * no articles are held out: Newton steps on the log loss of a logistic regression with two features. The gradient is
 * the difference between the features of the true category and their mean under the posterior; the curvature is their
 * covariance.
 */
public final class PosteriorCalibration {
    /**
     * State of the calibration: both weights with their accumulated curvature (Hessian of the log loss).
     *
     * @param vectors weight of the discriminant's scores, above 0
     * @param words weight of the evidence of words, above 0
     * @param curvatureVectors curvature in {@code vectors}, at least 0
     * @param curvatureBoth mixed curvature
     * @param curvatureWords curvature in {@code words}, at least 0
     */
    public record State(
            double vectors, double words, double curvatureVectors, double curvatureBoth, double curvatureWords) {
        /** Initial weights, close to those learned on short and long articles of two languages. */
        public static final State START = new State(.3, 1, 0, 0, 0);

        public State {
            if (!(vectors > 0)
                    || !(words > 0)
                    || !(curvatureVectors >= 0)
                    || !(curvatureWords >= 0)
                    || Double.isNaN(curvatureBoth)
                    || Double.isInfinite(
                            vectors + words + curvatureVectors + curvatureWords + Math.abs(curvatureBoth))) {
                throw new IllegalArgumentException("invalid calibration: weights " + vectors + " and " + words
                        + ", curvatures " + curvatureVectors + ", " + curvatureBoth + ", " + curvatureWords);
            }
        }
    }

    /**
     * Time constant, in labelled articles, with which the accumulated curvature (Hessian of the log loss) decays. The
     * curvature decays because the calibrated classifiers keep changing.
     */
    private static final double WINDOW_ARTICLES = 2_000;

    private static final double CURVATURE_PRIOR = 5;
    /**
     * Largest change of a weight by one article. A posterior near 0 or 1 has a gradient but hardly any curvature, so
     * its Newton step would be too long.
     */
    private static final double STEP_MAX = .05;

    private static final double WEIGHT_MIN = 1e-3;
    private static final double WEIGHT_MAX = 1e3;

    private double vectors;
    private double words;
    private double curvatureVectors;
    private double curvatureBoth;
    private double curvatureWords;

    /** Creates a calibration that continues from a stored state; {@link State#START} starts a new calibration. */
    public PosteriorCalibration(State state) {
        vectors = state.vectors();
        words = state.words();
        curvatureVectors = state.curvatureVectors();
        curvatureBoth = state.curvatureBoth();
        curvatureWords = state.curvatureWords();
    }

    /** Factor on the discriminant's scores in the posterior, above 0. */
    public double vectors() {
        return vectors;
    }

    /** Factor on the log likelihood ratio of the article's words in the posterior, above 0. */
    public double words() {
        return words;
    }

    /** The current state, to store. */
    public State state() {
        return new State(vectors, words, curvatureVectors, curvatureBoth, curvatureWords);
    }

    /**
     * Takes one Newton step of both weights on the log loss of a labelled article.
     *
     * @param vectorScores unweighted discriminant score of each category
     * @param wordEvidence unweighted evidence of words for each category
     * @param truth index of the category given by the publisher
     */
    public void learn(double[] vectorScores, double[] wordEvidence, int truth) {
        double[] scores = new double[vectorScores.length];
        for (int category = 0; category < scores.length; category++) {
            scores[category] = vectors * vectorScores[category] + words * wordEvidence[category];
        }
        double[] posteriors = Softmax.probabilities(scores);
        double meanVector = 0;
        double meanWords = 0;
        double squareVector = 0;
        double product = 0;
        double squareWords = 0;
        for (int category = 0; category < scores.length; category++) {
            double vector = vectorScores[category] - vectorScores[truth];
            double word = wordEvidence[category] - wordEvidence[truth];
            meanVector += posteriors[category] * vector;
            meanWords += posteriors[category] * word;
            squareVector += posteriors[category] * vector * vector;
            product += posteriors[category] * vector * word;
            squareWords += posteriors[category] * word * word;
        }
        double decay = 1 - 1 / WINDOW_ARTICLES;
        curvatureVectors = curvatureVectors * decay + squareVector - meanVector * meanVector;
        curvatureBoth = curvatureBoth * decay + product - meanVector * meanWords;
        curvatureWords = curvatureWords * decay + squareWords - meanWords * meanWords;
        double first = curvatureVectors + CURVATURE_PRIOR;
        double second = curvatureWords + CURVATURE_PRIOR;
        double determinant = first * second - curvatureBoth * curvatureBoth;
        vectors = moved(vectors, (-meanVector * second + meanWords * curvatureBoth) / determinant);
        words = moved(words, (-meanWords * first + meanVector * curvatureBoth) / determinant);
    }

    private static double moved(double weight, double step) {
        double moved = weight + Math.max(-STEP_MAX, Math.min(STEP_MAX, step));
        return Math.max(WEIGHT_MIN, Math.min(WEIGHT_MAX, moved));
    }
}
