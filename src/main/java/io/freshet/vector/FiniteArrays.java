package io.freshet.vector;

/** Rejects arrays with NaN or infinities, which would spread to every number learned later. */
public final class FiniteArrays {

    private FiniteArrays() {}

    /**
     * Throws IllegalArgumentException if an array contains NaN or an infinity; {@code name} is the array's name in the
     * message.
     *
     * @throws IllegalArgumentException if a value is not finite; the message has {@code name}, index and value
     */
    public static void check(String name, float[] values) {
        for (int index = 0; index < values.length; index++) {
            if (!Float.isFinite(values[index])) {
                throw new IllegalArgumentException(name + "[" + index + "] is " + values[index]);
            }
        }
    }
}
