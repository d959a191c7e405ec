package io.freshet.words.phrase;

import io.freshet.vector.RandomStream;

/**
 * Counts n-grams, given by 64-bit hash keys, in bounded memory. Stores the neighbours of the first occurrence of each
 * n-gram beside its count. Owned by one thread.
 *
 * <p>A hash table with linear probing, 16 bytes per slot, that grows up to a limit. When a table at the limit is three
 * quarters full, all counts are halved: n-grams seen once are evicted, and counts decay towards the recent past.
 */
final class NgramCounts {
    static final int SLOTS_MIN = 1 << 10;

    private final int slotsMax;
    private long[] keys = new long[SLOTS_MIN];
    /** Decayed count of the n-gram in each slot of the hash table; 0 in a vacant slot. */
    private int[] counts = new int[SLOTS_MIN];

    private int[] firstNeighbours = new int[SLOTS_MIN];
    private int size;
    /** Number of times that all counts were halved since the last call of {@link #makeRoom()}. */
    private int halvings;

    /**
     * Creates an empty table that grows to at most {@code slotsMax} slots.
     *
     * @param slotsMax a power of two, at least 1024; about three quarters of the slots are used
     */
    NgramCounts(int slotsMax) {
        if (slotsMax < SLOTS_MIN || Integer.bitCount(slotsMax) != 1) {
            throw new IllegalArgumentException("slotsMax is " + slotsMax + ", expected a power of two from 1024");
        }
        this.slotsMax = slotsMax;
    }

    /**
     * Counts one occurrence of the n-gram {@code key} and returns its count. At the first occurrence, also stores
     * {@code neighbours}.
     *
     * @param neighbours hashes of the two neighbours of this occurrence, 16 bits each
     * @return count of the n-gram, 1 at its first occurrence
     */
    int add(long key, int neighbours) {
        if (size >= keys.length - keys.length / 8) {
            // One long sentence may have more n-grams than the table has slots.
            growOrHalve();
        }
        int slot = slot(key);
        if (counts[slot] == 0) {
            keys[slot] = key;
            firstNeighbours[slot] = neighbours;
            size++;
        }
        return ++counts[slot];
    }

    /** The decayed count of an n-gram; 0 if it is unknown or evicted. */
    int count(long key) {
        return counts[slot(key)];
    }

    /**
     * Hashes of the words before and after the first occurrence of an n-gram, packed as in {@link #add}; meaningless if
     * the n-gram is unknown.
     */
    int firstNeighbours(long key) {
        return firstNeighbours[slot(key)];
    }

    /**
     * Ensures that at least a quarter of the slots is free, and returns how often all counts were halved since the last
     * call. Grows the table up to its limit, then halves all counts.
     *
     * @return number of halvings, including those by {@link #add}
     */
    int makeRoom() {
        while (size > keys.length / 4 * 3) {
            growOrHalve();
        }
        int result = halvings;
        halvings = 0;
        return result;
    }

    private void growOrHalve() {
        boolean grows = keys.length < slotsMax;
        halvings += grows ? 0 : 1;
        rebuild(grows ? keys.length * 2 : keys.length, grows ? 1 : 2);
    }

    private void rebuild(int slots, int divisor) {
        long[] oldKeys = keys;
        int[] oldCounts = counts;
        int[] oldNeighbours = firstNeighbours;
        keys = new long[slots];
        counts = new int[slots];
        firstNeighbours = new int[slots];
        size = 0;
        for (int old = 0; old < oldKeys.length; old++) {
            int count = oldCounts[old] / divisor;
            if (count > 0) {
                int slot = slot(oldKeys[old]);
                keys[slot] = oldKeys[old];
                counts[slot] = count;
                firstNeighbours[slot] = oldNeighbours[old];
                size++;
            }
        }
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) RandomStream.mix(key) & mask;
        while (counts[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
