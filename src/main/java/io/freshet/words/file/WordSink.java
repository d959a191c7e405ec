package io.freshet.words.file;

/** Receives the words of a file with their vectors, in the order of the file. */
interface WordSink {

    /** @param vector must be copied if it is kept */
    void add(String word, float[] vector);

    /** Whether reading can stop. */
    boolean isFull();

    /** Number of words kept. */
    long size();
}
