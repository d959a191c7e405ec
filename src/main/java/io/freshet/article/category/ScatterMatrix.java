package io.freshet.article.category;

import java.util.Optional;

/**
 * Within-class scatter matrix of labelled articles: symmetric, stored as its lower triangle row by row. Owned by one
 * thread.
 */
public final class ScatterMatrix {
    private final int dimension;
    private final double[] lower;

    /** Creates a matrix from its lower triangle, {@code float[dimension * (dimension + 1) / 2]}, which is copied. */
    public ScatterMatrix(int dimension, float[] lower) {
        this.dimension = dimension;
        this.lower = new double[lower.length];
        for (int index = 0; index < lower.length; index++) {
            this.lower[index] = lower[index];
        }
    }

    /**
     * Adds the outer product of {@code left} and {@code right}, which must be parallel so that the product is
     * symmetric. Welford's algorithm passes the distances of an article's vector from the mean of its category, before
     * and after the mean's update.
     */
    public void add(double[] left, double[] right) {
        int index = 0;
        for (int row = 0; row < dimension; row++) {
            double factor = left[row];
            for (int column = 0; column <= row; column++) {
                lower[index++] += factor * right[column];
            }
        }
    }

    /** Multiplies all entries by a factor. */
    public void scale(double factor) {
        for (int index = 0; index < lower.length; index++) {
            lower[index] *= factor;
        }
    }

    /** A copy of the lower triangle, row by row. */
    public float[] toFloats() {
        float[] floats = new float[lower.length];
        for (int index = 0; index < lower.length; index++) {
            floats[index] = (float) lower[index];
        }
        return floats;
    }

    /**
     * Creates a solver for the within-class covariance matrix; empty if the articles are too few or do not vary. The
     * covariance is shrunk towards a multiple of the identity (Friedman 1989) by
     * {@code dimension / (dimension + articles - classes)}: with few articles the classifier is the nearest mean, with
     * many the linear discriminant.
     *
     * @param articles number of labelled articles, halved with all counts
     * @param classes number of categories
     * @return empty if {@code articles - classes} is below 1, or if the articles do not vary within their categories
     */
    public Optional<Solver> withinClassSolver(double articles, int classes) {
        double freedom = articles - classes;
        double trace = 0;
        for (int row = 0; row < dimension; row++) {
            trace += lower[start(row) + row];
        }
        if (!(freedom >= 1) || !(trace > 0)) {
            return Optional.empty();
        }
        double shrinkage = dimension / (dimension + freedom);
        double[] covariance = new double[lower.length];
        for (int row = 0; row < dimension; row++) {
            for (int column = 0; column <= row; column++) {
                covariance[start(row) + column] = (1 - shrinkage) * lower[start(row) + column] / freedom;
            }
            covariance[start(row) + row] += shrinkage * trace / freedom / dimension;
        }
        return Optional.of(new Solver(dimension, covariance));
    }

    private static int start(int row) {
        return row * (row + 1) / 2;
    }

    /** Cholesky factorisation of a positive definite matrix. */
    public static final class Solver {
        private final int dimension;
        private final double[] factor;

        private Solver(int dimension, double[] matrix) {
            this.dimension = dimension;
            this.factor = matrix;
            for (int row = 0; row < dimension; row++) {
                for (int column = 0; column <= row; column++) {
                    double rest = factor[start(row) + column];
                    for (int inner = 0; inner < column; inner++) {
                        rest -= factor[start(row) + inner] * factor[start(column) + inner];
                    }
                    // Shrinkage makes every pivot positive; the minimum guards against rounding.
                    factor[start(row) + column] = row == column
                            ? Math.sqrt(Math.max(rest, Double.MIN_NORMAL))
                            : rest / factor[start(column) + column];
                }
            }
        }

        /** Solves {@code matrix · x = right} for x. */
        public double[] solve(double[] right) {
            double[] solution = right.clone();
            for (int row = 0; row < dimension; row++) {
                for (int column = 0; column < row; column++) {
                    solution[row] -= factor[start(row) + column] * solution[column];
                }
                solution[row] /= factor[start(row) + row];
            }
            for (int row = dimension - 1; row >= 0; row--) {
                for (int below = row + 1; below < dimension; below++) {
                    solution[row] -= factor[start(below) + row] * solution[below];
                }
                solution[row] /= factor[start(row) + row];
            }
            return solution;
        }
    }
}
