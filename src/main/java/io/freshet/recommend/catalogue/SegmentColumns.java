package io.freshet.recommend.catalogue;

import io.freshet.recommend.decay.DecayedRows;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.vector.VectorTable;
import java.util.Arrays;

/**
 * Who reads an article, by slot: the segments counted for it as {@link StringDictionary} numbers them, each beside its count, in
 * one row, because every list looks at all of them. Only articles with segments have a row: most newsrooms send none, and
 * an article without costs four bytes. Written by {@link Catalogue} alone.
 */
public final class SegmentColumns {
    private static final int CACHE_LINE_INTS = 16;

    private final int rowsMax;
    private final StringDictionary labels;
    private final int rowLength;
    /** By slot, the row; row 0 is empty and shared by all articles without segments. */
    private int[] rows = new int[64];
    /** By row, the number of segments, then for each its label and the bits of its count. */
    private int[] cells;
    /** Rows below this were given to an article once. */
    private int rowsUsed = 1;

    private int[] freeRows = new int[16];
    private int freeRowCount;

    SegmentColumns(int rowsMax, StringDictionary labels) {
        this.rowsMax = rowsMax;
        this.labels = labels;
        this.rowLength = 1 + 2 * rowsMax;
        this.cells = new int[rowLength];
    }

    void reserve(int slots) {
        if (rows.length < slots) {
            rows = Arrays.copyOf(rows, slots + slots / 2);
        }
    }

    /**
     * Takes over what is counted for the article in a slot, as it counts at a moment; segments beyond those there is room
     * for are left out.
     *
     * @param asOfMillis when the article was last read, which is when its segments last were
     */
    void put(int slot, DecayedRows segments, long asOfMillis) {
        int size = Math.min(rowsMax, segments.size());
        if (size == 0) {
            clear(slot);
            return;
        }
        if (rows[slot] == 0) {
            rows[slot] = takeRow();
        }
        int at = rows[slot] * rowLength;
        int[] before = Arrays.copyOfRange(cells, at, at + 1 + 2 * cells[at]);
        float decay = (float) HalfLife.HOUR.weightAfter(asOfMillis - segments.asOfMillis());
        cells[at] = size;
        for (int row = 0; row < size; row++) {
            cells[at + 1 + 2 * row] = labels.hold(segments.key(row));
            cells[at + 2 + 2 * row] = Float.floatToRawIntBits(segments.count(row, 0) * decay);
        }
        // Only now, so that what is in both keeps its number.
        release(before, 0);
    }

    void clear(int slot) {
        int row = rows[slot];
        if (row == 0) {
            return;
        }
        release(cells, row * rowLength);
        cells[row * rowLength] = 0;
        rows[slot] = 0;
        if (freeRowCount == freeRows.length) {
            freeRows = Arrays.copyOf(freeRows, freeRowCount * 2);
        }
        freeRows[freeRowCount++] = row;
    }

    /** An empty row that no article has. */
    private int takeRow() {
        if (freeRowCount > 0) {
            return freeRows[--freeRowCount];
        }
        int row = rowsUsed++;
        if (cells.length < rowsUsed * rowLength) {
            cells = Arrays.copyOf(cells, (rowsUsed + rowsUsed / 2 + 15) * rowLength);
        }
        return row;
    }

    /** Rows held by articles with segments, for tests. */
    int rowsHeld() {
        return rowsUsed - 1 - freeRowCount;
    }

    private void release(int[] row, int at) {
        for (int cell = at + 1; cell < at + 1 + 2 * row[at]; cell += 2) {
            labels.release(row[cell]);
        }
    }

    /** As {@link VectorTable#fetch}. */
    public int fetch(int[] slots, int count) {
        int sum = 0;
        for (int index = 0; index < count; index++) {
            int from = rows[slots[index]] * rowLength;
            for (int cell = from; cell < from + rowLength; cell += CACHE_LINE_INTS) {
                sum += cells[cell];
            }
        }
        return sum;
    }

    /**
     * The decayed reads in some segments.
     *
     * @param weight of a read that came when the article was last read
     * @param columns by label: the column of {@code target} that its count goes to, 0 for none
     * @param target zeros from {@code offset} on; column 0 is overwritten with something
     */
    public void counts(int slot, float weight, byte[] columns, float[] target, int offset) {
        int from = rows[slot] * rowLength;
        int to = from + 1 + 2 * cells[from];
        for (int cell = from + 1; cell < to; cell += 2) {
            target[offset + columns[cells[cell]]] = Float.intBitsToFloat(cells[cell + 1]) * weight;
        }
    }
}
