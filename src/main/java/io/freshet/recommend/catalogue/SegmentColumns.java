package io.freshet.recommend.catalogue;

import io.freshet.recommend.decay.DecayedRows;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.vector.VectorTable;
import java.util.Arrays;

/**
 * Columnar copy of the decayed reads of each article by segment of the reader, indexed by slot, the article's index in
 * the catalogue. A row has the code of each segment (see {@link StringDictionary}) next to its count, because ranking
 * reads all of them for every candidate. Only articles with segments have a row; an article without segments costs four
 * bytes. Written by {@link Catalogue} alone.
 */
public final class SegmentColumns {
    private static final int CACHE_LINE_INTS = 16;

    private final int rowsMax;
    private final StringDictionary strings;
    private final int rowLength;
    /**
     * Row of each article in {@link #cells}, indexed by slot; row 0 is empty and shared by all articles without
     * segments.
     */
    private int[] rows = new int[64];
    /**
     * Concatenated rows, one per article with segments: the number of segments, then each segment's code and the float
     * bits of its decayed reads.
     */
    private int[] cells;
    /** Number of rows allocated so far, including the empty row 0 and the rows that are free again. */
    private int rowsUsed = 1;

    private int[] freeRows = new int[16];
    private int freeRowCount;

    SegmentColumns(int rowsMax, StringDictionary strings) {
        this.rowsMax = rowsMax;
        this.strings = strings;
        this.rowLength = 1 + 2 * rowsMax;
        this.cells = new int[rowLength];
    }

    void reserve(int slots) {
        if (rows.length < slots) {
            rows = Arrays.copyOf(rows, slots + slots / 2);
        }
    }

    /**
     * Replaces the row of the article in a slot by its reads by segment, decayed to {@code asOfMillis}. Segments beyond
     * the length of a row are dropped.
     *
     * @param asOfMillis reference time of the article's reads, at or after that of its segments
     */
    void put(int slot, DecayedRows segments, long asOfMillis) {
        int size = Math.min(rowsMax, segments.size());
        if (size == 0) {
            clear(slot);
            return;
        }
        if (rows[slot] == 0) {
            rows[slot] = allocateRow();
        }
        int at = rows[slot] * rowLength;
        int[] before = Arrays.copyOfRange(cells, at, at + 1 + 2 * cells[at]);
        float decay = (float) HalfLife.HOUR.weightAfter(asOfMillis - segments.asOfMillis());
        cells[at] = size;
        for (int row = 0; row < size; row++) {
            cells[at + 1 + 2 * row] = strings.acquire(segments.key(row));
            cells[at + 2 + 2 * row] = Float.floatToRawIntBits(segments.count(row, 0) * decay);
        }
        // Released last, so that segments in both rows keep their codes.
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

    /** Returns the number of an empty row of {@link #cells}: a free row, or a new one. */
    private int allocateRow() {
        if (freeRowCount > 0) {
            return freeRows[--freeRowCount];
        }
        int row = rowsUsed++;
        if (cells.length < rowsUsed * rowLength) {
            cells = Arrays.copyOf(cells, (rowsUsed + rowsUsed / 2 + 15) * rowLength);
        }
        return row;
    }

    /** Number of articles that have a row, that is, reads by segment. */
    int rowsInUse() {
        return rowsUsed - 1 - freeRowCount;
    }

    private void release(int[] row, int at) {
        for (int cell = at + 1; cell < at + 1 + 2 * row[at]; cell += 2) {
            strings.release(row[cell]);
        }
    }

    /**
     * Prefetches the rows of the articles in the first {@code count} of {@code slots} into the processor cache; the
     * result is meaningless. See {@link VectorTable#prefetch}.
     *
     * @return a meaningless value; store it so that the JIT keeps the loads
     */
    public int prefetch(int[] slots, int count) {
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
     * Writes the reads of the article in a slot by reader segment, multiplied by {@code weight}: segment code c to
     * {@code target[offset + columns[c]]}.
     *
     * @param weight decay factor from the reference time of the article's reads to now
     * @param columns column of {@code target} by segment code; 0 for segments to ignore
     * @param target zeros from {@code offset} on; column 0 receives meaningless values
     */
    public void counts(int slot, float weight, byte[] columns, float[] target, int offset) {
        int from = rows[slot] * rowLength;
        int to = from + 1 + 2 * cells[from];
        for (int cell = from + 1; cell < to; cell += 2) {
            target[offset + columns[cells[cell]]] = Float.intBitsToFloat(cells[cell + 1]) * weight;
        }
    }
}
