package io.freshet.text;

/** What stands between a word and the one before it: only words that touch or follow each other can be parts of one. */
public enum TokenGap {
    /** The start of a sentence, or punctuation. */
    APART,
    /** A number, which is no word itself. */
    NUMBER,
    /** White space or a hyphen. */
    SPACED,
    /** Nothing, as between Chinese words. */
    ADJACENT
}
