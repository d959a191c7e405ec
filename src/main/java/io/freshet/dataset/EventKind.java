package io.freshet.dataset;

/** The inputs an event can belong to, one topic each. */
public enum EventKind {
    ARTICLE,
    CLICK,
    IMPRESSION,
    ERASURE
}
