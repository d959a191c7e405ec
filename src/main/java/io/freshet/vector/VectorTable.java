package io.freshet.vector;

import java.util.Arrays;

/**
 * One vector for every slot, in chunks of a thousand, so that growing copies nothing and a scan reads memory in order.
 * A slot without a vector holds zeros. Rows are filled up with zeros to {@link #width()}, a multiple of what the widest
 * vectors of a machine hold, so that no kernel has a rest to do float by float. The length of a vector lies before it.
 */
public final class VectorTable {
    private static final VectorKernels KERNELS = VectorKernels.best();
    private static final int CHUNK_SLOTS = 1024;
    private static final int WIDTH_STEP = 16;
    private static final int CACHE_LINE_FLOATS = 16;

    private final int dimension;
    private final int width;
    private final Rows rows;
    /** Which of the tables side by side this is. */
    private final int index;

    private final int first;

    /** The memory of several tables, the rows of a slot side by side behind their lengths: what looks at one looks at all. */
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
        this.first = WIDTH_STEP + index * width;
    }

    /** Tables for several vectors of every slot, at most {@value #WIDTH_STEP}. */
    public static VectorTable[] sideBySide(int dimension, int count) {
        Rows rows = new Rows(WIDTH_STEP + count * width(dimension));
        VectorTable[] tables = new VectorTable[count];
        Arrays.setAll(tables, index -> new VectorTable(dimension, rows, index));
        return tables;
    }

    /** How long a row of this dimension is, zeros at its end included. */
    public static int width(int dimension) {
        return (dimension + WIDTH_STEP - 1) / WIDTH_STEP * WIDTH_STEP;
    }

    public int dimension() {
        return dimension;
    }

    /** Floats of a row, zeros at its end included. */
    public int width() {
        return width;
    }

    public void put(int slot, FloatVector vector) {
        if (vector.dimension() != dimension) {
            throw new IllegalArgumentException(
                    "vector has dimension " + vector.dimension() + ", the catalogue has " + dimension);
        }
        rows.grow(slot);
        vector.copyInto(array(slot), offset(slot));
        setNorm(slot, (float) Math.sqrt(KERNELS.dot(array(slot), offset(slot), array(slot), offset(slot), width)));
    }

    private void setNorm(int slot, float norm) {
        array(slot)[offset(slot) - first + index] = norm;
    }

    /** By how much a slot's vector would turn if it were set to this one, in radians; 0 where either is zeros. */
    public float turnTo(int slot, FloatVector vector) {
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
        // The cosine of two equal vectors is not quite 1, and its arc would add up.
        return cosine > .999_999 ? 0 : (float) Math.acos(Math.max(-1, cosine));
    }

    public void clear(int slot) {
        if (isReserved(slot)) {
            Arrays.fill(array(slot), offset(slot), offset(slot) + dimension, 0);
            setNorm(slot, 0);
        }
    }

    /** The array that holds a slot's vector from {@link #offset(int)} on; only for a slot with {@link #has(int)}. */
    public float[] array(int slot) {
        return rows.chunks[slot / CHUNK_SLOTS];
    }

    public int offset(int slot) {
        return slot % CHUNK_SLOTS * rows.width + first;
    }

    /** Whether the slot holds a vector other than zeros. */
    public boolean has(int slot) {
        return norm(slot) > 0;
    }

    public float[] copy(int slot) {
        return isReserved(slot)
                ? Arrays.copyOfRange(array(slot), offset(slot), offset(slot) + dimension)
                : new float[dimension];
    }

    /** The inner product of a slot's vector with another, 0 for a slot without one. */
    public float dot(int slot, float[] other, int otherOffset) {
        return has(slot) ? VectorMath.dot(array(slot), offset(slot), other, otherOffset, dimension) : 0;
    }

    /** The cosine of a slot's vector with another of the given length, 0 where either is zeros. */
    public float cosine(int slot, float[] other, int otherOffset, float otherNorm) {
        return cosine(slot, dot(slot, other, otherOffset), otherNorm);
    }

    /** The cosine of two slots' vectors, 0 where either has none. */
    public float cosine(int left, int right) {
        if (!has(left) || !has(right)) {
            return 0;
        }
        float dot = KERNELS.dot(array(left), offset(left), array(right), offset(right), width);
        return cosine(left, dot, norm(right));
    }

    /** The cosine that an inner product with a vector of the given length means, 0 where either is zeros. */
    public float cosine(int slot, float dot, float otherNorm) {
        if (!has(slot) || otherNorm <= 0) {
            return 0;
        }
        return Math.max(-1, Math.min(1, dot / (norm(slot) * otherNorm)));
    }

    /**
     * The inner products of a slot's vector with several others, 0 for a slot without one.
     *
     * @param others rows of {@link #width()} floats, zeros at their ends
     * @param offsets of the rows
     */
    public void dots(int slot, float[] others, int[] offsets, float[] products) {
        if (has(slot)) {
            KERNELS.dotMany(array(slot), offset(slot), others, offsets, offsets.length, width, products, 0);
        } else {
            Arrays.fill(products, 0, offsets.length, 0);
        }
    }

    /** A copy of a slot's row, for a slot with a vector. */
    public float[] copyRow(int slot) {
        return Arrays.copyOfRange(array(slot), offset(slot), offset(slot) + width);
    }

    /** Copies a slot's vector, zeros for a slot without one, and zeros up to {@link #width()}. */
    public void copyRow(int slot, float[] target, int offset) {
        if (slot >= 0 && has(slot)) {
            System.arraycopy(array(slot), offset(slot), target, offset, width);
        } else {
            Arrays.fill(target, offset, offset + width, 0);
        }
    }

    /** The length of a slot's vector, 0 for a slot without one. */
    public float norm(int slot) {
        return isReserved(slot) ? array(slot)[offset(slot) - first + index] : 0;
    }

    private boolean isReserved(int slot) {
        return slot / CHUNK_SLOTS < rows.chunks.length;
    }

    /**
     * Has the vectors of some slots, and those side by side with them, fetched into the cache: all at once, where looking
     * at them one by one would wait for each.
     *
     * @return a meaningless value; store it so that the JIT keeps the loads
     */
    public float fetch(int[] slots, int count) {
        float sum = 0;
        for (int at = 0; at < count; at++) {
            if (isReserved(slots[at])) {
                float[] chunk = array(slots[at]);
                int from = slots[at] % CHUNK_SLOTS * rows.width;
                for (int cell = from; cell < from + rows.width; cell += CACHE_LINE_FLOATS) {
                    sum += chunk[cell];
                }
            }
        }
        return sum;
    }
}
