package io.freshet.words;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.Locale;

/** A file of word vectors is not what it should be. The message names the file and the place in it. */
public final class WordFileException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private static final int SHOWN_CHARS_MAX = 80;

    private WordFileException(String message) {
        super(message);
    }

    public static WordFileException atByte(Path file, long position, String problem) {
        return new WordFileException(file + ", byte " + position + ": " + problem);
    }

    public static WordFileException atLine(Path file, long line, String problem) {
        return new WordFileException(file + ", line " + line + ": " + problem);
    }

    /** Most lines are bad; the first of them says in which way. */
    public static WordFileException mostly(WordFileException first, long bad) {
        WordFileException exception =
                new WordFileException(first.getMessage() + " (and more bad lines than good ones, " + bad + " of them)");
        exception.initCause(first);
        return exception;
    }

    /** A piece of a file for a message: no control characters, which a terminal would obey, and not too long. */
    public static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        for (int index = 0; index < text.length(); index++) {
            if (index == SHOWN_CHARS_MAX) {
                return shown.append("...").toString();
            }
            char character = text.charAt(index);
            boolean plain = !Character.isISOControl(character) && Character.getType(character) != Character.FORMAT;
            shown.append(plain ? String.valueOf(character) : String.format(Locale.ROOT, "\\u%04x", (int) character));
        }
        return shown.toString();
    }
}
