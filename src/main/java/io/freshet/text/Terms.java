package io.freshet.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Surface forms to terms, and what stands between two of them. */
final class Terms {

    /** White space and zero-width joiners. */
    private static final Pattern UNWRITTEN = Pattern.compile("[\\s\\p{Z}\u200c\u200d]+");

    /** Chinese numerals and calendar dates, which are written without a space. */
    private static final Pattern CHINESE_NUMBER = Pattern.compile("[〇零一二三四五六七八九十百千万亿两]{2,}+|\\p{Nd}++[年月日号时分]");

    private Terms() {}

    /** Whether a surface holds a letter or a digit: symbols and emoji are no words. */
    static boolean isWord(String surface) {
        return surface.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    /** The token of a surface form. */
    static Token token(String surface, Link link) {
        return token(surface, surface, link);
    }

    /**
     * The token of a surface form that was folded already.
     *
     * @param folded the surface in Simplified Chinese
     */
    static Token token(String surface, String folded, Link link) {
        String term = fold(folded);
        return new Token(
                term,
                surface,
                link,
                Token.isNumber(term) || CHINESE_NUMBER.matcher(term).matches());
    }

    /** Whether single letters are divided by points, as in "U.S", whose last point the word rules leave behind. */
    static boolean isAcronym(String surface) {
        for (int index = 0; index < surface.length(); index++) {
            boolean letter = Character.isLetter(surface.charAt(index));
            if (index % 2 == 0 ? !letter : surface.charAt(index) != '.') {
                return false;
            }
        }
        return surface.length() > 2 && surface.length() % 2 == 1;
    }

    /** The length of a surface without the possessive ending of English, which names nothing and hides the word. */
    static int lengthWithoutPossessive(String surface) {
        int length = surface.length();
        boolean possessive = length > 2
                && (surface.charAt(length - 1) == 's' || surface.charAt(length - 1) == 'S')
                && (surface.charAt(length - 2) == '\'' || surface.charAt(length - 2) == '’');
        return possessive ? length - 2 : length;
    }

    /** Lower case and, beyond ASCII, Unicode compatibility composition: full-width letters become plain ones. */
    static String fold(String word) {
        String term = word;
        if (!isAscii(word)) {
            // Some compatibility forms decompose into a space and a mark, and the Chinese dictionary knows names with
            // spaces: a term has none. Joiners are written by some and left out by others.
            String composed = Normalizer.normalize(word, Normalizer.Form.NFKC);
            term = UNWRITTEN.matcher(composed).replaceAll("").replace('’', '\'');
        }
        return term.toLowerCase(Locale.ROOT);
    }

    /** The part of {@code text} between two tokens, from {@code end} of the first to {@code start} of the second. */
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
