package io.freshet.text;

/**
 * A word or number of a text.
 *
 * @param term the word as vocabularies store it: lower case, Simplified Chinese, compatibility forms folded (Unicode
 *     NFKC), without zero-width joiners
 * @param surface the word as published
 * @param link the separator from the preceding token
 * @param number whether the token is a number or date; numbers are shown to readers but never enter a vocabulary
 */
public record Token(String term, String surface, Link link, boolean number) {

    public Token {
        if (term.isBlank() || surface.isBlank()) {
            throw new IllegalArgumentException("blank token: term '" + term + "', surface '" + surface + "'");
        }
    }

    /** Creates a token that follows white space. */
    public Token(String term, String surface) {
        this(term, surface, Link.SPACE, isNumber(term));
    }

    /** Whether {@code term} starts with a digit and contains no letter. */
    static boolean isNumber(String term) {
        return Character.isDigit(term.codePointAt(0)) && term.codePoints().noneMatch(Character::isLetter);
    }
}
