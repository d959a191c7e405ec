package io.freshet.words;

/**
 * A word found by a similarity search, with its cosine to the query vector.
 *
 * @param cosine between the word's vector and the query vector, -1 to 1
 */
public record SimilarWord(String word, double cosine) {}
