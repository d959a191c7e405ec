package io.freshet.codec;

import io.freshet.event.Limits;
import io.freshet.text.ComposedText;

/** Makes text safe to store and to display: no control characters, no lone surrogates, a limited length. */
public final class SanitisedText {

    private SanitisedText() {}

    /**
     * Replaces each control character, lone surrogate, line separator and bidirectional override by a space, and
     * normalises the text to Unicode form C. Control characters include line breaks and tabs. Bidirectional overrides,
     * embeddings and isolates are replaced because they would also change the direction of the text displayed after
     * them. Normalisation makes equal words and labels equal strings.
     */
    public static String clean(String raw) {
        String text = ComposedText.of(raw);
        for (int index = 0; index < text.length(); index++) {
            if (isForbidden(text, index)) {
                return cleanFrom(text, index);
            }
        }
        return text;
    }

    /** Cuts text to at most {@code charsMax} characters, one less if the cut would split a surrogate pair. */
    public static String cut(String text, int charsMax) {
        if (text.length() <= charsMax) {
            return text;
        }
        boolean splitsPair = charsMax > 0
                && Character.isHighSurrogate(text.charAt(charsMax - 1))
                && Character.isLowSurrogate(text.charAt(charsMax));
        return text.substring(0, splitsPair ? charsMax - 1 : charsMax);
    }

    /** Index of the first character that {@link #clean} would replace, or the length of the text if there is none. */
    public static int firstForbidden(String text) {
        int index = 0;
        while (index < text.length() && !isForbidden(text, index)) {
            index++;
        }
        return index;
    }

    private static String cleanFrom(String text, int start) {
        StringBuilder cleaned = new StringBuilder(text);
        for (int index = start; index < text.length(); index++) {
            if (isForbidden(text, index)) {
                cleaned.setCharAt(index, ' ');
            }
        }
        return cleaned.toString();
    }

    private static boolean isForbidden(String text, int index) {
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
