package io.freshet.words;

import io.freshet.vector.VectorMath;

/** A square matrix whose rows are orthogonal and of length 1: it turns vectors and changes no length and no angle. Immutable. */
final class OrthogonalMatrix {
    /** The smallest singular values grow by half a step: enough for one of 1e-9 of the largest. */
    private static final int STEPS = 60;
    /** How much the matrix leans to the identity where nothing is known, relative to its largest entry. */
    private static final double IDENTITY_SHARE = 1e-6;

    private final int dimension;
    private final float[] rows;

    private OrthogonalMatrix(int dimension, float[] rows) {
        this.dimension = dimension;
        this.rows = rows;
    }

    /**
     * The orthogonal matrix nearest to a square one: {@code U Vᵀ} of its singular value decomposition, by the iteration of
     * Newton and Schulz, {@code X ← 1.5 X - .5 X Xᵀ X} (Higham 2008, section 8.3). Of {@code Σ y xᵀ} it is the one that
     * best turns each x to its y (Schönemann 1966). Directions of which the matrix says nothing stay.
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
        // The Frobenius norm is above every singular value, and the iteration converges below the root of three.
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

    /** Turns a vector in place, {@code float[dimension]} from {@code offset} on. */
    void turn(float[] vectors, int offset) {
        float[] turned = new float[dimension];
        for (int row = 0; row < dimension; row++) {
            turned[row] = VectorMath.dot(rows, row * dimension, vectors, offset, dimension);
        }
        System.arraycopy(turned, 0, vectors, offset, dimension);
    }

    /** The entry of a row and a column, both from 0. */
    float entry(int row, int column) {
        return rows[row * dimension + column];
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
