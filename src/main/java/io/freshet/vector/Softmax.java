package io.freshet.vector;

/** The probabilities that scores stand for: exp(score) over the sum of all. Keeps no state. */
public final class Softmax {

    private Softmax() {}

    /**
     * Turns scores into probabilities in place.
     *
     * @return false, and the scores in an undefined state, if one of them is not finite
     */
    public static boolean apply(float[] scores, int count) {
        float highest = Float.NEGATIVE_INFINITY;
        for (int index = 0; index < count; index++) {
            if (!Float.isFinite(scores[index])) {
                return false;
            }
            highest = Math.max(highest, scores[index]);
        }
        double sum = 0;
        for (int index = 0; index < count; index++) {
            double odds = Math.exp(scores[index] - highest);
            scores[index] = (float) odds;
            sum += odds;
        }
        for (int index = 0; index < count; index++) {
            scores[index] /= (float) sum;
        }
        return true;
    }
}
