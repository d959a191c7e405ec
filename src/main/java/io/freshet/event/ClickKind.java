package io.freshet.event;

/** Action of a reader on an article. */
public enum ClickKind {
    CLICK,
    LIKE,
    SHARE,
    /** The reader does not want to see it: it never comes back, and what resembles it counts less. */
    HIDE;

    /** Whether this counts as a read: everything but {@link #HIDE}. */
    public boolean isRead() {
        return this != HIDE;
    }
}
