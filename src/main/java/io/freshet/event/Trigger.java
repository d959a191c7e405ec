package io.freshet.event;

/** Kinds of events that cause a new recommendation list. */
public enum Trigger {
    /** The reader clicked. */
    CLICK,
    /** A new article ranks high enough to enter the reader's current list. */
    ARTICLE,
    /** An article of the list was withdrawn or expired. */
    WITHDRAWAL,
    /** Reserved: part of the contract, but no list is sent with this trigger. */
    REFRESH
}
