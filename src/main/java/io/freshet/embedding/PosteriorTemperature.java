package io.freshet.embedding;

/**
 * How far the posteriors of a {@link CategoryDiscriminant} are to be believed. Owned by one thread.
 *
 * <p>A discriminant takes articles for drawn from normal distributions, which they are not, so its posteriors crowd at 0
 * and 1. Dividing the logarithms of its posteriors by one temperature (Guo et al. 2017) leaves the order of the categories
 * and makes the stated probability that of being right. The temperature is learned online from each labelled article by
 * the discriminant that was published before it (test, then learn), so it needs no articles held back: Newton steps in the
 * logarithm of the inverse temperature b along the log loss, whose slope is {@code b (mean - score of the truth)} and
 * whose expected curvature is {@code b² variance}, mean and variance being those of the scores under the posterior.
 */
final class PosteriorTemperature {
    /** The past fades over about this many labelled articles, as the discriminant itself goes on changing. */
    private static final double WINDOW_ARTICLES = 2_000;

    private static final double CURVATURE_PRIOR = 5;
    /** No article moves the temperature by more than this factor: a saturated posterior has slope without curvature. */
    private static final double STEP_MAX = .05;

    private static final double LOGARITHM_MAX = 7;

    private double logarithm;
    private double curvature;

    PosteriorTemperature(ArticleStatisticsState.Temperature state) {
        logarithm = Math.log(state.inverse());
        curvature = state.curvature();
    }

    /** What the logarithms of posteriors are multiplied by. */
    double inverse() {
        return Math.exp(logarithm);
    }

    ArticleStatisticsState.Temperature state() {
        return new ArticleStatisticsState.Temperature(inverse(), curvature);
    }

    /**
     * Learns from one article.
     *
     * @param scores logarithms of the posteriors at temperature 1, up to a common constant
     * @param truth index of the category that the publisher gave
     */
    void learn(double[] scores, int truth) {
        double inverse = inverse();
        double[] posteriors = CategoryDiscriminant.softmax(scores, inverse);
        double mean = 0;
        double square = 0;
        for (int category = 0; category < scores.length; category++) {
            double score = scores[category] - scores[truth];
            mean += posteriors[category] * score;
            square += posteriors[category] * score * score;
        }
        curvature = curvature * (1 - 1 / WINDOW_ARTICLES) + inverse * inverse * (square - mean * mean);
        double step = -inverse * mean / (curvature + CURVATURE_PRIOR);
        logarithm += Math.max(-STEP_MAX, Math.min(STEP_MAX, step));
        logarithm = Math.max(-LOGARITHM_MAX, Math.min(LOGARITHM_MAX, logarithm));
    }
}
