package io.freshet.words.file;

/**
 * Format of published word vectors. All text is UTF-8. An imported file may be compressed with gzip, bzip2 or xz, or be
 * the only such file of a zip or tar archive.
 */
public enum WordFileFormat {
    /**
     * A header line with the number of words and the dimension, then a line for each word: the word and its numbers,
     * separated by spaces.
     */
    WORD2VEC_TEXT,
    /**
     * A header line with the number of words and the dimension, then for each word the word, a space and its numbers as
     * little-endian floats.
     */
    WORD2VEC_BINARY,
    /** A line for each word, as in {@link #WORD2VEC_TEXT}, without a header. */
    GLOVE,
    /** fastText's {@code .vec} files, the same layout as {@link #WORD2VEC_TEXT}. */
    FASTTEXT_VEC
}
