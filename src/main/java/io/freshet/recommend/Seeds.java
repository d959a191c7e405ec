package io.freshet.recommend;

import java.util.SplittableRandom;

/**
 * Streams of random numbers named by what they are for: the same seed, name and moment give the same numbers, so that a
 * replay after a restart repeats what happened before it.
 */
final class Seeds {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Seeds() {}

    static SplittableRandom random(long seed, String name, long atMillis) {
        return new SplittableRandom(mix(seed ^ mix(hash(name) ^ mix(atMillis))));
    }

    /** A 64-bit hash of a string: FNV-1a over its UTF-16 units, then mixed. */
    static long hash(String text) {
        long hash = FNV_OFFSET;
        for (int index = 0; index < text.length(); index++) {
            hash = (hash ^ text.charAt(index)) * FNV_PRIME;
        }
        return mix(hash);
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
