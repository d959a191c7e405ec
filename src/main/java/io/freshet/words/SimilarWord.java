package io.freshet.words;

/**
 * A word that is used much like another.
 *
 * @param cosine of the angle between their vectors, from -1 to 1
 */
public record SimilarWord(String word, double cosine) {}
