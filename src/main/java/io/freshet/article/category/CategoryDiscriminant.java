package io.freshet.article.category;

import io.freshet.vector.FiniteArrays;
import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorMath;
import java.util.List;

/**
 * Linear discriminant that classifies an article vector into categories. Immutable.
 *
 * <p>With class means μ, one within-class covariance Σ and class priors π (Hastie, Tibshirani, Friedman, The Elements
 * of Statistical Learning, 4.3), the posterior of class k is the softmax of {@code weights_k · x + bias_k}, where
 * {@code weights_k = Σ⁻¹ μ_k} and {@code bias_k = ln π_k - μ_k · weights_k / 2}. {@link PosteriorCalibration} scales
 * both to calibrate the posterior.
 */
public final class CategoryDiscriminant {
    private final List<String> names;
    private final int dimension;
    private final float[] weights;
    private final float[] biases;

    /**
     * Creates a discriminant with the given weights and biases.
     *
     * @param names the categories, at least two
     * @param weights {@code float[names.size() * dimension]}, one row per category; finite
     * @param biases {@code float[names.size()]}; finite
     */
    public CategoryDiscriminant(List<String> names, int dimension, float[] weights, float[] biases) {
        this.names = List.copyOf(names);
        this.dimension = dimension;
        this.weights = weights.clone();
        this.biases = biases.clone();
        if (names.size() < 2) {
            throw new IllegalArgumentException("categories: " + names.size() + ", expected at least 2");
        }
        if (dimension < 1 || weights.length != names.size() * dimension || biases.length != names.size()) {
            throw new IllegalArgumentException(weights.length + " weights and " + biases.length + " biases do not fit "
                    + names.size() + " categories of dimension " + dimension);
        }
        FiniteArrays.check("weights", weights);
        FiniteArrays.check("biases", biases);
    }

    /** Names of the categories, in the order of the scores. */
    public List<String> names() {
        return names;
    }

    public int dimension() {
        return dimension;
    }

    /** A copy of the weights, {@code float[names().size() * dimension()]}, one row per category. */
    public float[] weights() {
        return weights.clone();
    }

    /** A copy of the biases, {@code float[names().size()]}, one per category. */
    public float[] biases() {
        return biases.clone();
    }

    /**
     * Log posterior of each category, up to a common constant, in the order of {@link #names()}.
     *
     * @param rawVector raw vector of an article, not empty
     * @throws IllegalArgumentException if the vector has another dimension
     */
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

    /**
     * Copy of this discriminant with all scores multiplied by {@code factor}; a factor below 1 makes the posterior less
     * confident.
     */
    public CategoryDiscriminant scaled(double factor) {
        float[] scaledWeights = weights.clone();
        float[] scaledBiases = biases.clone();
        VectorMath.scale((float) factor, scaledWeights);
        VectorMath.scale((float) factor, scaledBiases);
        return new CategoryDiscriminant(names, dimension, scaledWeights, scaledBiases);
    }
}
