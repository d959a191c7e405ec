package io.freshet.vector;

import java.util.Arrays;

/**
 * Growable table of vectors with their norms, indexed by slot, a small integer such as an article's index. A slot
 * without a vector has zeros. Not thread-safe.
 *
 * <p>Memory layout: chunks of {@value #CHUNK_SLOTS} rows, so that growing copies no vectors and a scan reads memory in
 * order. Tables created together interleave their rows: a row is a header of {@value #WIDTH_STEP} floats with the norm
 * of each table's vector, followed by the vectors. Each vector is padded with zeros to {@link #width()}, a multiple of
 * the widest SIMD vector, so that kernels have no remainder.
 */
public final class VectorTable {
    private static final VectorKernels KERNELS = VectorKernels.best();
    private static final int CHUNK_SLOTS = 1024;
    private static final int WIDTH_STEP = 16;
    private static final int CACHE_LINE_FLOATS = 16;

    private final int dimension;
    private final int width;
    private final Rows rows;
    /**
     * Number of this table, from 0, among the tables created by the same call of {@link #sideBySide}. Also the index of
     * the norm of its vector in the header of a row.
     */
    private final int index;
    /** Offset of this table's vector from the start of a row, floats. */
    private final int vectorStart;

    /**
     * Memory shared by tables created together: a row per slot with the vectors of all the tables. The vectors of a
     * slot are adjacent because ranking reads all of them together.
     */
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

    private VectorTable(int dimension, Rows rows, int index) {
        this.dimension = dimension;
        this.width = width(dimension);
        this.rows = rows;
        this.index = index;
        this.vectorStart = WIDTH_STEP + index * width;
    }

    /**
     * Creates {@code count} empty tables, at most {@value #WIDTH_STEP}, whose vectors for the same slot are adjacent in
     * memory.
     */
    public static VectorTable[] sideBySide(int dimension, int count) {
        if (count > WIDTH_STEP) {
            throw new IllegalArgumentException("count is " + count + ", expected at most " + WIDTH_STEP);
        }
        Rows rows = new Rows(WIDTH_STEP + count * width(dimension));
        VectorTable[] tables = new VectorTable[count];
        Arrays.setAll(tables, index -> new VectorTable(dimension, rows, index));
        return tables;
    }

    /** Number of floats that a vector of this dimension occupies in a table, padding included. */
    public static int width(int dimension) {
        return (dimension + WIDTH_STEP - 1) / WIDTH_STEP * WIDTH_STEP;
    }

    public int dimension() {
        return dimension;
    }

    /** Number of floats that each vector occupies in this table, padding included. */
    public int width() {
        return width;
    }

    public void put(int slot, FloatVector vector) {
        if (vector.dimension() != dimension) {
            throw new IllegalArgumentException(
                    "vector has dimension " + vector.dimension() + ", the table has " + dimension);
        }
        rows.grow(slot);
        vector.copyInto(array(slot), offset(slot));
        setNorm(slot, (float) Math.sqrt(KERNELS.dot(array(slot), offset(slot), array(slot), offset(slot), width)));
    }

    private void setNorm(int slot, float norm) {
        array(slot)[offset(slot) - vectorStart + index] = norm;
    }

    /** Returns the angle between a slot's vector and another, in radians; 0 if either is all zeros. */
    public float angleTo(int slot, FloatVector vector) {
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
        double cosine = squares > 0 ? dot / (norm(slot) * Math.sqrt(squares)) : 1;
        // Rounding makes the cosine of equal vectors slightly less than 1; callers add up angles, so the error would
        // grow.
        return cosine > .999_999 ? 0 : (float) Math.acos(Math.max(-1, cosine));
    }

    public void clear(int slot) {
        if (isReserved(slot)) {
            Arrays.fill(array(slot), offset(slot), offset(slot) + dimension, 0);
            setNorm(slot, 0);
        }
    }

    /**
     * Returns the internal array that has a slot's vector at {@link #offset(int)}; not a copy. The slot must
     * {@linkplain #has(int) have} a vector.
     */
    public float[] array(int slot) {
        return rows.chunks[slot / CHUNK_SLOTS];
    }

    public int offset(int slot) {
        return slot % CHUNK_SLOTS * rows.width + vectorStart;
    }

