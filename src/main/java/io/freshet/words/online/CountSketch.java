package io.freshet.words.online;

import io.freshet.vector.RandomStream;

/**
 * Approximate counts, up to 15, of any number of words in a bounded table: how often a word was seen before it is
 * admitted to the vocabulary. Owned by one thread.
 *
 * <p>A count-min sketch with conservative update (Cormode and Muthukrishnan 2005; Estan and Varghese 2002): a word has
 * one 4-bit counter in each of four rows, its count is the least of them, and only counters that equal the least are
 * incremented. It never counts too little within a period, and too much only where all four collide. After as many
 * additions as a row has counters all are halved, as in TinyLFU, so that the table cannot fill up: a word that is seen
 * less than about once a period is never admitted.
 */
public final class CountSketch {
    public static final int COUNT_MAX = 15;
    public static final int COUNTERS_MIN = 1 << 10;
    static final int COUNTERS_MAX = 1 << 24;

    private static final int ROWS = 4;
    /** The low three bits of every half byte: what is left of each counter after a shift by one. */
    private static final long HALVES = 0x7777777777777777L;

    private final long[] table;
    private final int mask;
    private int additions;

    /** @param counters of each row, a power of two */
    public CountSketch(int counters) {
        if (Integer.bitCount(counters) != 1 || counters < COUNTERS_MIN || counters > COUNTERS_MAX) {
            throw new IllegalArgumentException("counters is " + counters + ", expected a power of two from "
                    + COUNTERS_MIN + " to " + COUNTERS_MAX);
        }
        table = new long[ROWS * (counters / 16)];
        mask = counters - 1;
    }

    /** Counts the word once more and returns its count, 1 to 15. */
    public int add(String word) {
        long hash = RandomStream.mix(word.hashCode() * 0x9E3779B97F4A7C15L + word.length());
        int least = count(hash);
        if (least == COUNT_MAX) {
            return least;
        }
        for (int row = 0; row < ROWS; row++) {
            int counter = counter(hash, row);
            if (get(row, counter) == least) {
                table[index(row, counter)] += 1L << shift(counter);
            }
        }
        if (++additions > mask) {
            halve();
        }
        return least + 1;
    }

    private int count(long hash) {
        int least = COUNT_MAX;
        for (int row = 0; row < ROWS; row++) {
            least = Math.min(least, get(row, counter(hash, row)));
        }
        return least;
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
