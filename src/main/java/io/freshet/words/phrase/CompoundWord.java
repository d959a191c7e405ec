package io.freshet.words.phrase;

import java.util.Arrays;
import java.util.List;

/**
 * Format of compounds, words of two to four tokens: names that the tokeniser splits, such as "papi酱", and phrases, such
 * as "new york". A vocabulary joins the parts by an underscore, "papi_酱" and "new_york", as pre-training does, so that
 * each word shows its parts. Stateless.
 */
public final class CompoundWord {
    /** Largest number of parts of a compound. */
    public static final int PARTS_MAX = 4;

    /** Separator of the parts of a compound in a vocabulary, as in "new_york". */
    public static final String SEPARATOR = "_";

    private static final char JOINT_CHARACTER = '_';

    private CompoundWord() {}

    /** Whether a word has the format of a compound: two to four parts joined by underscores. */
    public static boolean isCompound(String word) {
        return word.indexOf(JOINT_CHARACTER) >= 0 && !parts(word).isEmpty();
    }

    /** The parts of a compound; empty for any other word. */
    public static List<String> parts(String word) {
        List<String> parts = Arrays.asList(word.split(SEPARATOR, PARTS_MAX + 1));
        boolean compound =
                parts.size() > 1 && parts.size() <= PARTS_MAX && parts.stream().noneMatch(String::isEmpty);
        return compound ? parts : List.of();
    }

    /**
     * Text form of a word: the parts of a compound joined by a space, or by nothing next to a Chinese or Japanese
     * character. A word that is no compound is returned as it is.
     */
    public static String written(String word) {
        List<String> parts = word.indexOf(JOINT_CHARACTER) < 0 ? List.of() : parts(word);
        if (parts.isEmpty()) {
            return word;
        }
        StringBuilder text = new StringBuilder(parts.get(0));
        for (String part : parts.subList(1, parts.size())) {
            boolean touching = isWrittenWithoutSpaces(text.codePointBefore(text.length()))
                    || isWrittenWithoutSpaces(part.codePointAt(0));
            text.append(touching ? "" : " ").append(part);
        }
        return text.toString();
    }

    static boolean isWrittenWithoutSpaces(int codePoint) {
        if (Character.isIdeographic(codePoint)) {
            return true;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(codePoint);
        return script == Character.UnicodeScript.HIRAGANA || script == Character.UnicodeScript.KATAKANA;
    }
}
