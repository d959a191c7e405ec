package io.freshet.text;

/**
 * A word of running text.
 *
 * @param term as the tokeniser writes it
 * @param joint to the word before
 */
public record StreamToken(String term, TokenGap joint) {}
