package io.freshet.article.category;

import io.freshet.article.UnderstoodArticle;
import io.freshet.vector.FiniteArrays;
import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorMath;
import java.util.Arrays;
import java.util.List;

/**
 * Tells categories apart by the vector of an article: linear discriminant analysis, solved. Immutable.
 *
 * <p>With class means μ, one within-class covariance Σ and class shares π (Hastie, Tibshirani, Friedman, The Elements of
 * Statistical Learning, 4.3), the posterior of class k is the softmax of {@code weights_k · x + bias_k}, where
 * {@code weights_k = Σ⁻¹ μ_k} and {@code bias_k = ln π_k - μ_k · weights_k / 2}; {@link PosteriorCalibration} then scales both so that
 * the posterior is honest.
 */
public final class CategoryDiscriminant {
    private final List<String> names;
    private final int dimension;
    private final float[] weights;
    private final float[] biases;

    /**
     * A discriminant from its parts.
     *
     * @param names the categories, at least two
     * @param weights {@code float[names.size() * dimension]}, one category after the other; finite
     * @param biases {@code float[names.size()]}; finite
     */
    public CategoryDiscriminant(List<String> names, int dimension, float[] weights, float[] biases) {
        this.names = List.copyOf(names);
        this.dimension = dimension;
        this.weights = weights.clone();
        this.biases = biases.clone();
        if (names.size() < 2) {
            throw new IllegalArgumentException("a discriminant tells at least 2 categories apart, not " + names.size());
        }
        if (dimension < 1 || weights.length != names.size() * dimension || biases.length != names.size()) {
            throw new IllegalArgumentException(weights.length + " weights and " + biases.length + " biases do not fit "
                    + names.size() + " categories of dimension " + dimension);
        }
        FiniteArrays.check("weights", weights);
        FiniteArrays.check("biases", biases);
    }

    /** The categories it tells apart. */
    public List<String> names() {
        return names;
    }

    public int dimension() {
        return dimension;
    }

    /** A copy, {@code float[names().size() * dimension()]}, one category after the other. */
    public float[] weights() {
        return weights.clone();
    }

    /** A copy, {@code float[names().size()]}. */
    public float[] biases() {
        return biases.clone();
    }

    /**
     * The posterior probability of every category, in the order of {@link #names()}, summing to 1.
     *
     * @param rawVector as {@link UnderstoodArticle#rawVector()}, not empty
     */
    public double[] posteriors(FloatVector rawVector) {
        return softmax(scores(rawVector));
    }

    /** The logarithm of the posterior of every category, up to a common constant. */
    public double[] scores(FloatVector rawVector) {
        if (rawVector.dimension() != dimension) {
            throw new IllegalArgumentException("dimensions differ: " + rawVector.dimension() + " and " + dimension);
        }
        float[] vector = rawVector.toArray();
        double[] scores = new double[names.size()];
        for (int category = 0; category < scores.length; category++) {
            scores[category] = VectorMath.dot(weights, category * dimension, vector, 0, dimension) + biases[category];
        }
        return scores;
    }

    /** The probabilities in proportion to {@code exp(scores)}. */
    static double[] softmax(double[] scores) {
        double max = Arrays.stream(scores).max().orElse(0);
        double[] shares = new double[scores.length];
        double sum = 0;
        for (int index = 0; index < scores.length; index++) {
            shares[index] = Math.exp(scores[index] - max);
            sum += shares[index];
        }
        for (int index = 0; index < shares.length; index++) {
            shares[index] /= sum;
        }
        return shares;
    }

    /** The discriminant whose logarithms of posteriors are those of this one times {@code factor}: one less sure below 1. */
    public CategoryDiscriminant tempered(double factor) {
        float[] temperedWeights = weights.clone();
        float[] temperedBiases = biases.clone();
        VectorMath.scale((float) factor, temperedWeights);
        VectorMath.scale((float) factor, temperedBiases);
        return new CategoryDiscriminant(names, dimension, temperedWeights, temperedBiases);
    }
}
