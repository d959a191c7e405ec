package io.freshet.vector;

import java.util.Arrays;

/**
 * An immutable vector of finite floats that compares by value. Records have this type as component, because an array
 * compares by identity and can be modified.
 */
public final class FloatVector {
    private static final FloatVector EMPTY = new FloatVector(new float[0]);

    private final float[] components;

    private FloatVector(float[] components) {
        this.components = components;
    }

    /**
     * Returns a vector with a copy of the components.
     *
     * @throws IllegalArgumentException if a component is not finite
     */
    public static FloatVector copyOf(float[] components) {
        return copyOfRange(components, 0, components.length);
    }

    /**
     * Returns a vector with a copy of the components from {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @throws IllegalArgumentException if a component is not finite
     */
    public static FloatVector copyOfRange(float[] components, int from, int to) {
        for (int index = from; index < to; index++) {
            if (!Float.isFinite(components[index])) {
                throw new IllegalArgumentException("component " + (index - from) + " is " + components[index]);
            }
        }
        return from == to ? EMPTY : new FloatVector(Arrays.copyOfRange(components, from, to));
    }

    /** The vector of dimension 0, which stands for a missing vector. */
    public static FloatVector empty() {
        return EMPTY;
    }

    public int dimension() {
        return components.length;
    }

    /** Whether this is the vector of dimension 0. */
    public boolean isEmpty() {
        return components.length == 0;
    }

    public float get(int index) {
        return components[index];
    }

    /** A copy of the components. */
    public float[] toArray() {
        return components.clone();
    }

    /** Copies the components to {@code target}, starting at {@code offset}. */
    public void copyInto(float[] target, int offset) {
        System.arraycopy(components, 0, target, offset, components.length);
    }

    /** Inner product with a vector of the same dimension. */
    public float dot(FloatVector other) {
        return VectorMath.dot(components, other.components);
    }

    /** Cosine similarity to a vector of the same dimension; 0 if either vector is all zeros. */
    public float cosine(FloatVector other) {
        return VectorMath.cosine(components, other.components);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FloatVector vector && Arrays.equals(components, vector.components);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(components);
    }

    @Override
    public String toString() {
        return "FloatVector" + Arrays.toString(components);
    }
}
