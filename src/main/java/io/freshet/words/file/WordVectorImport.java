package io.freshet.words.file;

import io.freshet.vector.Ranges;
import io.freshet.words.Vocabulary;
import io.freshet.words.WordFileException;
import io.freshet.words.WordTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Imports published files of word vectors as tables of words, vectors and estimated counts. Such files list words by
 * descending frequency but have no counts. The import estimates counts from the order by the Zipf-Mandelbrot law,
 * {@code 1/(rank + 2.7)}, for a billion running words.
 *
 * <p>Words are folded as the tokenizers fold text. If several words fold to the same term, the first and most frequent
 * is kept.
 *
 * <p>The file is opened several times: to check the format, to determine the language from a sample of the first words,
 * and to import all words. {@link TextWordReader} and {@link BinaryWordReader} read the formats.
 */
public final class WordVectorImport {
    /** Number of words at the beginning of a file from which its language is detected. */
    private static final int SAMPLE_WORDS = 1_000;

    private WordVectorImport() {}

    /**
     * Imported words and vectors, with the numbers of words that were dropped as duplicates, that no tokenizer
     * produces, and that were skipped as bad.
     *
     * @param table the words and vectors
     * @param folded number of words dropped because they fold to an earlier term, such as "Der" after "der"
     * @param unreachable number of words in the table that no tokenizer produces: punctuation, numbers, several words
     *     in one
     * @param skipped number of bad lines, or of bad words of a binary file, that were skipped
     */
    public record Imported(WordTable table, long folded, long unreachable, long skipped) {}

    /**
     * Imports up to {@code wordsMax} words and their vectors from a file in the declared format.
     *
     * @param wordsMax most words imported, 1 to {@link Vocabulary#WORDS_MAX}; the rest of the file is ignored
     * @param skipBadLines whether lines without a valid word and vector are skipped and counted; if false, the first
     *     one fails the import. A file with more bad lines than imported words always fails
     * @throws WordFileException if the file does not match its format; the message has the line or byte
     * @throws IOException if the file cannot be read
     */
    public static Imported read(Path file, WordFileFormat format, int wordsMax, boolean skipBadLines)
            throws IOException {
        Ranges.check("wordsMax", wordsMax, 1, Vocabulary.WORDS_MAX);
        WordFileSource source = new WordFileSource(file, format);
        int dimension = dimension(file, source, format);
        SampleWords sample = new SampleWords();
        try (WordFileInput in = source.open()) {
            reader(in, format, dimension, new BadWords(skipBadLines)).read(sample);
        }
        FoldedWords words = new FoldedWords(dimension, wordsMax, new WordFolding(sample.words));
        BadWords badWords = new BadWords(skipBadLines);
        try (WordFileInput in = source.open()) {
            WordReader reader = reader(in, format, dimension, badWords);
            reader.read(words);
            badWords.checkFile(reader, in, words.size());
            String name = String.valueOf(file.getFileName());
            String trainer = "import of " + format.name().toLowerCase(Locale.ROOT);
            WordTable.Provenance provenance = new WordTable.Provenance(name, in.finishHash(), trainer, Map.of(), 0);
            return new Imported(words.rows.toTable(provenance), words.folded, words.unreachable, badWords.skipped());
        }
    }

    private static int dimension(Path file, WordFileSource source, WordFileFormat format) throws IOException {
        if (format != WordFileFormat.WORD2VEC_BINARY) {
            return WordFileSample.dimension(file, source, format);
        }
        try (WordFileInput in = source.open()) {
            return BinaryWordReader.dimension(in);
        }
    }

    private static WordReader reader(WordFileInput in, WordFileFormat format, int dimension, BadWords badWords) {
        return switch (format) {
            case WORD2VEC_TEXT, FASTTEXT_VEC -> new TextWordReader(in, dimension, true, badWords);
            case GLOVE -> new TextWordReader(in, dimension, false, badWords);
            case WORD2VEC_BINARY -> new BinaryWordReader(in, dimension, badWords);
        };
    }

    /** Collects the first words of the file as written, without their vectors. */
    private static final class SampleWords implements WordSink {
        private final List<String> words = new ArrayList<>();

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

    /** Folds words to terms and collects each term once, with the vector of the first word that folds to it. */
    private static final class FoldedWords implements WordSink {
        private final WordRows rows;
        private final int wordsMax;
        private final WordFolding folding;
        private long folded;
        private long unreachable;

        FoldedWords(int dimension, int wordsMax, WordFolding folding) {
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
}
