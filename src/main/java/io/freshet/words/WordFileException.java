package io.freshet.words;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.Locale;

/** Signals an invalid file of word vectors. The message names the file and the position in it. */
public final class WordFileException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private static final int QUOTED_CHARS_MAX = 80;

    private WordFileException(String message) {
        super(message);
    }

    /** Creates the error for a path that is no file. */
    public static WordFileException of(Path path, String problem) {
        return new WordFileException(path + ": " + problem);
    }

    public static WordFileException atByte(Path file, long position, String problem) {
        return new WordFileException(file + ", byte " + position + ": " + problem);
    }

    public static WordFileException atLine(Path file, long line, String problem) {
        return new WordFileException(file + ", line " + line + ": " + problem);
    }

    /**
     * Creates the error for a file with more bad lines than good ones, from the error of its first bad line.
     *
     * @param first error of the first bad line, which the message repeats
     * @param bad number of bad lines
     */
    public static WordFileException mostLinesBad(WordFileException first, long bad) {
        WordFileException exception =
                new WordFileException(first.getMessage() + " (and more bad lines than good ones, " + bad + " of them)");
        exception.initCause(first);
        return exception;
    }

    /**
     * Quotes text from a file for an error message: escapes control and format characters, and cuts the text after
     * {@value #QUOTED_CHARS_MAX} characters. A terminal would obey control characters.
     */
    public static String quoted(String text) {
        StringBuilder shown = new StringBuilder();
        for (int index = 0; index < text.length(); index++) {
            if (index == QUOTED_CHARS_MAX) {
                return shown.append("...").toString();
            }
            char character = text.charAt(index);
            boolean plain = !Character.isISOControl(character) && Character.getType(character) != Character.FORMAT;
            shown.append(plain ? String.valueOf(character) : String.format(Locale.ROOT, "\\u%04x", (int) character));
        }
        return shown.toString();
    }
}
