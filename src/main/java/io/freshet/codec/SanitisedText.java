package io.freshet.codec;

import io.freshet.event.Limits;
import io.freshet.text.ComposedText;

/** Text made safe to keep and to show: nothing that controls its surroundings, no half of a surrogate pair, no more than a limit. */
public final class SanitisedText {

    private SanitisedText() {}

    /**
     * The text with every control character and every surrogate without its partner replaced by a space. Line breaks
     * and tabs are control characters too: a headline is one line, and a body is read word by word. So are the marks that
     * turn the direction of writing for whatever follows, which in a list is somebody else's line. The result is in Unicode
     * normalisation form C, so that equal words and labels are equal strings.
     */
    public static String clean(String raw) {
        String text = ComposedText.of(raw);
        for (int index = 0; index < text.length(); index++) {
            if (isUnfit(text, index)) {
                return cleanFrom(text, index);
            }
        }
        return text;
    }

    /** The first {@code charsMax} characters at most, one less where the cut would part a surrogate pair. */
    public static String cut(String text, int charsMax) {
        if (text.length() <= charsMax) {
            return text;
        }
        boolean partsPair = charsMax > 0
                && Character.isHighSurrogate(text.charAt(charsMax - 1))
                && Character.isLowSurrogate(text.charAt(charsMax));
        return text.substring(0, partsPair ? charsMax - 1 : charsMax);
    }

    /** The position of the first control character or surrogate without its partner, or the length if there is none. */
    public static int firstUnfit(String text) {
        int index = 0;
        while (index < text.length() && !isUnfit(text, index)) {
            index++;
        }
        return index;
    }

    private static String cleanFrom(String text, int start) {
        StringBuilder cleaned = new StringBuilder(text);
        for (int index = start; index < text.length(); index++) {
            if (isUnfit(text, index)) {
                cleaned.setCharAt(index, ' ');
            }
        }
        return cleaned.toString();
    }

    private static boolean isUnfit(String text, int index) {
        char character = text.charAt(index);
        if (Character.isHighSurrogate(character)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        if (Character.isLowSurrogate(character)) {
            return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
        }
        return Character.isISOControl(character) || Limits.turnsOrBreaksLines(character);
    }
}
