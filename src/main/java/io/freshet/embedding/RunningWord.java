package io.freshet.embedding;

/**
 * A word of running text.
 *
 * @param term as the tokeniser writes it
 * @param joint to the word before
 */
public record RunningWord(String term, Joint joint) {}
