package io.freshet.text;

import java.text.Normalizer;

/**
 * Converts text to Unicode normalisation form C (NFC), in time linear in the length of the text. {@code é} can be
 * encoded as one character or two; NFC makes both equal.
 */
public final class ComposedText {
    /**
     * Largest number of consecutive combining marks that are kept; further marks are dropped. The JDK sorts the marks
     * of a letter by insertion, which is quadratic in their number. The Stream-Safe Text Format (UAX 15) has the same
     * limit.
     */
    private static final int MARKS_MAX = 30;
    /** Combining mark with the lowest code point; text whose characters are all lower is in NFC already. */
    private static final char FIRST_MARK = '\u0300';

    private ComposedText() {}

    /** Returns the text in NFC. Combining marks after the first {@value #MARKS_MAX} in a row are dropped. */
    public static String of(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (text.charAt(index) >= FIRST_MARK) {
                return Normalizer.normalize(withBoundedMarks(text), Normalizer.Form.NFC);
            }
        }
        return text;
    }

    private static String withBoundedMarks(String text) {
        StringBuilder bounded = new StringBuilder(text.length());
        int copiedTo = 0;
        int marks = 0;
        for (int index = 0; index < text.length(); ) {
            int codePoint = text.codePointAt(index);
            int next = index + Character.charCount(codePoint);
            marks = isMark(codePoint) ? marks + 1 : 0;
            if (marks > MARKS_MAX) {
                bounded.append(text, copiedTo, index);
                copiedTo = next;
            }
            index = next;
        }
        return copiedTo == 0
                ? text
                : bounded.append(text, copiedTo, text.length()).toString();
    }

    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }
}
