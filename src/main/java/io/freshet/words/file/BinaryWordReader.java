package io.freshet.words.file;

import io.freshet.words.WordFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the binary format of word2vec: a header, then for each word its bytes, a space and {@code dimension}
 * little-endian floats. A line feed may follow each vector. A word without characters is ignored.
 */
final class BinaryWordReader implements WordReader {
    private static final int WORD_BYTES_MAX = 4096;
    /** Bytes after the header that are examined to detect a text file. */
    private static final int SAMPLE_BYTES = 1_024;

    private final WordFileInput in;
    private final int dimension;
    private final BadWords badWords;

    BinaryWordReader(WordFileInput in, int dimension, BadWords badWords) {
        this.in = in;
        this.dimension = dimension;
        this.badWords = badWords;
    }

    /**
     * Reads the dimension from the header and checks that binary vectors follow, not text.
     *
     * @throws WordFileException if the header is malformed or text follows it. The vectors cannot reveal a text file,
     *     because the bytes of any text are finite floats.
     */
    static int dimension(WordFileInput in) throws IOException {
        WordFileHeader header = WordFileHeader.read(in);
        WordFileHeader.checkDimension(in.file(), header.dimension());
        String beginning = new String(in.peek(SAMPLE_BYTES), StandardCharsets.UTF_8);
        boolean text =
                beginning.chars().noneMatch(character -> character != '\n' && WordFileSample.isBinary(character));
        String[] fields = beginning.strip().split("\\s+", 3);
        if (text && fields.length > 1 && isNumber(fields[1])) {
            throw WordFileException.atLine(
                    in.file(), 2, "numbers in text, where the binary format has bytes: use --format word2vec_text");
        }
        return header.dimension();
    }

    private static boolean isNumber(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            DecimalText.parseFloat(bytes, 0, bytes.length);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    @Override
    public void read(WordSink words) throws IOException {
        long announced = WordFileHeader.read(in).words();
        byte[] word = new byte[WORD_BYTES_MAX];
        byte[] numbers = new byte[4 * dimension];
        for (long count = 0; count < announced; count++) {
            if (words.isFull()) {
                return;
            }
            long start = in.position();
            int length = readWord(word, count, announced);
            if (in.read(numbers) < numbers.length) {
                throw in.errorAtByte(
                        in.position(), "the file ends within word " + (count + 1) + " of " + announced + " announced");
            }
            if (isPlain(word, length, start)) {
                add(new String(word, 0, length, StandardCharsets.UTF_8), numbers, start, words);
            }
        }
        checkEnd(words, announced);
    }

    /**
     * Reads the next word into {@code word}, up to and including the space after it, and returns the word's length in
     * bytes. Skips the line feed that some writers put after each vector. {@code count} and {@code announced} are only
     * for error messages.
     *
     * @param count number of words read before
     * @param announced number of words that the header gives
     */
    private int readWord(byte[] word, long count, long announced) throws IOException {
        int length = 0;
        for (int next = in.read(); next != ' '; next = in.read()) {
            if (next < 0) {
                throw in.errorAtByte(
                        in.position(), "the file ends after " + count + " of " + announced + " announced words");
            }
            if (length == WORD_BYTES_MAX) {
                throw in.errorAtByte(in.position(), "a word of more than " + WORD_BYTES_MAX + " bytes: wrong format?");
            }
            if (next != '\n' || length > 0) {
                word[length++] = (byte) next;
            }
        }
        return length;
    }

    /**
     * Whether a word has no control characters; otherwise the word is skipped as bad or fails the import
     * ({@link BadWords#skipOrThrow}). A control character is a sign that the reader is out of step with the file.
     *
     * @param word bytes of the word, of which the first {@code length} count
     * @param start position of the word in the unpacked file, for the error message
     */
    private boolean isPlain(byte[] word, int length, long start) throws IOException {
        for (int index = 0; index < length; index++) {
            if (word[index] >= 0 && word[index] < ' ') {
                badWords.skipOrThrow(in.errorAtByte(
                        start,
                        "a line end or control character within the word '"
                                + WordFileException.quoted(new String(word, 0, length, StandardCharsets.UTF_8))
                                + "': the dimension is not " + dimension
                                + ", the word before it holds a space, or this is another format"));
                return false;
            }
        }
        return true;
    }

    private void add(String word, byte[] numbers, long start, WordSink words) throws IOException {
        float[] vector = new float[dimension];
        ByteBuffer.wrap(numbers).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        for (float number : vector) {
            if (!Float.isFinite(number)) {
                badWords.skipOrThrow(in.errorAtByte(start, "the vector of this word holds " + number));
                return;
            }
        }
        if (!word.isEmpty()) {
            words.add(badWords.checkEncoding(word, start), vector);
        }
    }

    private void checkEnd(WordSink words, long announced) throws IOException {
        long end = in.position();
        int next = in.read();
        while (next == '\n' || next == '\r') {
            next = in.read();
        }
        if (!words.isFull() && next >= 0) {
            throw in.errorAtByte(
                    end,
                    "the file goes on after the " + announced + " announced words: words or dimension in the header"
                            + " are wrong, or this is another format");
        }
    }

    @Override
    public WordFileException encodingError(long position, String problem) {
        return in.errorAtByte(
                position,
                problem + "a space within a word, a wrong dimension in the header, or another encoding;"
                        + " save the vectors as UTF-8 and without spaces in words");
    }
}
