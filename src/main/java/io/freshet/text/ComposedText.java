package io.freshet.text;

import java.text.Normalizer;

/**
 * Unicode normalisation form C at a cost linear in the text. {@code é} can be one character or two, and only in a normal
 * form are both equal.
 */
public final class ComposedText {
    /**
     * Most combining marks in a row that are kept. The JDK sorts the marks of one letter by insertion, which is quadratic in
     * their number; the Stream-Safe Text Format (UAX 15) has the same limit.
     */
    private static final int MARKS_MAX = 30;
    /** All text below the first combining mark is in form C. */
    private static final char FIRST_MARK = '\u0300';

    private ComposedText() {}

    /** The text in form C, without combining marks beyond {@value #MARKS_MAX} in a row. */
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
        int kept = 0;
        int marks = 0;
        for (int index = 0; index < text.length(); ) {
            int codePoint = text.codePointAt(index);
            int next = index + Character.charCount(codePoint);
            marks = isMark(codePoint) ? marks + 1 : 0;
            if (marks > MARKS_MAX) {
                bounded.append(text, kept, index);
                kept = next;
            }
            index = next;
        }
        return kept == 0 ? text : bounded.append(text, kept, text.length()).toString();
    }

    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }
}
