package io.freshet.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Converts words as published (surfaces) to normalised terms, and determines what separates two tokens. */
final class Terms {

    /** Matches white space and zero-width joiners. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\s\\p{Z}\u200c\u200d]+");

    /** Matches two or more Chinese numerals in a row, or digits with a unit of date or time, as in 5月. */
    private static final Pattern CHINESE_NUMBER = Pattern.compile("[〇零一二三四五六七八九十百千万亿两]{2,}+|\\p{Nd}++[年月日号时分]");

    private Terms() {}

    /** Whether a word as published contains a letter or a digit. Symbols and emoji are not words. */
    static boolean isWord(String surface) {
        return surface.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    /**
     * Creates the token of a word as published; its term is derived from {@code folded}.
     *
     * @param folded the surface in Simplified Chinese, or without the last dot of an acronym; {@link #fold} completes
     *     it
     */
    static Token token(String surface, String folded, Link link) {
        String term = fold(folded);
        return new Token(
                term,
                surface,
                link,
                Token.isNumber(term) || CHINESE_NUMBER.matcher(term).matches());
    }

    /**
     * Whether a word is an acronym without its last dot, such as "U.S": single letters separated by dots. The Unicode
     * word rules leave the last dot off the word.
     */
    static boolean isAcronym(String surface) {
        for (int index = 0; index < surface.length(); index++) {
            boolean letter = Character.isLetter(surface.charAt(index));
            if (index % 2 == 0 ? !letter : surface.charAt(index) != '.') {
                return false;
            }
        }
        return surface.length() > 2 && surface.length() % 2 == 1;
    }

    /** Length of a word without the English possessive ending, so that "Boeing's" and "Boeing" give the same term. */
    static int lengthWithoutPossessive(String surface) {
        int length = surface.length();
        boolean possessive = length > 2
                && (surface.charAt(length - 1) == 's' || surface.charAt(length - 1) == 'S')
                && (surface.charAt(length - 2) == '\'' || surface.charAt(length - 2) == '’');
        return possessive ? length - 2 : length;
    }

    /** Folds a word to lower case and, beyond ASCII, to NFKC: full-width letters become ASCII letters. */
    static String fold(String word) {
        String term = word;
        if (!isAscii(word)) {
            // Terms have no space, but some compatibility forms decompose into a space and a mark, and the Chinese
            // dictionary has names with spaces. Joiners are removed because spellings with and without them are common.
            String composed = Normalizer.normalize(word, Normalizer.Form.NFKC);
            term = INVISIBLE.matcher(composed).replaceAll("").replace('’', '\'');
        }
        return term.toLowerCase(Locale.ROOT);
    }

    /**
     * Classifies the separator between the token that ends at {@code end} and the next token, which starts at
     * {@code start}.
     */
    static Link link(String text, int end, int start) {
        if (start <= end) {
            return Link.ADJACENT;
        }
        if (start == end + 1 && (text.charAt(end) == '-' || text.charAt(end) == '‐')) {
            return Link.HYPHEN;
        }
        return text.substring(end, start).isBlank() ? Link.SPACE : Link.NONE;
    }

    private static boolean isAscii(String word) {
        for (int index = 0; index < word.length(); index++) {
            if (word.charAt(index) >= 128) {
                return false;
            }
        }
        return true;
    }
}
