package io.freshet.text;

import java.lang.Character.UnicodeScript;

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
    private static final int LONG_VOWEL = 'ー';
    private static final int LONG_VOWEL_HALF_WIDTH = 'ｰ';

    public Token {
        if (term.isBlank() || surface.isBlank()) {
            throw new IllegalArgumentException("blank token: term '" + term + "', surface '" + surface + "'");
        }
    }

    /** Creates a token that follows white space. */
    public Token(String term, String surface) {
        this(term, surface, Link.SPACE, isNumber(term));
    }

    /**
     * Whether the surface starts with a letter of a script without spaces between words: Han, kana, Thai, Lao, Khmer or
     * Burmese.
     */
    public boolean startsUnspaced() {
        return isUnspaced(surface.codePointAt(0));
    }

    /** Whether the surface ends with a letter of a script without spaces, see {@link #startsUnspaced}. */
    public boolean endsUnspaced() {
        return isUnspaced(surface.codePointBefore(surface.length()));
    }

    private static boolean isUnspaced(int codePoint) {
        return switch (UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            // The sign for a long vowel belongs to both kana scripts.
            default -> codePoint == LONG_VOWEL || codePoint == LONG_VOWEL_HALF_WIDTH;
        };
    }

    /** Whether {@code term} starts with a digit and contains no letter. */
    static boolean isNumber(String term) {
        return Character.isDigit(term.codePointAt(0)) && term.codePoints().noneMatch(Character::isLetter);
    }
}
