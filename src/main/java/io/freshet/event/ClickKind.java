package io.freshet.event;

/** Kinds of actions of a reader on an article. */
public enum ClickKind {
    CLICK,
    LIKE,
    SHARE,
    /** The reader hid the article: it is never recommended again, and similar articles score lower. */
    HIDE;

    /** Whether the action counts as a read; true for all actions except {@link #HIDE}. */
    public boolean isRead() {
        return this != HIDE;
    }
}
