package io.freshet.words.file;

import io.freshet.words.WordFileException;
import java.io.IOException;

/**
 * Reads the text formats of word vectors, which have one line for each word: the word, then its numbers. The last
 * {@code dimension} fields of a line are the numbers. Everything before is the word, which may contain spaces. Fields
 * are separated by one or several spaces or tabs. Blank lines and lines with only spaces or tabs before the numbers are
 * ignored.
 */
final class TextWordReader implements WordReader {
    private final WordFileInput in;
    private final int dimension;
    private final boolean header;
    private final BadWords badWords;

    /**
     * Creates a reader for one open file, with or without a header line.
     *
     * @param header whether the first line announces the number of words
     */
    TextWordReader(WordFileInput in, int dimension, boolean header, BadWords badWords) {
        this.in = in;
        this.dimension = dimension;
        this.header = header;
        this.badWords = badWords;
    }

    @Override
    public void read(WordSink words) throws IOException {
        if (header) {
            readAnnounced(words);
        } else {
            while (!words.isFull() && in.nextLine()) {
                readLine(words);
            }
        }
    }

    private void readAnnounced(WordSink words) throws IOException {
        long announced = WordFileHeader.read(in).words();
        for (long count = 0; count < announced; count++) {
            if (words.isFull()) {
                return;
            }
            if (!in.nextLine()) {
                throw in.errorAtLine("the file ends after " + count + " of " + announced + " announced words");
            }
            readLine(words);
        }
        if (!words.isFull() && in.nextLine()) {
            throw in.errorAtLine("more than the " + announced + " announced words");
        }
    }

    /**
     * Parses the current line and passes its word and vector to {@code words}. Starts at the end of the line, because
     * the word before the numbers may contain spaces.
     */
    private void readLine(WordSink words) throws IOException {
        float[] vector = new float[dimension];
        int end = in.lineLength();
        for (int index = dimension - 1; index >= 0; index--) {
            int start = in.fieldStart(end);
            if (start == 0) {
                badWords.skipOrThrow(in.errorAtLine("fewer than " + dimension + " numbers after the word"));
                return;
            }
            float number;
            try {
                number = in.number(start, end);
            } catch (NumberFormatException e) {
                number = Float.NaN;
            }
            if (!Float.isFinite(number)) {
                badWords.skipOrThrow(in.errorAtLine(
                        "'" + WordFileException.quoted(in.line(start, end)) + "' is not a finite number"));
                return;
            }
            vector[index] = number;
            end = in.previousFieldEnd(start);
        }
        if (end == 0) {
            return;
        }
        if (in.isIndented()) {
            badWords.skipOrThrow(in.errorAtLine(
                    "the line begins with a space: remove it, for instance with sed 's/^[[:blank:]]*//'"));
            return;
        }
        words.add(badWords.checkEncoding(in.line(0, end), in.lineNumber()), vector);
    }

    @Override
    public WordFileException encodingError(long position, String problem) {
        return WordFileException.atLine(
                in.file(), position, problem + "convert the file, for instance with iconv -f latin1 -t utf-8");
    }
}
