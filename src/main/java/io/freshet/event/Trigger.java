package io.freshet.event;

/** Reason why a list was made again. */
public enum Trigger {
    /** The reader clicked. */
    CLICK,
    /** A new article entered the list. */
    ARTICLE,
    /** An article of the list was withdrawn or expired. */
    WITHDRAWAL,
    /** The list was asked for or renewed by time. */
    REFRESH
}
