package io.freshet.recommend;

import java.util.Locale;

/** Arm of an {@link Experiment}. */
public enum Variant {
    /** The configured settings; without an experiment, all readers. */
    CONTROL,
    /** The settings under test. */
    TREATMENT;

    /** Name in record keys and metric tags. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
