package io.freshet.words.phrase;

import io.freshet.vector.RandomStream;

/**
 * Counts runs of words by a hash of 64 bits, in bounded memory, with a note of 32 bits for each: what its first occurrence
 * stood between. Owned by one thread.
 *
 * <p>A hash table with linear probing, 16 bytes a place, that grows up to a limit. When that is three quarters full all
 * counts are halved, so that what was seen once is forgotten and the rest fades: counts are of the recent past, as long as
 * memory allows.
 */
final class NgramCounts {
    static final int PLACES_LEAST = 1 << 10;

    private final int placesMax;
    private long[] keys = new long[PLACES_LEAST];
    /** 0 where the place is vacant. */
    private int[] counts = new int[PLACES_LEAST];

    private int[] notes = new int[PLACES_LEAST];
    private int size;

    /** @param placesMax a power of two, at least 1024; three quarters of them are used */
    NgramCounts(int placesMax) {
        if (placesMax < PLACES_LEAST || Integer.bitCount(placesMax) != 1) {
            throw new IllegalArgumentException("placesMax is " + placesMax + ", expected a power of two from 1024");
        }
        this.placesMax = placesMax;
    }

    /**
     * Counts the run once more. There must be {@linkplain #makeRoom() room}.
     *
     * @param note kept if the run was not known
     * @return its count, 1 if it was not known
     */
    int add(long key, int note) {
        int place = place(key);
        if (counts[place] == 0) {
            keys[place] = key;
            notes[place] = note;
            size++;
        }
        return ++counts[place];
    }

    /** How often the run was seen, 0 if never or not lately. */
    int count(long key) {
        return counts[place(key)];
    }

    /** The note stored at the first occurrence of a known run. */
    int note(long key) {
        return notes[place(key)];
    }

    /**
     * Makes room for at least a quarter of the places.
     *
     * @return how often all counts were halved for it
     */
    int makeRoom() {
        int halvings = 0;
        while (size > keys.length / 4 * 3) {
            boolean grows = keys.length < placesMax;
            halvings += grows ? 0 : 1;
            rebuild(grows ? keys.length * 2 : keys.length, grows ? 1 : 2);
        }
        return halvings;
    }

    private void rebuild(int places, int divisor) {
        long[] oldKeys = keys;
        int[] oldCounts = counts;
        int[] oldNotes = notes;
        keys = new long[places];
        counts = new int[places];
        notes = new int[places];
        size = 0;
        for (int old = 0; old < oldKeys.length; old++) {
            int count = oldCounts[old] / divisor;
            if (count > 0) {
                int place = place(oldKeys[old]);
                keys[place] = oldKeys[old];
                counts[place] = count;
                notes[place] = oldNotes[old];
                size++;
            }
        }
    }

    private int place(long key) {
        int mask = keys.length - 1;
        int place = (int) RandomStream.mix(key) & mask;
        while (counts[place] != 0 && keys[place] != key) {
            place = (place + 1) & mask;
        }
        return place;
    }
}
