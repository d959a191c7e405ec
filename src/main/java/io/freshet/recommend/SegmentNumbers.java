package io.freshet.recommend;

import java.util.Arrays;

/**
 * Who reads an article, by slot: the segments counted for it as {@link Labels} numbers them, each beside its count, in
 * one row, because every list looks at all of them. Written by {@link Catalogue} alone.
 */
final class SegmentNumbers {
    private final int rowsMax;
    private final Labels labels;
    /** By slot, for each segment its label and the bits of its count. */
    private int[] cells;

    private int[] sizes = new int[64];
    private long[] asOfMillis = new long[64];

    SegmentNumbers(int rowsMax, Labels labels) {
        this.rowsMax = rowsMax;
        this.labels = labels;
        this.cells = new int[64 * 2 * rowsMax];
    }

    void reserve(int slots) {
        if (sizes.length < slots) {
            int room = slots + slots / 2;
            cells = Arrays.copyOf(cells, room * 2 * rowsMax);
            sizes = Arrays.copyOf(sizes, room);
            asOfMillis = Arrays.copyOf(asOfMillis, room);
        }
    }

    /** Takes over what is counted for the article in a slot; segments beyond those there is room for are left out. */
    void put(int slot, DecayedRows segments) {
        int at = slot * 2 * rowsMax;
        int before = sizes[slot];
        int[] held = new int[before];
        for (int row = 0; row < before; row++) {
            held[row] = cells[at + 2 * row];
        }
        sizes[slot] = Math.min(rowsMax, segments.size());
        asOfMillis[slot] = segments.asOfMillis();
        for (int row = 0; row < sizes[slot]; row++) {
            cells[at + 2 * row] = labels.hold(segments.key(row));
            cells[at + 2 * row + 1] = Float.floatToRawIntBits(segments.count(row, 0));
        }
        // Only now, so that what is in both keeps its number.
        for (int label : held) {
            labels.release(label);
        }
    }

    void clear(int slot) {
        for (int row = 0; row < sizes[slot]; row++) {
            labels.release(cells[2 * (slot * rowsMax + row)]);
        }
        sizes[slot] = 0;
    }

    /**
     * The decayed reads in some segments at a moment.
     *
     * @param columns by label: one more than the column of {@code target} that its count goes to, 0 for none
     * @param target zeros from {@code offset} on
     */
    void counts(int slot, long nowMillis, byte[] columns, float[] target, int offset) {
        int from = slot * 2 * rowsMax;
        int to = from + 2 * sizes[slot];
        float decay = (float) Horizon.HOUR.weightAfter(nowMillis - asOfMillis[slot]);
        for (int cell = from; cell < to; cell += 2) {
            int column = columns[cells[cell]];
            if (column > 0) {
                target[offset + column - 1] = Float.intBitsToFloat(cells[cell + 1]) * decay;
            }
        }
    }
}
