package io.freshet.vector;

/**
 * A fast stream of pseudo-random numbers, the same for the same seed on every platform. Owned by one thread.
 *
 * <p>SplitMix64 (Steele, Lea and Flood 2014): a counter through a mixing function.
 */
public final class RandomStream {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    public RandomStream(long seed) {
        state = seed;
    }

    /** The stream of one position of a seeded whole: independent of the streams of all other positions. */
    public static RandomStream at(long seed, long position) {
        return new RandomStream(mix(seed + GOLDEN_GAMMA) ^ mix(position * GOLDEN_GAMMA + 1));
    }

    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** From 0 to {@code bound} - 1; the bias is below {@code bound} / 2^32. */
    public int nextInt(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** From 0 (inclusive) to {@code bound} (exclusive). */
    public long nextLong(long bound) {
        return Math.multiplyHigh(nextLong() >>> 1, bound << 1);
    }

    /** From 0 (inclusive) to 1 (exclusive). */
    public float nextFloat() {
        return (nextLong() >>> 40) * 0x1p-24f;
    }

    /** From 0 (inclusive) to 1 (exclusive). */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /** Scrambles all bits (Stafford's variant 13). */
    public static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
