package io.freshet.recommend;

import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorKernels;
import io.freshet.vector.VectorMath;
import java.util.Arrays;

/**
 * One vector for every slot, in chunks of a thousand, so that growing copies nothing and a scan reads memory in order.
 * A slot without a vector holds zeros. Rows are filled up with zeros to {@link #width()}, a multiple of what the widest
 * vectors of a machine hold, so that no kernel has a rest to do float by float.
 */
final class VectorTable {
    private static final VectorKernels KERNELS = VectorKernels.best();
    private static final int CHUNK_SLOTS = 1024;
    private static final int WIDTH_STEP = 16;

    private final int dimension;
    private final int width;
    private final Rows rows;
    private final int first;
    private float[] norms = new float[0];

    /** The memory of several tables, the rows of a slot side by side, because what looks at one looks at all. */
    private static final class Rows {
        private final int width;
        private float[][] chunks = new float[0][];

        Rows(int width) {
            this.width = width;
        }

        void grow(int slot) {
            while (chunks.length * CHUNK_SLOTS <= slot) {
                chunks = Arrays.copyOf(chunks, chunks.length + 1);
                chunks[chunks.length - 1] = new float[CHUNK_SLOTS * width];
            }
        }
    }

    private VectorTable(int dimension, Rows rows, int first) {
        this.dimension = dimension;
        this.width = width(dimension);
        this.rows = rows;
        this.first = first;
    }

    /** Tables for several vectors of every slot. */
    static VectorTable[] sideBySide(int dimension, int count) {
        Rows rows = new Rows(count * width(dimension));
        VectorTable[] tables = new VectorTable[count];
        Arrays.setAll(tables, index -> new VectorTable(dimension, rows, index * width(dimension)));
        return tables;
    }

    /** How long a row of this dimension is, zeros at its end included. */
    static int width(int dimension) {
        return (dimension + WIDTH_STEP - 1) / WIDTH_STEP * WIDTH_STEP;
    }

    int dimension() {
        return dimension;
    }

    /** Floats of a row, zeros at its end included. */
    int width() {
        return width;
    }

    void put(int slot, FloatVector vector) {
        if (vector.dimension() != dimension) {
            throw new IllegalArgumentException(
                    "vector has dimension " + vector.dimension() + ", the catalogue has " + dimension);
        }
        rows.grow(slot);
        norms = norms.length > slot ? norms : Arrays.copyOf(norms, rows.chunks.length * CHUNK_SLOTS);
        vector.copyInto(array(slot), offset(slot));
        norms[slot] = (float) Math.sqrt(KERNELS.dot(array(slot), offset(slot), array(slot), offset(slot), width));
    }

    /** By how much a slot's vector would turn if it were set to this one, in radians; 0 where either is zeros. */
    float turnTo(int slot, FloatVector vector) {
        if (!has(slot)) {
            return 0;
        }
        double dot = 0;
        double squares = 0;
        for (int index = 0; index < dimension; index++) {
            double component = vector.get(index);
            dot += array(slot)[offset(slot) + index] * component;
            squares += component * component;
        }
        double cosine = squares > 0 ? dot / (norms[slot] * Math.sqrt(squares)) : 1;
        // The cosine of two equal vectors is not quite 1, and its arc would add up.
        return cosine > .999_999 ? 0 : (float) Math.acos(Math.max(-1, cosine));
    }

    void clear(int slot) {
        if (slot < norms.length) {
            Arrays.fill(array(slot), offset(slot), offset(slot) + dimension, 0);
            norms[slot] = 0;
        }
    }

    /** The array that holds a slot's vector from {@link #offset(int)} on; only for a slot with {@link #has(int)}. */
    float[] array(int slot) {
        return rows.chunks[slot / CHUNK_SLOTS];
    }

    int offset(int slot) {
        return slot % CHUNK_SLOTS * rows.width + first;
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
        return cosine(slot, dot(slot, other, otherOffset), otherNorm);
    }

    /** The cosine of two slots' vectors, 0 where either has none. */
    float cosine(int left, int right) {
        if (!has(left) || !has(right)) {
            return 0;
        }
        float dot = KERNELS.dot(array(left), offset(left), array(right), offset(right), width);
        return cosine(left, dot, norms[right]);
    }

    /** The cosine that an inner product with a vector of the given length means, 0 where either is zeros. */
    float cosine(int slot, float dot, float otherNorm) {
        if (!has(slot) || otherNorm <= 0) {
            return 0;
        }
        return Math.max(-1, Math.min(1, dot / (norms[slot] * otherNorm)));
    }

    /**
     * The inner products of a slot's vector with several others, 0 for a slot without one.
     *
     * @param others rows of {@link #width()} floats, zeros at their ends
     * @param offsets of the rows
     */
    void dots(int slot, float[] others, int[] offsets, float[] products) {
        if (has(slot)) {
            KERNELS.dotMany(array(slot), offset(slot), others, offsets, offsets.length, width, products, 0);
        } else {
            Arrays.fill(products, 0, offsets.length, 0);
        }
    }

    /** A copy of a slot's row, for a slot with a vector. */
    float[] copyRow(int slot) {
        return Arrays.copyOfRange(array(slot), offset(slot), offset(slot) + width);
    }

    /** Copies a slot's vector, zeros for a slot without one, and zeros up to {@link #width()}. */
    void copyRow(int slot, float[] target, int offset) {
        if (slot >= 0 && has(slot)) {
            System.arraycopy(array(slot), offset(slot), target, offset, width);
        } else {
            Arrays.fill(target, offset, offset + width, 0);
        }
    }

    float norm(int slot) {
        return slot < norms.length ? norms[slot] : 0;
    }
}
