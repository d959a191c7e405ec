package io.freshet.words.file;

/** The formats of word vectors that others publish; each may be packed with gzip, bzip2 or xz, or be the one such file of a zip or tar archive. All text is UTF-8. */
public enum WordFileFormat {
    /** A line "words dimension", then a line for each word: the word and its numbers, separated by spaces. */
    WORD2VEC_TEXT,
    /** A line "words dimension", then each word, a space and its numbers as little-endian 4-byte floats. */
    WORD2VEC_BINARY,
    /** A line for each word: the word and its numbers, separated by spaces; the first line tells the dimension. */
    GLOVE,
    /** fastText's {@code .vec}: laid out as {@link #WORD2VEC_TEXT}. */
    FASTTEXT_VEC
}
