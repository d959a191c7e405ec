package io.freshet.vector;

/** Rejects numbers that would poison everything learned after them. */
public final class FiniteArrays {

    private FiniteArrays() {}

    public static void check(String name, float[] values) {
        for (int index = 0; index < values.length; index++) {
            if (!Float.isFinite(values[index])) {
                throw new IllegalArgumentException(name + "[" + index + "] is " + values[index]);
            }
        }
    }
}
