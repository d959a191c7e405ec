package io.freshet.vector;

/**
 * Arithmetic on {@code float[dimension]} arrays, computed by {@link VectorKernels#best()}. Methods without offsets
 * throw {@link IllegalArgumentException} if dimensions differ. Stateless and thread-safe.
 */
public final class VectorMath {
    private static final VectorKernels KERNELS = VectorKernels.best();

    private VectorMath() {}

    /** Returns the inner product of two vectors of equal dimension. */
    public static float dot(float[] left, float[] right) {
        checkSameDimension(left.length, right.length);
        return dot(left, 0, right, 0, left.length);
    }

    /** Returns the inner product of {@code dimension} floats of each array, starting at the offsets. */
    public static float dot(float[] left, int leftOffset, float[] right, int rightOffset, int dimension) {
        return KERNELS.dot(left, leftOffset, right, rightOffset, dimension);
    }

    /** Adds {@code factor} times {@code source} to {@code target}. */
    public static void addScaled(float factor, float[] source, float[] target) {
        checkSameDimension(source.length, target.length);
        addScaled(factor, source, 0, target, 0, source.length);
    }

    /**
     * Adds {@code factor} times {@code dimension} floats of {@code source} to {@code target}, starting at the offsets.
     */
    public static void addScaled(
            float factor, float[] source, int sourceOffset, float[] target, int targetOffset, int dimension) {
        KERNELS.addScaled(factor, source, sourceOffset, target, targetOffset, dimension);
    }

    /** Multiplies every component of {@code vector} by {@code factor}, in place. */
    public static void scale(float factor, float[] vector) {
        for (int index = 0; index < vector.length; index++) {
            vector[index] *= factor;
        }
    }

    /** Returns the Euclidean norm. */
    public static float norm(float[] vector) {
        return (float) Math.sqrt(dot(vector, vector));
    }

    /**
     * Returns the cosine similarity of two vectors.
     *
     * @return from -1 to 1; 0 if either vector is all zeros
     */
    public static float cosine(float[] left, float[] right) {
        checkSameDimension(left.length, right.length);
        float norms = norm(left) * norm(right);
        return norms == 0 ? 0 : Math.max(-1, Math.min(1, dot(left, right) / norms));
    }

    /** Returns a new vector of norm 1 in the same direction; all zeros stay all zeros. */
    public static float[] unit(float[] vector) {
        float[] unit = vector.clone();
        normalise(unit);
        return unit;
    }

    /** Scales the vector to norm 1 in place; all zeros stay all zeros. */
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
