package io.freshet.words.online;

import io.freshet.vector.RandomStream;

/**
 * Approximate counts, up to 15, of any number of words in bounded memory. Counts the uses of a word before it is
 * admitted to the vocabulary. Owned by one thread.
 *
 * <p>A count-min sketch with conservative update (Cormode and Muthukrishnan 2005; Estan and Varghese 2002): each word
 * has a 4-bit counter in each of four rows; its count is the minimum, and only counters equal to the minimum are
 * incremented. A count is never too low within a period, and too high only if all four counters collide. After as many
 * additions as a row has counters, a period ends: all counters are halved, as in TinyLFU, so that the table cannot
 * saturate. A word used less than about once a period keeps a count of about 1.
 */
public final class CountSketch {
    public static final int COUNT_MAX = 15;
    public static final int COUNTERS_MIN = 1 << 10;
    static final int COUNTERS_MAX = 1 << 24;

    private static final int ROWS = 4;
    /**
     * Mask for halving sixteen packed 4-bit counters at once: after a right shift by one, clears the bit that came from
     * the next counter.
     */
    private static final long HALVES = 0x7777777777777777L;

    private final long[] table;
    private final int mask;
    private int additions;

    /**
     * Creates a sketch with all counts zero and {@code counters} counters in each of its four rows.
     *
     * @param counters number of counters per row, a power of two from {@link #COUNTERS_MIN} to 2^24
     */
    public CountSketch(int counters) {
        if (Integer.bitCount(counters) != 1 || counters < COUNTERS_MIN || counters > COUNTERS_MAX) {
            throw new IllegalArgumentException("counters is " + counters + ", expected a power of two from "
                    + COUNTERS_MIN + " to " + COUNTERS_MAX);
        }
        table = new long[ROWS * (counters / 16)];
        mask = counters - 1;
    }

    /** Counts one use of the word; returns the word's approximate count so far, 1 to 15. */
    public int add(String word) {
        long hash = RandomStream.mix(word.hashCode() * 0x9E3779B97F4A7C15L + word.length());
        int minimum = count(hash);
        if (minimum == COUNT_MAX) {
            return minimum;
        }
        for (int row = 0; row < ROWS; row++) {
            int counter = counter(hash, row);
            if (get(row, counter) == minimum) {
                table[index(row, counter)] += 1L << shift(counter);
            }
        }
        if (++additions > mask) {
            halve();
        }
        return minimum + 1;
    }

    private int count(long hash) {
        int minimum = COUNT_MAX;
        for (int row = 0; row < ROWS; row++) {
            minimum = Math.min(minimum, get(row, counter(hash, row)));
        }
        return minimum;
    }

    private int counter(long hash, int row) {
        return (int) (RandomStream.mix(hash + row) & mask);
    }

    private int get(int row, int counter) {
        return (int) (table[index(row, counter)] >>> shift(counter)) & COUNT_MAX;
    }

    private int index(int row, int counter) {
        return row * ((mask + 1) >>> 4) + (counter >>> 4);
    }

    private static int shift(int counter) {
        return (counter & 15) << 2;
    }

    private void halve() {
        for (int index = 0; index < table.length; index++) {
            table[index] = (table[index] >>> 1) & HALVES;
        }
        additions = 0;
    }
}
