package io.freshet.text;

/**
 * A word of the article stream, the input unit of word learning and phrase detection.
 *
 * @param term the folded word, see {@link Token#term()}
 * @param gap the gap to the preceding token of the sentence
 */
public record StreamToken(String term, TokenGap gap) {}
