package io.freshet.text;

/** Gap between a word of the article stream and its predecessor. {@link #APART} and {@link #NUMBER} end a phrase. */
public enum TokenGap {
    /** Start of a sentence, or punctuation. */
    APART,
    /** A number, which the stream leaves out. */
    NUMBER,
    /** White space or a hyphen. */
    SPACED,
    /** No separator, as between Chinese words. */
    ADJACENT
}
