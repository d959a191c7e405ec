package io.freshet.vector;

/** Range checks of settings. The message of the exception has the name, the value and the range of the setting. */
public final class Ranges {

    private Ranges() {}

    /**
     * Throws IllegalArgumentException unless a number is from {@code min} to {@code max}, inclusive; {@code name} is
     * the setting in the message.
     *
     * @throws IllegalArgumentException if the value is out of range or NaN
     */
    public static void check(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected " + min + " to " + max);
        }
    }

    /**
     * Throws IllegalArgumentException unless a whole number is from {@code min} to {@code max}, inclusive; {@code name}
     * is the setting in the message.
     *
     * @throws IllegalArgumentException if the value is out of range
     */
    public static void check(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " is " + value + ", expected " + min + " to " + max);
        }
    }
}
