package io.freshet.vector;

/**
 * Fast generator of pseudo-random numbers; equal seeds give equal numbers on every platform. Owned by one thread.
 *
 * <p>SplitMix64 (Steele, Lea and Flood 2014): a counter passed through {@link SeededHash#mix}.
 */
public final class RandomStream {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    public RandomStream(long seed) {
        state = seed;
    }

    /**
     * Returns the generator of one item, such as an article or a thread, from a seed and the item's number
     * {@code position}; equal arguments give equal numbers. Generators of different positions are independent.
     */
    public static RandomStream at(long seed, long position) {
        return new RandomStream(SeededHash.mix(seed + GOLDEN_GAMMA) ^ SeededHash.mix(position * GOLDEN_GAMMA + 1));
    }

    public long nextLong() {
        state += GOLDEN_GAMMA;
        return SeededHash.mix(state);
    }

    /** Next number, uniform from 0 (inclusive) to {@code bound} (exclusive); the bias is below {@code bound} / 2^32. */
    public int nextInt(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** Next number, uniform from 0 (inclusive) to {@code bound} (exclusive). */
    public long nextLong(long bound) {
        return Math.multiplyHigh(nextLong() >>> 1, bound << 1);
    }

    /** Next number, uniform from 0 (inclusive) to 1 (exclusive). */
    public float nextFloat() {
        return (nextLong() >>> 40) * 0x1p-24f;
    }

    /** Next number, uniform from 0 (inclusive) to 1 (exclusive). */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /**
     * Maps a 64-bit value to one in which every bit depends on all bits of {@code value}; the same function as
     * {@link SeededHash#mix}.
     */
    public static long mix(long value) {
        return SeededHash.mix(value);
    }
}
