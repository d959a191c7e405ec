package io.freshet.recommend.settings;

/** Range checks of settings; a failed check throws an exception with the setting's name, its value and the range. */
final class SettingRange {

    private SettingRange() {}

    static void atLeast(String name, double value, double minimum) {
        if (!(value >= minimum && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected at least " + minimum);
        }
    }

    static void above(String name, double value, double bound) {
        if (!(value > bound && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected above " + bound);
        }
    }

    /** Throws IllegalArgumentException unless the value is from 0 to 1; {@code name} is the setting in the message. */
    static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected 0 to 1");
        }
    }
}
