package io.freshet.recommend.reader;

/** The topics whose records change a reader and whose applied offsets the reader's state remembers. */
public enum ReaderInput {
    /** The topic {@code clicks}. */
    CLICKS,
    /** The topic {@code rerouted-reader-events}. */
    REROUTED
}
