package io.freshet.evaluate.measure;

/** Which clicks a figure is about. Repeats of an article the reader has read are in none. */
public enum Scope {
    /** Clicks within a session: the reader's previous click is no further back than the gap that ends one. */
    IN_SESSION("in session"),
    /** Clicks of readers who clicked before, in session or not. */
    KNOWN_READER("known reader"),
    /** All clicks. The first of a reader, for whom there could be no list, is a miss for every recommender. */
    ANY_CLICK("any click");

    private final String label;

    Scope(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
