package io.freshet.words;

import io.freshet.vector.VectorMath;

/** Square matrix with orthonormal rows: a rotation or reflection, which keeps lengths and angles. Immutable. */
final class OrthogonalMatrix {
    /**
     * Number of Newton-Schulz iterations that compute the nearest orthogonal matrix. Enough for a singular value of
     * 1e-9 times the largest to reach 1: a small singular value grows by half in each.
     */
    private static final int STEPS = 60;
    /**
     * Number added to each diagonal entry of the input matrix, as a fraction of the largest absolute entry. Directions
     * in which the input is zero are then not rotated.
     */
    private static final double IDENTITY_SHARE = 1e-6;

    private final int dimension;
    private final float[] rows;

    private OrthogonalMatrix(int dimension, float[] rows) {
        this.dimension = dimension;
        this.rows = rows;
    }

    /**
     * The orthogonal matrix nearest to a square matrix: {@code U Vᵀ} of its singular value decomposition. Computed by
     * the Newton-Schulz iteration {@code X ← 1.5 X - .5 X Xᵀ X} (Higham 2008, section 8.3). For {@code Σ y xᵀ} the
     * result is the orthogonal matrix that best maps each x to its y (orthogonal Procrustes, Schönemann 1966).
     * Directions without data are left unchanged.
     *
     * @param matrix row-major, {@code double[dimension * dimension]}, finite
     */
    static OrthogonalMatrix nearest(double[] matrix, int dimension) {
        double[] x = matrix.clone();
        double largest = 0;
        for (double entry : x) {
            largest = Math.max(largest, Math.abs(entry));
        }
        for (int index = 0; index < dimension; index++) {
            x[index * dimension + index] += largest == 0 ? 1 : IDENTITY_SHARE * largest;
        }
        double squares = 0;
        for (double entry : x) {
            squares += entry * entry;
        }
        // No singular value exceeds the Frobenius norm; the iteration converges if all are below the root of 3.
        double scale = 1 / Math.sqrt(squares);
        for (int index = 0; index < x.length; index++) {
            x[index] *= scale;
        }
        for (int step = 0; step < STEPS; step++) {
            double[] cubed = product(product(x, transposed(x, dimension), dimension), x, dimension);
            for (int index = 0; index < x.length; index++) {
                x[index] = 1.5 * x[index] - .5 * cubed[index];
            }
        }
        float[] rows = new float[x.length];
        for (int index = 0; index < x.length; index++) {
            rows[index] = (float) x[index];
        }
        return new OrthogonalMatrix(dimension, rows);
    }

    /** Rotates in place the vector of {@code dimension} components that starts at {@code offset}. */
    void rotate(float[] vectors, int offset) {
        float[] rotated = new float[dimension];
        for (int row = 0; row < dimension; row++) {
            rotated[row] = VectorMath.dot(rows, row * dimension, vectors, offset, dimension);
        }
        System.arraycopy(rotated, 0, vectors, offset, dimension);
    }

    private static double[] product(double[] left, double[] right, int size) {
        double[] product = new double[size * size];
        for (int row = 0; row < size; row++) {
            for (int inner = 0; inner < size; inner++) {
                double factor = left[row * size + inner];
                for (int column = 0; column < size; column++) {
                    product[row * size + column] += factor * right[inner * size + column];
                }
            }
        }
        return product;
    }

    private static double[] transposed(double[] matrix, int size) {
        double[] transposed = new double[size * size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                transposed[column * size + row] = matrix[row * size + column];
            }
        }
        return transposed;
    }
}
