package io.freshet.recommend;

import io.freshet.vector.VectorMath;
import java.util.Arrays;

/**
 * One vector for every slot, in chunks of a thousand, so that growing copies nothing and a scan reads memory in order.
 * A slot without a vector holds zeros.
 */
final class VectorTable {
    private static final int CHUNK_SLOTS = 1024;

    private final int dimension;
    private float[][] chunks = new float[0][];
    private float[] norms = new float[0];

    VectorTable(int dimension) {
        this.dimension = dimension;
    }

    int dimension() {
        return dimension;
    }

    void put(int slot, float[] vector) {
        if (vector.length != dimension) {
            throw new IllegalArgumentException(
                    "vector has dimension " + vector.length + ", the catalogue has " + dimension);
        }
        grow(slot);
        System.arraycopy(vector, 0, chunks[slot / CHUNK_SLOTS], offset(slot), dimension);
        norms[slot] = VectorMath.norm(vector);
    }

    void clear(int slot) {
        if (slot < norms.length) {
            Arrays.fill(chunks[slot / CHUNK_SLOTS], offset(slot), offset(slot) + dimension, 0);
            norms[slot] = 0;
        }
    }

    private void grow(int slot) {
        while (chunks.length * CHUNK_SLOTS <= slot) {
            chunks = Arrays.copyOf(chunks, chunks.length + 1);
            chunks[chunks.length - 1] = new float[CHUNK_SLOTS * dimension];
            norms = Arrays.copyOf(norms, chunks.length * CHUNK_SLOTS);
        }
    }

    /** The array that holds a slot's vector from {@link #offset(int)} on; only for a slot with {@link #has(int)}. */
    float[] array(int slot) {
        return chunks[slot / CHUNK_SLOTS];
    }

    int offset(int slot) {
        return slot % CHUNK_SLOTS * dimension;
    }

    /** Whether the slot holds a vector other than zeros. */
    boolean has(int slot) {
        return slot < norms.length && norms[slot] > 0;
    }

    float[] copy(int slot) {
        return slot < norms.length
                ? Arrays.copyOfRange(array(slot), offset(slot), offset(slot) + dimension)
                : new float[dimension];
    }

    /** The inner product of a slot's vector with another, 0 for a slot without one. */
    float dot(int slot, float[] other, int otherOffset) {
        return has(slot) ? VectorMath.dot(array(slot), offset(slot), other, otherOffset, dimension) : 0;
    }

    /** The cosine of a slot's vector with another of the given length, 0 where either is zeros. */
    float cosine(int slot, float[] other, int otherOffset, float otherNorm) {
        if (!has(slot) || otherNorm <= 0) {
            return 0;
        }
        float cosine = dot(slot, other, otherOffset) / (norms[slot] * otherNorm);
        return Math.max(-1, Math.min(1, cosine));
    }

    /** The cosine of two slots' vectors, 0 where either has none. */
    float cosine(int left, int right) {
        return has(left) && has(right) ? cosine(left, array(right), offset(right), norms[right]) : 0;
    }

    float norm(int slot) {
        return slot < norms.length ? norms[slot] : 0;
    }
}
