package io.freshet.vector;

import java.util.SplittableRandom;

/**
 * Numbers that look random but depend on what they are for alone: the same seed, name and moment give the same numbers, so
 * that a replay after a restart repeats what happened before it, and every instance draws the same readers.
 */
public final class SeededHash {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private SeededHash() {}

    public static SplittableRandom random(long seed, String name, long atMillis) {
        return new SplittableRandom(mix(seed ^ mix(hash(name) ^ mix(atMillis))));
    }

    /** A number from 0 (inclusive) to 1 (exclusive) for a name; draws of other seeds are independent of it. */
    public static double share(long seed, String name) {
        return (mix(seed ^ hash(name)) >>> 11) * 0x1.0p-53;
    }

    /** A 64-bit hash of a string: FNV-1a over its UTF-16 units, then mixed. */
    public static long hash(String text) {
        long hash = FNV_OFFSET;
        for (int index = 0; index < text.length(); index++) {
            hash = (hash ^ text.charAt(index)) * FNV_PRIME;
        }
        return mix(hash);
    }

    /** The lower 32 bits of {@link #hash(String)}. */
    public static int hash32(String text) {
        return (int) hash(text);
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    public static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
