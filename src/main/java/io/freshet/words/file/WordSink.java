package io.freshet.words.file;

/** Receives the words of a file with their vectors, in the order of the file. */
interface WordSink {

    /**
     * Receives the next word with its vector.
     *
     * @param vector must be copied if it is kept
     */
    void add(String word, float[] vector);

    /** Whether the sink accepts no more words, so that reading can stop. */
    boolean isFull();

    /** Number of words kept, without received words that the sink has dropped. */
    long size();
}
