package io.freshet.vector;

/** Range checks of settings. The message has name, value and range. */
public final class Ranges {

    private Ranges() {}

    /**
     * Checks a number; both bounds are inclusive.
     *
     * @throws IllegalArgumentException if the value is out of range or NaN
     */
    public static void check(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected " + min + " to " + max);
        }
    }

    /**
     * Checks a whole number; both bounds are inclusive.
     *
     * @throws IllegalArgumentException if the value is out of range
     */
    public static void check(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " is " + value + ", expected " + min + " to " + max);
        }
    }
}
