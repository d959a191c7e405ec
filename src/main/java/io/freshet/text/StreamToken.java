package io.freshet.text;

/**
 * A token of the article stream, as word learning and phrase detection consume it.
 *
 * @param term the folded word, see {@link Token#term()}
 * @param gap the gap to the preceding token of the sentence
 */
public record StreamToken(String term, TokenGap gap) {}
