package io.freshet.embedding;

import io.freshet.event.CategoryTag;
import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorMath;
import java.util.List;
import java.util.Optional;

/**
 * Infers the category of an article from its vector: linear discriminant analysis, solved. Immutable.
 *
 * <p>With class means μ, one within-class covariance Σ and class shares π (Hastie, Tibshirani, Friedman, The Elements of
 * Statistical Learning, 4.3), the posterior of class k is the softmax of {@code weights_k · x + bias_k}, where
 * {@code weights_k = Σ⁻¹ μ_k} and {@code bias_k = ln π_k - μ_k · weights_k / 2}.
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
        if (rawVector.dimension() != dimension) {
            throw new IllegalArgumentException("dimensions differ: " + rawVector.dimension() + " and " + dimension);
        }
        float[] vector = rawVector.toArray();
        double[] posteriors = new double[names.size()];
        double max = Double.NEGATIVE_INFINITY;
        for (int category = 0; category < posteriors.length; category++) {
            posteriors[category] =
                    VectorMath.dot(weights, category * dimension, vector, 0, dimension) + biases[category];
            max = Math.max(max, posteriors[category]);
        }
        double sum = 0;
        for (int category = 0; category < posteriors.length; category++) {
            posteriors[category] = Math.exp(posteriors[category] - max);
            sum += posteriors[category];
        }
        for (int category = 0; category < posteriors.length; category++) {
            posteriors[category] /= sum;
        }
        return posteriors;
    }

    /**
     * The likeliest category, its confidence the posterior probability.
     *
     * @return empty if that is below {@code confidenceMin}, or the vector is empty
     */
    public Optional<CategoryTag> infer(FloatVector rawVector, double confidenceMin) {
        if (rawVector.isEmpty()) {
            return Optional.empty();
        }
        double[] posteriors = posteriors(rawVector);
        int best = 0;
        for (int category = 1; category < posteriors.length; category++) {
            if (posteriors[category] > posteriors[best]) {
                best = category;
            }
        }
        return posteriors[best] < confidenceMin
                ? Optional.empty()
                : Optional.of(new CategoryTag(names.get(best), posteriors[best], false));
    }
}
