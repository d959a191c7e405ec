package io.freshet.words.train;

import io.freshet.vector.RandomStream;

/**
 * Counts pairs of numbers in bounded memory. Owned by one thread.
 *
 * <p>A hash table with linear probing, 12 bytes a place, that grows up to a limit; beyond that the rarest pairs are
 * forgotten with a threshold that rises by one each time, as in the reference implementation of word2phrase. A pair that
 * is forgotten and comes again is counted too low by at most that threshold.
 */
final class BigramCounts {
    private static final int PLACES_LEAST = 1 << 10;

    private final int placesMax;
    private long[] keys = new long[PLACES_LEAST];
    /** 0 where the place is vacant. */
    private int[] counts = new int[PLACES_LEAST];

    private int size;
    private int forgetThreshold;

    /** @param placesMax a power of two, at least 1024; three quarters of them are used */
    BigramCounts(int placesMax) {
        if (placesMax < PLACES_LEAST || Integer.bitCount(placesMax) != 1) {
            throw new IllegalArgumentException("placesMax is " + placesMax + ", expected a power of two from 1024");
        }
        this.placesMax = placesMax;
    }

    /** Visits the pairs. */
    @FunctionalInterface
    interface Visitor {
        void visit(int first, int second, int count);
    }

    void add(int first, int second) {
        long key = key(first, second);
        int place = place(key);
        if (counts[place] == 0) {
            keys[place] = key;
            size++;
        }
        counts[place]++;
        while (size > keys.length / 4 * 3) {
            makeRoom();
        }
    }

    int size() {
        return size;
    }

    /** How often the pair was added, 0 if it was not or is forgotten. */
    int count(int first, int second) {
        return counts[place(key(first, second))];
    }

    void forEach(Visitor visitor) {
        for (int place = 0; place < keys.length; place++) {
            if (counts[place] > 0) {
                visitor.visit((int) (keys[place] >>> 32), (int) keys[place], counts[place]);
            }
        }
    }

    private static long key(int first, int second) {
        return ((long) first << 32) | second;
    }

    private int place(long key) {
        int mask = keys.length - 1;
        int place = (int) RandomStream.mix(key) & mask;
        while (counts[place] != 0 && keys[place] != key) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void makeRoom() {
        int places = keys.length;
        if (places < placesMax) {
            places *= 2;
        } else {
            forgetThreshold++;
        }
        long[] oldKeys = keys;
        int[] oldCounts = counts;
        keys = new long[places];
        counts = new int[places];
        size = 0;
        for (int old = 0; old < oldKeys.length; old++) {
            if (oldCounts[old] > forgetThreshold) {
                int place = place(oldKeys[old]);
                keys[place] = oldKeys[old];
                counts[place] = oldCounts[old];
                size++;
            }
        }
    }
}
