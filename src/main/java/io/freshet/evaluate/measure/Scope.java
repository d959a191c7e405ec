package io.freshet.evaluate.measure;

/** Set of evaluated clicks over which a result is averaged. Repeated reads of an article are in no scope. */
public enum Scope {
    /**
     * Clicks within a session: at most {@code readers.sessionGapMinutes} (default 30) after the reader's previous read.
     */
    IN_SESSION("in session"),
    /** Clicks of readers who clicked before. */
    KNOWN_READER("known reader"),
    /** All clicks. The first click of a reader, for which there is no list, counts as a miss for every algorithm. */
    ANY_CLICK("any click");

    private final String label;

    Scope(String label) {
        this.label = label;
    }

    /** Label in reports. */
    public String label() {
        return label;
    }
}
