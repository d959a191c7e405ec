package io.freshet.embedding;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/** A file of word vectors is not what it should be. The message names the file and the place in it. */
public final class WordFileException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private WordFileException(String message) {
        super(message);
    }

    static WordFileException atByte(Path file, long position, String problem) {
        return new WordFileException(file + ", byte " + position + ": " + problem);
    }

    static WordFileException atLine(Path file, long line, String problem) {
        return new WordFileException(file + ", line " + line + ": " + problem);
    }
}
