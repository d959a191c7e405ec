package io.freshet.words.phrase;

import io.freshet.words.train.CorpusPhrases;
import java.util.Arrays;
import java.util.List;

/**
 * Words made of two to four words of the tokeniser: names it does not know, such as "papi酱", and phrases, such as "new
 * york". In a vocabulary their parts are joined by a low line, "papi_酱" and "new_york", as {@link CorpusPhrases} joins them
 * before training; so every model and every learned word says by itself what it is made of. Stateless.
 */
public final class CompoundWord {
    /** Most parts of a compound. */
    public static final int PARTS_MAX = 4;

    public static final String JOINT = "_";
    private static final char JOINT_CHARACTER = '_';

    private CompoundWord() {}

    /** Whether a vocabulary's word is a compound. */
    public static boolean is(String word) {
        return word.indexOf(JOINT_CHARACTER) >= 0 && !parts(word).isEmpty();
    }

    /** The parts of a compound; empty if the word is none. */
    public static List<String> parts(String word) {
        List<String> parts = Arrays.asList(word.split(JOINT, PARTS_MAX + 1));
        boolean compound =
                parts.size() > 1 && parts.size() <= PARTS_MAX && parts.stream().noneMatch(String::isEmpty);
        return compound ? parts : List.of();
    }

    /** How text writes a word: the parts of a compound with nothing between them next to Chinese or Japanese, else a space. */
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
