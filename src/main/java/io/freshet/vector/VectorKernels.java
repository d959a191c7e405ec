package io.freshet.vector;

import java.util.Optional;

/**
 * Inner loops of vector arithmetic on rows of {@code dimension} floats, each starting at an offset of an array.
 * Arguments are not checked beyond the JVM's bounds checks; {@link VectorMath} has checked variants. Stateless and
 * thread-safe.
 *
 * <p>There are two implementations: plain loops, and the incubating Vector API, which needs the JVM flag
 * {@link #JVM_FLAG} or {@code --add-modules jdk.incubator.vector}. They add in different orders, so their results are
 * equal within rounding unless a method promises equal bits. On one machine each implementation always gives the same
 * bits.
 *
 * <p>Signatures follow BLAS: arrays, offsets and strides are separate parameters, so that a call allocates nothing.
 */
public interface VectorKernels {
    /** Name of the module of the Vector API. */
    String MODULE = "jdk.incubator.vector";
    /**
     * JVM flag that allows loading the module of the Vector API at run time. Unlike {@code --add-modules}, it prints no
     * warning at start.
     */
    String JVM_FLAG = "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED";

    /** Adam's beta1: decay per step of the running mean of the gradient. */
    float ADAM_FIRST_DECAY = .9f;
    /** Adam's beta2: decay per step of the running mean of the squared gradient. */
    float ADAM_SECOND_DECAY = .999f;
    /** Adam's epsilon: prevents a division by 0 for a weight without gradient. */
    float ADAM_EPSILON = 1e-8f;

    /** Returns the kernels on the Vector API if the JVM offers it, else the plain loops. Chosen once per JVM. */
    static VectorKernels best() {
        return ChosenKernels.BEST;
    }

    /** Returns the kernels as plain Java loops. */
    static VectorKernels plain() {
        return ChosenKernels.PLAIN;
    }

    /**
     * Returns the kernels on the Vector API; empty if the JVM lacks the API's module or the flag that it needs, such as
     * {@link #JVM_FLAG}.
     */
    static Optional<VectorKernels> vectorApi() {
        return ChosenKernels.VECTOR_API;
    }

    /** Returns the inner product of two rows of {@code dimension} floats. */
    float dot(float[] left, int leftOffset, float[] right, int rightOffset, int dimension);

    /** Adds {@code factor} times a row of {@code source} to a row of {@code target}. */
    void addScaled(float factor, float[] source, int sourceOffset, float[] target, int targetOffset, int dimension);

    /**
     * Computes the inner products of a row with many rows: {@code products[productsOffset + n] = query .
     * rows[rowOffsets[n]]}.
     *
     * @param count number of rows
     */
    void dotMany(
            float[] query,
            int queryOffset,
            float[] rows,
            int[] rowOffsets,
            int count,
            int dimension,
            float[] products,
            int productsOffset);

    /**
     * Adds many scaled rows to a row: {@code target += sum of factors[factorsOffset + n] * rows[rowOffsets[n]]}.
     *
     * @param count number of rows
     * @param rows may be the array {@code target}, but the target row may not be among the rows
     */
    void addScaledMany(
            float[] factors,
            int factorsOffset,
            float[] rows,
            int[] rowOffsets,
            int count,
            float[] target,
            int targetOffset,
            int dimension);

    /**
     * Adds the product of two matrices to a third: {@code target[row][column] += sum over k of left[row][k] *
     * right[k][column]}. {@code right} and {@code target} are row-major and contiguous. {@code left} has strides, so
     * that a transposed matrix needs no copy.
     *
     * @param leftRowStride floats from a row of {@code left} to the next
     * @param leftColumnStride floats from a column of {@code left} to the next
     * @param depth number of columns of {@code left} and rows of {@code right}
     * @param rows number of rows of {@code left} and {@code target}
     * @param columns number of columns of {@code right} and {@code target}
     */
    void addProduct(
            float[] left,
            int leftOffset,
            int leftRowStride,
            int leftColumnStride,
            float[] right,
            int rightOffset,
            int depth,
            float[] target,
            int targetOffset,
            int rows,
            int columns);

    /**
     * Replaces {@code count} values by their natural logarithms, see {@link NaturalLogarithm}. All implementations give
     * the same bits.
     *
     * @param values positive normal floats
     */
    void naturalLogarithms(float[] values, int offset, int count);

    /**
     * Standardises and clips rows in place: {@code (value - means[column]) * factors[column]}, clipped to -limit and
     * limit.
     *
     * @param values {@code float[rows][means.length]}, row-major
     */
    void standardise(float[] values, int rows, float[] means, float[] factors, float limit);

    /**
     * Adds a row to the exponentially weighted means and variances of its columns (Finch 2009, Incremental calculation
     * of weighted mean and variance). All implementations give the same bits.
     *
     * @param values has a row of {@code means.length} floats at {@code offset}
     * @param rate weight of the row, from 0 to 1
     */
    void updateMoments(float[] values, int offset, float rate, float[] means, float[] variances);

    /**
     * Updates the weights from {@code from} (inclusive) to {@code to} (exclusive), and their moments, by one step of
     * Adam (Kingma and Ba 2015). All implementations give the same bits.
     *
     * @param firstMoments running means of the gradient, with decay {@link #ADAM_FIRST_DECAY}
     * @param secondMoments running means of the squared gradient, with decay {@link #ADAM_SECOND_DECAY}
     * @param rate learning rate, multiplied by the bias correction of the first moments
     * @param secondCorrection bias correction of the second moments
     */
    void adam(
            float[] gradient,
            float[] firstMoments,
            float[] secondMoments,
            float[] weights,
            int from,
            int to,
            float rate,
            float secondCorrection);

    /**
     * Updates an exponential moving average: {@code target += share * (source - target)}, for arrays of equal length.
     * All implementations give the same bits.
     */
    void updateAverage(float share, float[] source, float[] target);

    /**
     * Back-propagates through rectified linear units: replaces each positive activation in {@code gates} by
     * {@code factor} times the element of {@code source}, all others by 0. All implementations give the same bits.
     */
    void backpropagateRelu(
            float factor, float[] source, int sourceOffset, float[] gates, int gatesOffset, int dimension);
}
