package io.freshet.dataset;

/** Kinds of input events, one topic each. */
public enum EventKind {
    ARTICLE,
    CLICK,
    IMPRESSION,
    ERASURE
}
