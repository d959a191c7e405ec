package io.freshet.words.file;

import io.freshet.words.WordFileException;
import java.io.IOException;

/**
 * Reads words and vectors from an open file. There is an implementation for the text formats and one for the binary
 * format.
 */
sealed interface WordReader permits TextWordReader, BinaryWordReader {

    /**
     * Passes the words of the file with their vectors to the sink, until the sink is full or the file ends.
     *
     * @throws WordFileException if the file violates its format; the message has the line or byte
     */
    void read(WordSink words) throws IOException;

    /**
     * Creates the error for a file with too many words that are not UTF-8, at the first such word.
     *
     * @param position position of the first bad word, as passed to {@link BadWords#checkEncoding}
     * @param problem beginning of the message
     */
    WordFileException encodingError(long position, String problem);
}
