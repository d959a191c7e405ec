package io.freshet.vector;

/**
 * Natural logarithm of floats, several times as fast as {@link Math#log}. The error is at most 2e-7 · max(1, |ln x|),
 * which is enough for features that are standardised and clipped afterwards.
 *
 * <p>Method: x = m · 2^e with m from sqrt(1/2) to sqrt(2), and ln m = 2 artanh s with s = (m - 1)/(m + 1), by the first
 * four terms of the series. As |s| is below .172, the omitted terms are below 3e-8.
 */
public final class NaturalLogarithm {
    static final float LN_2 = (float) Math.log(2);
    static final int SQRT_HALF_BITS = Float.floatToRawIntBits((float) Math.sqrt(.5));
    static final float THIRD = 1 / 3f;
    static final float FIFTH = 1 / 5f;
    static final float SEVENTH = 1 / 7f;

    private NaturalLogarithm() {}

    /** Returns ln x. {@code x} must be positive and normal. */
    public static float of(float x) {
        int bits = Float.floatToRawIntBits(x);
        int exponent = (bits - SQRT_HALF_BITS) >> 23;
        float m = Float.intBitsToFloat(bits - (exponent << 23));
        float s = (m - 1) / (m + 1);
        float square = s * s;
        return exponent * LN_2 + 2 * s * (1 + square * (THIRD + square * (FIFTH + square * SEVENTH)));
    }
}
