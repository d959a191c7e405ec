package io.freshet.vector;

/**
 * Arithmetic on {@code float[dimension]} arrays. All methods check that sizes agree, keep no state and may be called
 * from any thread.
 */
public final class VectorMath {

    private VectorMath() {}

    /** The inner product of two vectors of one dimension. */
    public static float dot(float[] left, float[] right) {
        checkSameDimension(left.length, right.length);
        return dot(left, 0, right, 0, left.length);
    }

    /** The inner product of {@code dimension} floats of each array, from the given offsets on. */
    public static float dot(float[] left, int leftOffset, float[] right, int rightOffset, int dimension) {
        // Four independent sums: floats do not associate, so the JVM may not break the one dependency chain itself.
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int index = 0;
        for (int end = dimension - 3; index < end; index += 4) {
            sum0 += left[leftOffset + index] * right[rightOffset + index];
            sum1 += left[leftOffset + index + 1] * right[rightOffset + index + 1];
            sum2 += left[leftOffset + index + 2] * right[rightOffset + index + 2];
            sum3 += left[leftOffset + index + 3] * right[rightOffset + index + 3];
        }
        for (; index < dimension; index++) {
            sum0 += left[leftOffset + index] * right[rightOffset + index];
        }
        return sum0 + sum1 + sum2 + sum3;
    }

    /** Adds {@code factor} times {@code source} to {@code target}. */
    public static void addScaled(float factor, float[] source, float[] target) {
        checkSameDimension(source.length, target.length);
        addScaled(factor, source, 0, target, 0, source.length);
    }

    /** Adds {@code factor} times {@code dimension} floats of {@code source} to {@code target}, from the offsets on. */
    public static void addScaled(
            float factor, float[] source, int sourceOffset, float[] target, int targetOffset, int dimension) {
        for (int index = 0; index < dimension; index++) {
            target[targetOffset + index] += factor * source[sourceOffset + index];
        }
    }

    /** Multiplies every component by {@code factor}. */
    public static void scale(float factor, float[] vector) {
        for (int index = 0; index < vector.length; index++) {
            vector[index] *= factor;
        }
    }

    /** The Euclidean length. */
    public static float norm(float[] vector) {
        return (float) Math.sqrt(dot(vector, vector));
    }

    /**
     * The cosine of the angle between two vectors, from -1 to 1.
     *
     * @return 0 if either vector is all zeros: nothing resembles nothing
     */
    public static float cosine(float[] left, float[] right) {
        checkSameDimension(left.length, right.length);
        float norms = norm(left) * norm(right);
        return norms == 0 ? 0 : Math.max(-1, Math.min(1, dot(left, right) / norms));
    }

    /** A new vector of length 1 in the same direction; all zeros stay all zeros. */
    public static float[] unit(float[] vector) {
        float[] unit = vector.clone();
        normalise(unit);
        return unit;
    }

    /** Makes the vector's length 1 in place; all zeros stay all zeros. */
    public static void normalise(float[] vector) {
        float norm = norm(vector);
        if (norm > 0) {
            scale(1 / norm, vector);
        }
    }

    private static void checkSameDimension(int left, int right) {
        if (left != right) {
            throw new IllegalArgumentException("dimensions differ: " + left + " and " + right);
        }
    }
}
