package io.freshet.words.train;

import io.freshet.vector.SeededHash;

/**
 * Counts pairs of successive words in bounded memory; a word is given by its number in a {@code VocabularyBuilder}.
 * Owned by one thread.
 *
 * <p>A hash table with linear probing and 12 bytes a slot, which grows up to a limit. When a table at the limit is
 * three quarters full, it evicts the rarest pairs by a count threshold that rises by one each time, as in the reference
 * implementation of word2phrase. Each eviction of a pair lowers its final count by at most the threshold at that time.
 */
final class BigramCounts {
    private static final int SLOTS_MIN = 1 << 10;

    private final int slotsMax;
    private long[] keys = new long[SLOTS_MIN];
    /** Count of the pair in each slot of the hash table; 0 in a vacant slot. */
    private int[] counts = new int[SLOTS_MIN];

    private int size;
    private int evictionThreshold;

    /**
     * Creates an empty table that grows to at most {@code slotsMax} slots.
     *
     * @param slotsMax a power of two, at least 1024; at most three quarters of the slots are filled
     */
    BigramCounts(int slotsMax) {
        if (slotsMax < SLOTS_MIN || Integer.bitCount(slotsMax) != 1) {
            throw new IllegalArgumentException("slotsMax is " + slotsMax + ", expected a power of two from 1024");
        }
        this.slotsMax = slotsMax;
    }

    /** Receives each counted pair of word numbers with its count. */
    @FunctionalInterface
    interface Visitor {
        void visit(int first, int second, int count);
    }

    void add(int first, int second) {
        long key = ((long) first << 32) | second;
        int slot = slot(key);
        if (counts[slot] == 0) {
            keys[slot] = key;
            size++;
        }
        counts[slot]++;
        while (size > keys.length / 4 * 3) {
            growOrEvict();
        }
    }

    void forEach(Visitor visitor) {
        for (int slot = 0; slot < keys.length; slot++) {
            if (counts[slot] > 0) {
                visitor.visit((int) (keys[slot] >>> 32), (int) keys[slot], counts[slot]);
            }
        }
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) SeededHash.mix(key) & mask;
        while (counts[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void growOrEvict() {
        int slots = keys.length;
        if (slots < slotsMax) {
            slots *= 2;
        } else {
            evictionThreshold++;
        }
        long[] oldKeys = keys;
        int[] oldCounts = counts;
        keys = new long[slots];
        counts = new int[slots];
        size = 0;
        for (int old = 0; old < oldKeys.length; old++) {
            if (oldCounts[old] > evictionThreshold) {
                int slot = slot(oldKeys[old]);
                keys[slot] = oldKeys[old];
                counts[slot] = oldCounts[old];
                size++;
            }
        }
    }
}
