package io.freshet.article.category;

/**
 * How much the discriminant's scores and the evidence of words count in the posterior of a category. Owned by one thread.
 *
 * <p>A discriminant takes articles for drawn from normal distributions and naive Bayes takes words for independent; neither
 * is so, and their posteriors crowd at 0 and 1. Multiplying the logarithms of each by a weight of its own makes the stated
 * probability that of being right (as one temperature does for one classifier, Guo et al. 2017) and lets the better of
 * the two prevail. The weights are learned online from each labelled article by what was known before it (test, then
 * learn), so they need no articles held back: Newton steps along the log loss, which is that of logistic regression on two
 * features; its slope is the difference of the features of the truth to their mean under the posterior, its curvature
 * their covariance.
 */
public final class PosteriorCalibration {
    /**
     * How much the vector and the words of an article count for its category.
     *
     * @param vectors what the discriminant's scores are multiplied by, more than 0
     * @param words what the evidence of words is multiplied by, more than 0
     * @param curvatureVectors how much evidence the first rests on, at least 0
     * @param curvatureBoth how far the two stand for each other
     * @param curvatureWords how much evidence the second rests on, at least 0
     */
    public record State(
            double vectors, double words, double curvatureVectors, double curvatureBoth, double curvatureWords) {
        /** Before the first labelled article: where short and long articles of two languages end up, or nearly. */
        public static final State START = new State(.3, 1, 0, 0, 0);

        public State {
            if (!(vectors > 0)
                    || !(words > 0)
                    || !(curvatureVectors >= 0)
                    || !(curvatureWords >= 0)
                    || Double.isNaN(curvatureBoth)
                    || Double.isInfinite(
                            vectors + words + curvatureVectors + curvatureWords + Math.abs(curvatureBoth))) {
                throw new IllegalArgumentException("weights " + vectors + " and " + words + ", curvature "
                        + curvatureVectors + ", " + curvatureBoth + ", " + curvatureWords);
            }
        }
    }

    /** The past fades over about this many labelled articles, as what is weighted goes on changing. */
    private static final double WINDOW_ARTICLES = 2_000;

    private static final double CURVATURE_PRIOR = 5;
    /** No article moves a weight by more than this: a saturated posterior has slope without curvature. */
    private static final double STEP_MAX = .05;

    private static final double WEIGHT_MIN = 1e-3;
    private static final double WEIGHT_MAX = 1e3;

    private double vectors;
    private double words;
    private double curvatureVectors;
    private double curvatureBoth;
    private double curvatureWords;

    public PosteriorCalibration(State state) {
        vectors = state.vectors();
        words = state.words();
        curvatureVectors = state.curvatureVectors();
        curvatureBoth = state.curvatureBoth();
        curvatureWords = state.curvatureWords();
    }

    /** Factor of the discriminant's scores. */
    public double vectors() {
        return vectors;
    }

    /** Factor of the evidence of words. */
    public double words() {
        return words;
    }

    public State state() {
        return new State(vectors, words, curvatureVectors, curvatureBoth, curvatureWords);
    }

    /**
     * Learns from one article.
     *
     * @param ofVector the discriminant's score of each category at weight 1
     * @param ofWords the evidence of words for each category at weight 1
     * @param truth index of the category that the publisher gave
     */
    public void learn(double[] ofVector, double[] ofWords, int truth) {
        double[] scores = new double[ofVector.length];
        for (int category = 0; category < scores.length; category++) {
            scores[category] = vectors * ofVector[category] + words * ofWords[category];
        }
        double[] posteriors = CategoryDiscriminant.softmax(scores);
        double meanVector = 0;
        double meanWords = 0;
        double squareVector = 0;
        double product = 0;
        double squareWords = 0;
        for (int category = 0; category < scores.length; category++) {
            double vector = ofVector[category] - ofVector[truth];
            double word = ofWords[category] - ofWords[truth];
            meanVector += posteriors[category] * vector;
            meanWords += posteriors[category] * word;
            squareVector += posteriors[category] * vector * vector;
            product += posteriors[category] * vector * word;
            squareWords += posteriors[category] * word * word;
        }
        double kept = 1 - 1 / WINDOW_ARTICLES;
        curvatureVectors = curvatureVectors * kept + squareVector - meanVector * meanVector;
        curvatureBoth = curvatureBoth * kept + product - meanVector * meanWords;
        curvatureWords = curvatureWords * kept + squareWords - meanWords * meanWords;
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
