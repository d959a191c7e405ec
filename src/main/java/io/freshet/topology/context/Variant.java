package io.freshet.topology.context;

import java.util.Locale;

/** Which way a list was made. */
public enum Variant {
    /** The configured one. */
    LIVE,
    /** The one that an {@link Experiment} tries. */
    TRIED;

    /** As it stands in keys and tags. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
