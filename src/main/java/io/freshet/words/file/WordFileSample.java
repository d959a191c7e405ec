package io.freshet.words.file;

import io.freshet.words.WordFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Sample of the first lines of a text file, from which the dimension is determined and a wrongly declared format is
 * detected. A single bad line is no error here.
 */
final class WordFileSample {
    private static final int LINES_MAX = 100;

    private final Path file;
    private String firstLine = "";
    /** Whether the first line is two whole numbers, as in a header. */
    private boolean header;

    private int announcedDimension;
    /** Number of lines sampled, without the header. */
    private int lines;
    /**
     * Number of sampled lines for each count of numbers at the end of a line. The first field is the word, never a
     * number.
     */
    private final Map<Integer, Integer> linesByNumbers = new HashMap<>();

    /** Most frequent count of numbers at the end of a sampled line: the dimension of the vectors. */
    private int dimension;

    private int binaryLines;

    private WordFileSample(Path file) {
        this.file = file;
    }

    /**
     * Determines the dimension of the vectors from a sample of lines and checks that the file has the declared format.
     *
     * @throws WordFileException if the file has another format, or its header contradicts the dimension of most lines
     */
    static int dimension(Path file, WordFileSource source, WordFileFormat format) throws IOException {
        WordFileSample sample = new WordFileSample(file);
        try (WordFileInput in = source.open()) {
            sample.read(in);
        }
        return format == WordFileFormat.GLOVE ? sample.dimensionOfLines() : sample.dimensionOfHeader();
    }

    private void read(WordFileInput in) throws IOException {
        if (!in.nextLine()) {
            throw WordFileException.atLine(file, 1, "the file is empty");
        }
        firstLine = in.line();
        header = firstLine.strip().matches("\\d{1,18}[ \\t]+\\d{1,9}");
        if (header) {
            announcedDimension = Integer.parseInt(firstLine.strip().split("[ \\t]+")[1]);
        } else {
            add(in);
        }
        while (lines < LINES_MAX && in.nextLine()) {
            add(in);
        }
    }

    private void add(WordFileInput in) {
        lines++;
        String line = in.line();
        binaryLines += line.chars().anyMatch(WordFileSample::isBinary) ? 1 : 0;
        int numbers = numbers(in);
        // Ties go to the count seen first.
        if (linesByNumbers.merge(numbers, 1, Integer::sum) > linesByNumbers.getOrDefault(dimension, 0)) {
            dimension = numbers;
        }
    }

    /** Whether a character is a control character that no line of text contains. */
    static boolean isBinary(int character) {
        return character < ' ' && character != '\t' && character != '\r';
    }

    /** Counts the numbers at the end of the current line. */
    private static int numbers(WordFileInput in) {
        int numbers = 0;
        int end = in.lineLength();
        while (true) {
            int start = in.fieldStart(end);
            if (start == 0) {
                return numbers;
            }
            try {
                in.number(start, end);
            } catch (NumberFormatException e) {
                return numbers;
            }
            numbers++;
            end = in.previousFieldEnd(start);
        }
    }

    private int dimensionOfLines() throws IOException {
        boolean headerOfWord2vec = header && lines > 0 && announcedDimension == dimension && dimension > 1;
        if (headerOfWord2vec) {
            throw WordFileException.atLine(
                    file,
                    1,
                    "'" + WordFileException.quoted(firstLine)
                            + "' is a header of words and dimension, which GloVe's format has not:"
                            + " use --format word2vec_text");
        }
        rejectBinary("");
        if (dimension == 0) {
            throw WordFileException.atLine(
                    file, 1, "expected a word and its numbers, found '" + WordFileException.quoted(firstLine) + "'");
        }
        WordFileHeader.checkDimension(file, dimension);
        return dimension;
    }

    private int dimensionOfHeader() throws IOException {
        if (!header) {
            rejectBinary("");
            String remedy = dimension > 1 ? "; a file without that line is of --format glove" : "";
            throw WordFileException.atLine(
                    file,
                    1,
                    "expected number of words and dimension, found '" + WordFileException.quoted(firstLine) + "'"
                            + remedy);
        }
        rejectBinary(", such as --format word2vec_binary reads");
        if (announcedDimension != dimension && 2 * linesByNumbers.getOrDefault(dimension, 0) > lines && lines > 1) {
            throw WordFileException.atLine(
                    file,
                    1,
                    "the header gives dimension " + announcedDimension + ", but "
                            + linesByNumbers.get(dimension) + " of the first " + lines + " lines have " + dimension
                            + " numbers after the word: correct the header");
        }
        WordFileHeader.checkDimension(file, announcedDimension);
        return announcedDimension;
    }

    private void rejectBinary(String suggestion) throws IOException {
        if (2 * binaryLines > lines) {
            throw WordFileException.atLine(
                    file,
                    header ? 2 : 1,
                    "this is binary, not text" + suggestion + ": check --format and the file, which begins with '"
                            + WordFileException.quoted(firstLine) + "'");
        }
    }
}
