package io.freshet.recommend.settings;

/** Range checks of settings; messages hold the name, the value and the range. */
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

    /** Checks a share or factor, 0 to 1. */
    static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected 0 to 1");
        }
    }
}
