package io.freshet.words;

import io.freshet.vector.Ranges;
import io.freshet.vector.TopK;
import io.freshet.vector.VectorMath;
import io.freshet.words.phrase.CompoundWord;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A read-only pre-trained word model. The vectors stay in the memory-mapped file, whose pages all processes share;
 * words and counts are on the heap. Safe from any thread. {@link WordModelFile} opens a model.
 */
public final class WordModel implements WordVectors {
    private final Vocabulary vocabulary;
    private final int dimension;
    private final VectorBuffers vectors;
    private final boolean countsEstimated;
    private final String fingerprint;
    private final WordTable.Provenance provenance;

    /**
     * Input and output vectors of all words of a model, and the mean of the input vectors.
     *
     * @param input input vectors, one row per word
     * @param output output vectors in the same shape; null if there are none
     * @param mean frequency-weighted mean of the input vectors
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record VectorBuffers(FloatBuffer input, @Nullable FloatBuffer output, float[] mean) {}

    WordModel(
            Vocabulary vocabulary,
            int dimension,
            VectorBuffers vectors,
            boolean countsEstimated,
            String fingerprint,
            WordTable.Provenance provenance) {
        this.vocabulary = vocabulary;
        this.dimension = dimension;
        this.vectors = vectors;
        this.countsEstimated = countsEstimated;
        this.fingerprint = fingerprint;
        this.provenance = provenance;
    }

    /**
     * Creates a model with the words and vectors of {@code table}, whose arrays stay on the heap and are not copied.
     */
    public static WordModel of(WordTable table) {
        float[] output = table.output();
        return new WordModel(
                table.vocabulary(),
                table.dimension(),
                new VectorBuffers(
                        FloatBuffer.wrap(table.input()),
                        output == null ? null : FloatBuffer.wrap(output),
                        WordModelBytes.mean(table)),
                table.countsEstimated(),
                WordModelBytes.fingerprint(table),
                table.provenance());
    }

    /** A model without words, for learning all words from the stream; {@code dimension} is 2 to 1024. */
    public static WordModel empty(int dimension) {
        Ranges.check("dimension", dimension, 2, 1024);
        return of(new WordTable(
                Vocabulary.empty(),
                dimension,
                new float[0],
                new float[0],
                false,
                new WordTable.Provenance("", "", "none", Map.of(), 0)));
    }

    /** SHA-256 of the model's contents, hexadecimal: equal only for equal models. */
    public String fingerprint() {
        return fingerprint;
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    public WordTable.Provenance provenance() {
        return provenance;
    }

    /**
     * Whether word counts are estimated from the frequency rank of each word, because an imported file had no counts.
     */
    public boolean countsEstimated() {
        return countsEstimated;
    }

    /**
     * Whether the model has output vectors of word2vec, one per word, beside the input vectors. Without them,
     * fine-tuning starts from output vectors of zeros.
     */
    public boolean hasOutput() {
        return vectors.output() != null;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public boolean copyVector(String word, float[] target) {
        int index = vocabulary.indexOf(word);
        if (index < 0) {
            return false;
        }
        copyInput(index, target, 0);
        return true;
    }

    /**
     * Finds the vocabulary word that articles write as {@code text}: the same word, or a {@linkplain CompoundWord
     * compound}, such as "new_york" for "new york".
     *
     * @return empty if the vocabulary has neither
     */
    public Optional<String> wordWritten(String text) {
        if (vocabulary.contains(text)) {
            return Optional.of(text);
        }
        return vocabulary.words().stream()
                .filter(word -> CompoundWord.isCompound(word)
                        && CompoundWord.written(word).equals(text))
                .findFirst();
    }

    @Override
    public double frequency(String word) {
        return vocabulary.frequency(word);
    }

    @Override
    public float[] meanVector() {
        return vectors.mean().clone();
    }

    /**
     * Up to {@code count} words with the highest cosine to {@code vector} among those that pass {@code candidates},
     * best first. Ties go to the more frequent word. Scans all words: about 20 ms for 100,000 words of dimension 100.
     *
     * @param vector {@code float[dimension]}
     * @param count largest number of results, at least 1
     * @param candidates whether a word may be a result
     * @throws IllegalArgumentException if the vector has another dimension
     */
    public List<SimilarWord> nearest(float[] vector, int count, Predicate<String> candidates) {
        TopK best = new TopK(count);
        float[] row = new float[dimension];
        for (int index = 0; index < vocabulary.size(); index++) {
            if (candidates.test(vocabulary.word(index))) {
                copyInput(index, row, 0);
                best.offer(index, VectorMath.cosine(vector, row));
            }
        }
        int[] indices = best.indices();
        float[] cosines = best.scores();
        List<SimilarWord> nearest = new ArrayList<>();
        for (int rank = 0; rank < indices.length; rank++) {
            nearest.add(new SimilarWord(vocabulary.word(indices[rank]), cosines[rank]));
        }
        return nearest;
    }

    /** Copies the input vector of the word at {@code index} to {@code target} from {@code offset} on. */
    public void copyInput(int index, float[] target, int offset) {
        vectors.input().get(index * dimension, target, offset, dimension);
    }

    /**
     * Copies the output vector of the word at {@code index} to {@code target} from {@code offset} on; zeros if the
     * model has no output vectors.
     */
    public void copyOutput(int index, float[] target, int offset) {
        FloatBuffer output = vectors.output();
        if (output == null) {
            Arrays.fill(target, offset, offset + dimension, 0);
        } else {
            output.get(index * dimension, target, offset, dimension);
        }
    }
}
