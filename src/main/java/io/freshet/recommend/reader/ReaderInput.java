package io.freshet.recommend.reader;

/** Input topic with readers' clicks; a reader's state stores the offset of the last record applied from each topic. */
public enum ReaderInput {
    /** The topic {@code clicks}. */
    CLICKS,
    /** The topic {@code rerouted-reader-events}: events first sent to a partition other than that of their key. */
    REROUTED
}
