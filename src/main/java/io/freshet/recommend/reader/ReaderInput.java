package io.freshet.recommend.reader;

/** Topics whose applied offsets a reader's state remembers. */
public enum ReaderInput {
    /** The topic {@code clicks}. */
    CLICKS,
    /** The topic {@code rerouted-reader-events}. */
    REROUTED
}
