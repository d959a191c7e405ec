package io.freshet.vector;

import java.util.SplittableRandom;

/**
 * Deterministic hashes of strings, and pseudo-random numbers by seed, name and time. A replay after a restart draws the
 * same numbers as the first run, and every instance samples the same readers. Stateless.
 */
public final class SeededHash {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private SeededHash() {}

    /** Returns a random generator for one event: the same seed, name and time give the same sequence. */
    public static SplittableRandom random(long seed, String name, long atMillis) {
        return new SplittableRandom(mix(seed ^ mix(hash(name) ^ mix(atMillis))));
    }

    /**
     * Maps a seed and a name to a pseudo-random number, uniform from 0 (inclusive) to 1 (exclusive). Compare the number
     * with a ratio to sample that ratio of all names. Numbers of different seeds are independent.
     */
    public static double uniform(long seed, String name) {
        return (mix(seed ^ hash(name)) >>> 11) * 0x1.0p-53;
    }

    /** Returns a 64-bit hash of a string: {@link #fnv1a}, then {@link #mix}. */
    public static long hash(String text) {
        return mix(fnv1a(text));
    }

    /** Returns the FNV-1a hash of the UTF-16 units of a string (Fowler, Noll and Vo 1991); its upper bits are weak. */
    public static long fnv1a(String text) {
        long hash = FNV_OFFSET;
        for (int index = 0; index < text.length(); index++) {
            hash = (hash ^ text.charAt(index)) * FNV_PRIME;
        }
        return hash;
    }

    /** Returns the lower 32 bits of {@link #hash(String)}. */
    public static int hash32(String text) {
        return (int) hash(text);
    }

    /**
     * Maps a 64-bit value to one in which every bit depends on all bits of {@code value}; a bijection. The function is
     * the finaliser of SplitMix64 (Steele, Lea and Flood 2014), with the constants of Stafford's variant 13.
     */
    public static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
