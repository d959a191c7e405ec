package io.freshet.vector;

import java.util.Arrays;

/** Softmax: converts scores to probabilities, exp(score) / sum of exp(scores). Stateless. */
public final class Softmax {

    private Softmax() {}

    /** Returns the softmax probability of each score, in the same order; the probabilities sum to 1. */
    public static double[] probabilities(double[] scores) {
        double max = Arrays.stream(scores).max().orElse(0);
        double[] probabilities = new double[scores.length];
        double sum = 0;
        for (int index = 0; index < scores.length; index++) {
            probabilities[index] = Math.exp(scores[index] - max);
            sum += probabilities[index];
        }
        for (int index = 0; index < probabilities.length; index++) {
            probabilities[index] /= sum;
        }
        return probabilities;
    }

    /**
     * Replaces the first {@code count} scores by their softmax probabilities; returns false and changes nothing if one
     * of these scores is not finite.
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
            double exponential = Math.exp(scores[index] - highest);
            scores[index] = (float) exponential;
            sum += exponential;
        }
        for (int index = 0; index < count; index++) {
            scores[index] /= (float) sum;
        }
        return true;
    }
}
