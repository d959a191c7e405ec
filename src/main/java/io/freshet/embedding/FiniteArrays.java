package io.freshet.embedding;

/** Rejects numbers that would poison everything learned after them. */
final class FiniteArrays {

    private FiniteArrays() {}

    static void check(String name, float[] values) {
        for (int index = 0; index < values.length; index++) {
            if (!Float.isFinite(values[index])) {
                throw new IllegalArgumentException(name + "[" + index + "] is " + values[index]);
            }
        }
    }
}