    /** Whether the slot has a vector that is not all zeros. */
    public boolean has(int slot) {
        return norm(slot) > 0;
    }

    /** Returns a copy of a slot's vector without padding; zeros for a slot without a vector. */
    public float[] copy(int slot) {
        return isReserved(slot)
                ? Arrays.copyOfRange(array(slot), offset(slot), offset(slot) + dimension)
                : new float[dimension];
    }

    /**
     * Returns the inner product of a slot's vector with the vector at {@code otherOffset} in {@code other}; 0 for a
     * slot without a vector.
     */
    public float dot(int slot, float[] other, int otherOffset) {
        return has(slot) ? VectorMath.dot(array(slot), offset(slot), other, otherOffset, dimension) : 0;
    }

    /**
     * Returns the cosine of a slot's vector with the vector of norm {@code otherNorm} at {@code otherOffset} in
     * {@code other}; 0 if either is all zeros.
     */
    public float cosine(int slot, float[] other, int otherOffset, float otherNorm) {
        return cosine(slot, dot(slot, other, otherOffset), otherNorm);
    }

    /** Returns the cosine of two slots' vectors; 0 if either slot has no vector. */
    public float cosine(int left, int right) {
        if (!has(left) || !has(right)) {
            return 0;
        }
        float dot = KERNELS.dot(array(left), offset(left), array(right), offset(right), width);
        return cosine(left, dot, norm(right));
    }

    /**
     * Converts {@code dot}, the inner product of a slot's vector with a vector of norm {@code otherNorm}, to the cosine
     * of the two vectors; 0 if either is all zeros.
     */
    public float cosine(int slot, float dot, float otherNorm) {
        if (!has(slot) || otherNorm <= 0) {
            return 0;
        }
        return Math.max(-1, Math.min(1, dot / (norm(slot) * otherNorm)));
    }

    /**
     * Computes the inner products of a slot's vector with several others; 0 for a slot without a vector.
     *
     * @param others padded vectors of {@link #width()} floats
     * @param offsets where the other vectors start in {@code others}
     * @param products receives the results
     */
    public void dots(int slot, float[] others, int[] offsets, float[] products) {
        if (has(slot)) {
            KERNELS.dotMany(array(slot), offset(slot), others, offsets, offsets.length, width, products, 0);
        } else {
            Arrays.fill(products, 0, offsets.length, 0);
        }
    }

    /**
     * Returns a copy of a slot's vector, {@link #width()} floats with padding. The slot must {@linkplain #has(int)
     * have} a vector.
     */
    public float[] copyRow(int slot) {
        return Arrays.copyOfRange(array(slot), offset(slot), offset(slot) + width);
    }

    /**
     * Copies a slot's vector with its padding to {@code target} from {@code offset} on; zeros if the slot is negative
     * or has no vector.
     */
    public void copyRow(int slot, float[] target, int offset) {
        if (slot >= 0 && has(slot)) {
            System.arraycopy(array(slot), offset(slot), target, offset, width);
        } else {
            Arrays.fill(target, offset, offset + width, 0);
        }
    }

    /** Returns the norm of a slot's vector; 0 for a slot without a vector. */
    public float norm(int slot) {
        return isReserved(slot) ? array(slot)[offset(slot) - vectorStart + index] : 0;
    }

    private boolean isReserved(int slot) {
        return slot / CHUNK_SLOTS < rows.chunks.length;
    }

    /**
     * Prefetches the vectors of the first {@code count} of {@code slots} into the processor cache, for all tables that
     * share the rows; the result is meaningless. The loads overlap, whereas the loop that uses the vectors would wait
     * for each load.
     *
     * @return a meaningless value; store it so that the JIT keeps the loads
     */
    public float prefetch(int[] slots, int count) {
        float sum = 0;
        for (int position = 0; position < count; position++) {
            int slot = slots[position];
            if (isReserved(slot)) {
                float[] chunk = array(slot);
                int from = slot % CHUNK_SLOTS * rows.width;
                for (int line = from; line < from + rows.width; line += CACHE_LINE_FLOATS) {
                    sum += chunk[line];
                }
            }
        }
        return sum;
    }
}
