package io.freshet.words.file;

import io.freshet.vector.Ranges;
import io.freshet.words.Vocabulary;
import io.freshet.words.WordFileException;
import io.freshet.words.WordTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads word vectors that others published. Such files are in order of frequency but hold no counts: these are estimated
 * from the order (Zipf's law as Mandelbrot has it: {@code 1/(rank + 2.7)}, of a billion running words).
 *
 * <p>Words are folded as the tokenizers fold those of a text. Of words that become the same one the first, which is the
 * most frequent, stays.
 *
 * <p>In the text formats the last {@code dimension} fields of a line are numbers and everything before them is the word,
 * which may hold spaces. Fields are divided by spaces or tabs, one or several. Blank lines and words without a character
 * are passed over.
 */
public final class WordVectorImport {
    /** The replacement character for bytes that are no UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';
    /** One broken word in so many is let through. */
    private static final int NOT_UTF8_SHARE = 100;

    private static final int DIMENSION_MIN = 2;
    private static final int DIMENSION_MAX = 1024;
    private static final int WORD_BYTES_MAX = 4096;
    /** Words that tell the language of the file. */
    private static final int SAMPLE_WORDS = 1_000;
    /** Bytes after the header of a binary file that tell whether it is text. */
    private static final int SAMPLE_BYTES = 1_024;

    private final Path file;
    private final WordFileInput in;
    private final WordFileFormat format;
    private final int dimension;
    private final boolean skipBadLines;
    private final Words words;

    private long notUtf8;
    private long firstNotUtf8;
    private long skipped;
    private @Nullable WordFileException firstSkipped;

    /**
     * The result of an import.
     *
     * @param table the words
     * @param folded words left out because they became one that was there before, such as "Der" after "der"
     * @param unreachable words of the table that no text is divided into: punctuation, numbers, several words in one
     * @param skipped bad lines, or bad words of a binary file, that were left out
     */
    public record Imported(WordTable table, long folded, long unreachable, long skipped) {}

    /** Takes words in the order of the file, until it has enough. */
    private interface Words {
        void add(String word, float[] vector);

        boolean isFull();

        long size();
    }

    private WordVectorImport(
            Path file, WordFileInput in, WordFileFormat format, int dimension, boolean skipBadLines, Words words) {
        this.file = file;
        this.in = in;
        this.format = format;
        this.dimension = dimension;
        this.skipBadLines = skipBadLines;
        this.words = words;
    }

    /**
     * Reads the file.
     *
     * @param wordsMax distinct words after the first that many are left out, 1 to {@link Vocabulary#WORDS_MAX}
     * @param skipBadLines whether lines that hold no word and vector are left out and counted, rather than refused; a
     *     file with more bad lines than good ones is refused all the same
     * @throws WordFileException if the file is not what its format says; the message names line or byte
     * @throws IOException if it cannot be read
     */
    public static Imported read(Path file, WordFileFormat format, int wordsMax, boolean skipBadLines)
            throws IOException {
        Ranges.check("wordsMax", wordsMax, 1, Vocabulary.WORDS_MAX);
        WordFileSource source = new WordFileSource(file, format);
        int dimension = format == WordFileFormat.WORD2VEC_BINARY
                ? binaryDimension(file, source)
                : WordFileSample.dimension(file, source, format);
        Sample sample = new Sample();
        try (WordFileInput in = source.open()) {
            new WordVectorImport(file, in, format, dimension, skipBadLines, sample).read();
        }
        FoldedRows rows = new FoldedRows(dimension, wordsMax, new WordFolding(sample.words));
        try (WordFileInput in = source.open()) {
            WordVectorImport run = new WordVectorImport(file, in, format, dimension, skipBadLines, rows);
            run.read();
            run.checkWhole();
            String name = String.valueOf(file.getFileName());
            String trainer = "import of " + format.name().toLowerCase(Locale.ROOT);
            WordTable.Provenance provenance = new WordTable.Provenance(name, in.finishHash(), trainer, Map.of(), 0);
            return new Imported(rows.rows.toTable(provenance), rows.folded, rows.unreachable, run.skipped);
        }
    }

    /** The first words as they are written. */
    private static final class Sample implements Words {
        final List<String> words = new ArrayList<>();

        @Override
        public void add(String word, float[] vector) {
            words.add(word);
        }

        @Override
        public boolean isFull() {
            return words.size() == SAMPLE_WORDS;
        }

        @Override
        public long size() {
            return words.size();
        }
    }

    /** Folded words with their vectors. */
    private static final class FoldedRows implements Words {
        final WordRows rows;
        final int wordsMax;
        final WordFolding folding;
        long folded;
        long unreachable;

        FoldedRows(int dimension, int wordsMax, WordFolding folding) {
            this.rows = new WordRows(dimension);
            this.wordsMax = wordsMax;
            this.folding = folding;
        }

        @Override
        public void add(String word, float[] vector) {
            WordFolding.Folded term = folding.fold(word);
            if (term.term().isBlank()) {
                return;
            }
            if (rows.add(term.term(), vector)) {
                unreachable += term.reachable() ? 0 : 1;
            } else {
                folded++;
            }
        }

        @Override
        public boolean isFull() {
            return rows.size() == wordsMax;
        }

        @Override
        public long size() {
            return rows.size();
        }
    }

    private void read() throws IOException {
        switch (format) {
            case WORD2VEC_TEXT, FASTTEXT_VEC -> readTextOfKnownSize();
            case WORD2VEC_BINARY -> readBinary();
            case GLOVE -> {
                while (!words.isFull() && in.nextLine()) {
                    addLine();
                }
            }
        }
    }

    private void readTextOfKnownSize() throws IOException {
        long announced = readSize(file, in).words;
        for (long count = 0; count < announced; count++) {
            if (words.isFull()) {
                return;
            }
            if (!in.nextLine()) {
                throw WordFileException.atLine(
                        file,
                        in.lineNumber(),
                        "the file ends after " + count + " of " + announced + " announced words");
            }
            addLine();
        }
        if (!words.isFull() && in.nextLine()) {
            throw WordFileException.atLine(file, in.lineNumber(), "more than the " + announced + " announced words");
        }
    }

    /** Reads a line from its end, where the numbers are. */
    private void addLine() throws IOException {
        float[] vector = new float[dimension];
        int end = in.lineLength();
        for (int index = dimension - 1; index >= 0; index--) {
            int start = in.fieldStart(end);
            if (start == 0) {
                skipOrThrow(badLine("fewer than " + dimension + " numbers after the word"));
                return;
            }
            float number;
            try {
                number = in.number(start, end);
            } catch (NumberFormatException e) {
                number = Float.NaN;
            }
            if (!Float.isFinite(number)) {
                skipOrThrow(badLine("'" + WordFileException.shown(in.line(start, end)) + "' is not a finite number"));
                return;
            }
            vector[index] = number;
            end = in.previousFieldEnd(start);
        }
        if (end == 0) {
            return;
        }
        if (in.isIndented()) {
            skipOrThrow(badLine("the line begins with a space: remove it, for instance with sed 's/^[[:blank:]]*//'"));
            return;
        }
        words.add(checked(in.line(0, end), in.lineNumber()), vector);
    }

    private WordFileException badLine(String problem) {
        return WordFileException.atLine(file, in.lineNumber(), problem);
    }

    private void skipOrThrow(WordFileException bad) throws WordFileException {
        if (!skipBadLines) {
            throw bad;
        }
        skipped++;
        firstSkipped = firstSkipped == null ? bad : firstSkipped;
    }

    /** Notes a word that is not UTF-8. */
    private String checked(String word, long place) {
        if (word.indexOf(REPLACEMENT) >= 0) {
            notUtf8++;
            firstNotUtf8 = firstNotUtf8 == 0 ? place : firstNotUtf8;
        }
        return word;
    }

    private void checkWhole() throws IOException {
        WordFileException bad = firstSkipped;
        if (bad != null && skipped > words.size()) {
            throw WordFileException.mostly(bad, skipped);
        }
        if (words.size() == 0) {
            throw WordFileException.atByte(file, in.position(), "the file has no words");
        }
        checkEncoding();
    }

    /** Published files hold a few broken words, cut in the middle of a character; one of another encoding holds many. */
    private void checkEncoding() throws IOException {
        if (notUtf8 * NOT_UTF8_SHARE <= words.size()) {
            return;
        }
        String problem = "the word is not UTF-8, nor are " + notUtf8 + " of " + words.size() + ": ";
        throw format == WordFileFormat.WORD2VEC_BINARY
                ? WordFileException.atByte(
                        file,
                        firstNotUtf8,
                        problem + "a space within a word, a wrong dimension in the header, or another encoding;"
                                + " save the vectors as UTF-8 and without spaces in words")
                : WordFileException.atLine(
                        file, firstNotUtf8, problem + "convert the file, for instance with iconv -f latin1 -t utf-8");
    }

    private void readBinary() throws IOException {
        long announced = readSize(file, in).words;
        byte[] word = new byte[WORD_BYTES_MAX];
        byte[] numbers = new byte[4 * dimension];
        for (long count = 0; count < announced; count++) {
            if (words.isFull()) {
                return;
            }
            long start = in.position();
            int length = readBinaryWord(word, count, announced);
            if (in.read(numbers) < numbers.length) {
                throw WordFileException.atByte(
                        file,
                        in.position(),
                        "the file ends within word " + (count + 1) + " of " + announced + " announced");
            }
            addBinary(word, length, numbers, start);
        }
        long end = in.position();
        int next = in.read();
        while (next == '\n' || next == '\r') {
            next = in.read();
        }
        if (!words.isFull() && next >= 0) {
            throw WordFileException.atByte(
                    file,
                    end,
                    "the file goes on after the " + announced
                            + " announced words: words or dimension in the header are wrong, or this is another format");
        }
    }

    private void addBinary(byte[] word, int length, byte[] numbers, long start) throws IOException {
        for (int index = 0; index < length; index++) {
            if (word[index] >= 0 && word[index] < ' ') {
                skipOrThrow(WordFileException.atByte(
                        file,
                        start,
                        "a line end or control character within the word '"
                                + WordFileException.shown(new String(word, 0, length, StandardCharsets.UTF_8))
                                + "': the dimension is not " + dimension
                                + ", the word before it holds a space, or this is another format"));
                return;
            }
        }
        float[] vector = new float[dimension];
        ByteBuffer.wrap(numbers).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        for (float number : vector) {
            if (!Float.isFinite(number)) {
                skipOrThrow(WordFileException.atByte(file, start, "the vector of this word holds " + number));
                return;
            }
        }
        if (length > 0) {
            words.add(checked(new String(word, 0, length, StandardCharsets.UTF_8), start), vector);
        }
    }

    /** Reads up to the space after a word, without the line feed that some writers put after each vector. */
    private int readBinaryWord(byte[] word, long count, long announced) throws IOException {
        int length = 0;
        for (int next = in.read(); next != ' '; next = in.read()) {
            if (next < 0) {
                throw WordFileException.atByte(
                        file, in.position(), "the file ends after " + count + " of " + announced + " announced words");
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

    /** The dimension that a binary file announces, if it is one: any text is finite floats, so these do not tell. */
    private static int binaryDimension(Path file, WordFileSource source) throws IOException {
        try (WordFileInput in = source.open()) {
            Size size = readSize(file, in);
            checkDimension(file, size.dimension);
            String beginning = new String(in.peek(SAMPLE_BYTES), StandardCharsets.UTF_8);
            boolean text =
                    beginning.chars().noneMatch(character -> character != '\n' && WordFileSample.isBinary(character));
            String[] fields = beginning.strip().split("\\s+", 3);
            if (text && fields.length > 1 && isNumber(fields[1])) {
                throw WordFileException.atLine(
                        file, 2, "numbers in text, where the binary format has bytes: use --format word2vec_text");
            }
            return size.dimension;
        }
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

    private record Size(long words, int dimension) {}

    private static Size readSize(Path file, WordFileInput in) throws IOException {
        String line = in.nextLine() ? in.line().strip() : "";
        String[] fields = line.split("[ \\t]+");
        try {
            if (fields.length == 2) {
                return new Size(Long.parseLong(fields[0]), Integer.parseInt(fields[1]));
            }
        } catch (NumberFormatException e) {
            // Reported below, together with a wrong number of fields.
        }
        throw WordFileException.atLine(
                file, 1, "expected number of words and dimension, found '" + WordFileException.shown(line) + "'");
    }

    static void checkDimension(Path file, int dimension) throws WordFileException {
        if (dimension < DIMENSION_MIN || dimension > DIMENSION_MAX) {
            throw WordFileException.atLine(
                    file, 1, "dimension " + dimension + ", expected " + DIMENSION_MIN + " to " + DIMENSION_MAX);
        }
    }
}
