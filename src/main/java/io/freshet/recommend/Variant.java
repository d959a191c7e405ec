package io.freshet.recommend;

import java.util.Locale;

/** Arm of an {@link Experiment}: one of the two recommenders that it compares. */
public enum Variant {
    /** Arm with the configured settings; without an experiment it serves all readers. */
    CONTROL,
    /** Arm with the settings under test. */
    TREATMENT;

    /** Name of the arm in record keys and metric tags, in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
