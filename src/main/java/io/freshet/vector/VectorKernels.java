package io.freshet.vector;

import java.util.Optional;

/**
 * The inner loops of all arithmetic on vectors: rows of {@code dimension} floats within arrays, each from an offset on.
 * Nothing is checked beyond what the JVM checks; {@link VectorMath} is for callers who want to be told of mistakes.
 * Implementations keep no state and are safe from any thread.
 *
 * <p>There are two: plain loops, and the incubating Vector API, which needs the JVM flag {@link #JVM_FLAG} or
 * {@code --add-modules jdk.incubator.vector}. Their results are equal within rounding, as they add in another order; on one machine each gives
 * the same bits every time.
 */
public interface VectorKernels {
    /** The module of the Vector API. */
    String MODULE = "jdk.incubator.vector";
    /** Lets this class load the module by itself. Unlike {@code --add-modules}, it prints no warning on every start. */
    String JVM_FLAG = "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED";

    /** Decay of the running mean of a gradient per step. */
    float ADAM_FIRST_DECAY = .9f;
    /** Decay of the running mean of its square per step. */
    float ADAM_SECOND_DECAY = .999f;
    /** Keeps what never had a gradient from being divided by 0. */
    float ADAM_TINY = 1e-8f;

    /** The Vector API where the JVM offers it, else plain loops. The choice is made once. */
    static VectorKernels best() {
        return ChosenKernels.BEST;
    }

    /** Plain loops. */
    static VectorKernels plain() {
        return ChosenKernels.PLAIN;
    }

    /** The Vector API, empty where the JVM was started without a flag for it or lacks its module. */
    static Optional<VectorKernels> vectorApi() {
        return ChosenKernels.VECTOR_API;
    }

    /** The inner product of two rows. */
    float dot(float[] left, int leftOffset, float[] right, int rightOffset, int dimension);

    /** Adds {@code factor} times a row of {@code source} to one of {@code target}. */
    void addScaled(float factor, float[] source, int sourceOffset, float[] target, int targetOffset, int dimension);

    /**
     * The inner products of one row with many: {@code products[productsFrom + n] = query . rows[rowOffsets[n]]}.
     *
     * @param count of the rows
     */
    void dotMany(
            float[] query,
            int queryOffset,
            float[] rows,
            int[] rowOffsets,
            int count,
            int dimension,
            float[] products,
            int productsFrom);

    /**
     * Adds many scaled rows to one: {@code target += sum of factors[factorsFrom + n] * rows[rowOffsets[n]]}.
     *
     * @param count of the rows
     * @param rows may be the array {@code target}, but the target row may not be among the rows
     */
    void addScaledMany(
            float[] factors,
            int factorsFrom,
            float[] rows,
            int[] rowOffsets,
            int count,
            float[] target,
            int targetOffset,
            int dimension);

    /**
     * Adds the product of two matrices to a third, {@code target[row][column] += sum over k of left[row][k] *
     * right[k][column]}. Rows of {@code right} and {@code target} lie one after the other; those of {@code left} anyhow,
     * so that it may be read across.
     *
     * @param leftRow floats from one row of {@code left} to the next
     * @param leftColumn floats from one column of {@code left} to the next
     * @param depth columns of {@code left}, rows of {@code right}
     * @param rows of {@code left} and {@code target}
     * @param columns of {@code right} and {@code target}
     */
    void addProduct(
            float[] left,
            int leftOffset,
            int leftRow,
            int leftColumn,
            float[] right,
            int rightOffset,
            int depth,
            float[] target,
            int targetOffset,
            int rows,
            int columns);

    /**
     * Puts natural logarithms in place of {@code count} normal floats above 0, see {@link NaturalLogarithm}; to the last
     * bit the same in all implementations.
     */
    void naturalLogarithms(float[] values, int offset, int count);

    /**
     * Moves, scales and clips rows of floats in place, each column by its own numbers: {@code (value - means[column]) *
     * factors[column]}, from -limit to limit.
     *
     * @param values {@code float[rows][means.length]}, row after row
     */
    void standardise(float[] values, int rows, float[] means, float[] factors, float limit);

    /**
     * Takes a row of floats into the running means and variances of its columns, each of which moves by {@code rate} of the
     * difference (Finch 2009, Incremental calculation of weighted mean and variance); to the last bit the same in all
     * implementations.
     *
     * @param values a row of {@code means.length} from the offset on
     */
    void addToMoments(float[] values, int offset, float rate, float[] means, float[] variances);

    /**
     * Moves weights from {@code from} until {@code to} against their gradient by Adam (Kingma and Ba 2015); to the last bit
     * the same in all implementations.
     *
     * @param firstMoments running means of the gradient, which forget by {@link #ADAM_FIRST_DECAY}
     * @param secondMoments running means of its square, which forget by {@link #ADAM_SECOND_DECAY}
     * @param rate step size, with the correction for the first moments that start at 0
     * @param secondCorrection the correction for the second
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
     * Moves all of {@code target} by a share of the way to {@code source}, an array of the same length; to the last bit the
     * same in all implementations.
     */
    void approach(float share, float[] source, float[] target);

    /**
     * Puts {@code factor} times a row of {@code source} in place of a row of {@code gates} where that is above 0, and 0
     * elsewhere: what goes back through rectified linear units. To the last bit the same in all implementations.
     */
    void gate(float factor, float[] source, int sourceOffset, float[] gates, int gatesOffset, int dimension);
}
