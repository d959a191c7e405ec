package io.freshet.recommend.reader;

/** Input topic of which a reader's state stores the offset of the last record applied. */
public enum ReaderInput {
    /** The topic {@code clicks}. */
    CLICKS,
    /**
     * The topic {@code rerouted-reader-events}, for events that were sent to another partition than that of their key.
     */
    REROUTED
}
