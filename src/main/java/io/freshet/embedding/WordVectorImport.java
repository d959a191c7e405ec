package io.freshet.embedding;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Reads word vectors that others published, in one pass. Such files are in order of frequency but hold no counts: these
 * are estimated from the order (Zipf's law as Mandelbrot has it: {@code 1/(rank + 2.7)}, of a billion running words).
 *
 * <p>In the text formats the last {@code dimension} fields of a line are numbers and everything before them is the word,
 * which may hold spaces. A word that comes again and an empty one are passed over.
 */
public final class WordVectorImport {
    /** The replacement character for bytes that are no UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';
    /** One broken word in so many is let through. */
    private static final int NOT_UTF8_SHARE = 100;

    private static final int DIMENSION_MIN = 2;
    private static final int DIMENSION_MAX = 1024;
    private static final int WORD_BYTES_MAX = 4096;

    private final Path file;
    private final WordFileInput in;
    private final int wordsMax;

    private long notUtf8;
    private long firstNotUtf8;

    private WordVectorImport(Path file, WordFileInput in, int wordsMax) {
        this.file = file;
        this.in = in;
        this.wordsMax = wordsMax;
    }

    /**
     * Reads the file.
     *
     * @param wordsMax words after the first that many are left out, 1 to {@link Vocabulary#WORDS_MAX}
     * @throws WordFileException if the file is not what its format says; the message names line or byte
     * @throws IOException if it cannot be read
     */
    public static WordTable read(Path file, WordFileFormat format, int wordsMax) throws IOException {
        Ranges.check("wordsMax", wordsMax, 1, Vocabulary.WORDS_MAX);
        try (WordFileInput in = WordFileInput.open(file)) {
            WordVectorImport run = new WordVectorImport(file, in, wordsMax);
            WordRows rows = switch (format) {
                case WORD2VEC_TEXT, FASTTEXT_VEC -> run.readTextOfKnownSize();
                case WORD2VEC_BINARY -> run.readBinary();
                case GLOVE -> run.readTextOfUnknownSize();
            };
            if (rows.size() == 0) {
                throw WordFileException.atByte(file, in.position(), "the file has no words");
            }
            run.checkEncoding(rows.size());
            String source = String.valueOf(file.getFileName());
            String trainer = "import of " + format.name().toLowerCase(Locale.ROOT);
            return rows.toTable(new WordTable.Provenance(source, in.finishHash(), trainer, Map.of(), 0));
        }
    }

    private WordRows readTextOfKnownSize() throws IOException {
        Size size = readSize();
        WordRows rows = new WordRows(size.dimension);
        for (long word = 0; word < size.words; word++) {
            if (word == wordsMax) {
                return rows;
            }
            if (!in.nextLine()) {
                throw WordFileException.atLine(
                        file,
                        in.lineNumber(),
                        "the file ends after " + word + " of " + size.words + " announced words");
            }
            addLine(rows);
        }
        while (in.nextLine()) {
            if (in.lineLength() > 0) {
                throw WordFileException.atLine(
                        file, in.lineNumber(), "more than the " + size.words + " announced words");
            }
        }
        return rows;
    }

    private WordRows readTextOfUnknownSize() throws IOException {
        if (!in.nextLine()) {
            throw WordFileException.atLine(file, 1, "the file is empty");
        }
        String first = in.line(0, in.lineLength());
        if (first.indexOf(REPLACEMENT) >= 0 && first.indexOf(0) >= 0) {
            throw WordFileException.atLine(file, 1, "this is UTF-16: convert the file with iconv -f utf-16 -t utf-8");
        }
        int dimension = first.split(" ").length - 1;
        checkDimension(dimension);
        WordRows rows = new WordRows(dimension);
        do {
            addLine(rows);
        } while (rows.size() < wordsMax && in.nextLine());
        return rows;
    }

    /** Reads a line from its end, where the numbers are. */
    private void addLine(WordRows rows) throws IOException {
        float[] vector = new float[rows.dimension()];
        int end = in.lineLength();
        for (int index = vector.length - 1; index >= 0; index--) {
            int space = in.lastSpaceBefore(end);
            if (space < 0) {
                throw WordFileException.atLine(
                        file, in.lineNumber(), "fewer than " + vector.length + " numbers after the word");
            }
            vector[index] = number(in.line(space + 1, end));
            end = space;
        }
        rows.add(checked(in.line(0, end), in.lineNumber()), vector);
    }

    /** Notes a word that is not UTF-8. */
    private String checked(String word, long place) {
        if (word.indexOf(REPLACEMENT) >= 0) {
            notUtf8++;
            firstNotUtf8 = firstNotUtf8 == 0 ? place : firstNotUtf8;
        }
        return word;
    }

    /** Published files hold a few broken words, cut in the middle of a character; one of another encoding holds many. */
    private void checkEncoding(int words) throws IOException {
        if (notUtf8 * NOT_UTF8_SHARE > words) {
            throw WordFileException.atLine(
                    file,
                    firstNotUtf8,
                    "the word is not UTF-8, nor are " + notUtf8 + " of " + words
                            + ": convert the file, for instance with iconv -f latin1 -t utf-8");
        }
    }

    private float number(String text) throws IOException {
        try {
            float number = Float.parseFloat(text);
            if (Float.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below, together with numbers that are not finite.
        }
        throw WordFileException.atLine(file, in.lineNumber(), "'" + text + "' is not a finite number");
    }

    private WordRows readBinary() throws IOException {
        Size size = readSize();
        WordRows rows = new WordRows(size.dimension);
        byte[] word = new byte[WORD_BYTES_MAX];
        byte[] numbers = new byte[4 * size.dimension];
        for (long count = 0; count < Math.min(size.words, wordsMax); count++) {
            long start = in.position();
            int length = readBinaryWord(word, count, size.words);
            if (in.read(numbers) < numbers.length) {
                throw WordFileException.atByte(
                        file,
                        in.position(),
                        "the file ends within word " + (count + 1) + " of " + size.words + " announced");
            }
            float[] vector = new float[size.dimension];
            ByteBuffer.wrap(numbers)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(vector);
            for (float number : vector) {
                if (!Float.isFinite(number)) {
                    throw WordFileException.atByte(file, start, "the vector of this word holds " + number);
                }
            }
            rows.add(checked(new String(word, 0, length, StandardCharsets.UTF_8), count + 1), vector);
        }
        return rows;
    }

    /** Reads up to the space after a word, without the line feed that some writers put after each vector. */
    private int readBinaryWord(byte[] word, long count, long words) throws IOException {
        int length = 0;
        for (int next = in.read(); next != ' '; next = in.read()) {
            if (next < 0) {
                throw WordFileException.atByte(
                        file, in.position(), "the file ends after " + count + " of " + words + " announced words");
            }
            if (length == WORD_BYTES_MAX) {
                throw WordFileException.atByte(
                        file, in.position(), "a word of more than " + WORD_BYTES_MAX + " bytes: wrong format?");
            }
            if (next != '\n' || length > 0) {
                word[length++] = (byte) next;
            }
        }
        return length;
    }

    private record Size(long words, int dimension) {}

    private Size readSize() throws IOException {
        String line = in.nextLine() ? in.line(0, in.lineLength()) : "";
        String[] fields = line.split(" ");
        try {
            if (fields.length == 2) {
                Size size = new Size(Long.parseLong(fields[0]), Integer.parseInt(fields[1]));
                checkDimension(size.dimension);
                return size;
            }
        } catch (NumberFormatException e) {
            // Reported below, together with a wrong number of fields.
        }
        String shown = line.length() > 80 ? line.substring(0, 80) + "..." : line;
        throw WordFileException.atLine(file, 1, "expected number of words and dimension, found '" + shown + "'");
    }

    private void checkDimension(int dimension) throws IOException {
        if (dimension < DIMENSION_MIN || dimension > DIMENSION_MAX) {
            throw WordFileException.atLine(
                    file, 1, "dimension " + dimension + ", expected " + DIMENSION_MIN + " to " + DIMENSION_MAX);
        }
    }
}
