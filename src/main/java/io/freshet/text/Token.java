package io.freshet.text;

/**
 * One word of a text.
 *
 * @param term the word as vocabularies hold it: lower case, Simplified Chinese, compatibility forms folded (Unicode NFKC),
 *     without zero-width joiners
 * @param surface the word as the text writes it
 * @param link what stands before it
 * @param number whether it is a number or a date rather than a word: readable, but in no vocabulary
 */
public record Token(String term, String surface, Link link, boolean number) {

    public Token {
        if (term.isBlank() || surface.isBlank()) {
            throw new IllegalArgumentException("blank token: term '" + term + "', surface '" + surface + "'");
        }
    }

    /** A token after white space; a number if its term starts with a digit and holds no letter. */
    public Token(String term, String surface) {
        this(term, surface, Link.SPACE, isNumber(term));
    }

    /** Whether {@code term} starts with a digit and holds no letter. */
    static boolean isNumber(String term) {
        return Character.isDigit(term.codePointAt(0)) && term.codePoints().noneMatch(Character::isLetter);
    }
}
