package io.freshet.cli;

import org.jline.utils.WCWidth;

/**
 * Widths of text in terminal columns. Chinese, Japanese and Korean characters and emoji take two columns, combining
 * marks none, other characters one. The table is JLine's, which the progress bar uses, too.
 */
public final class DisplayWidth {
    private static final String ELLIPSIS = "…";

    private DisplayWidth() {}

    /** Number of terminal columns that a text takes; control characters take none. */
    public static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    /** Pads the text with spaces, or cuts it with an ellipsis, to exactly this many columns. */
    public static String fit(String text, int columns) {
        String cut = cut(text, columns);
        return cut + " ".repeat(columns - of(cut));
    }

    /** Cuts the text with an ellipsis if it takes more than this many columns. */
    public static String cut(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int width = of(ELLIPSIS);
        for (int codePoint : text.codePoints().toArray()) {
            width += of(codePoint);
            if (width > columns) {
                break;
            }
            kept.appendCodePoint(codePoint);
        }
        return kept.toString().stripTrailing() + ELLIPSIS;
    }

    private static int of(int codePoint) {
        // WCWidth is negative for control characters.
        return Math.max(0, WCWidth.wcwidth(codePoint));
    }
}
