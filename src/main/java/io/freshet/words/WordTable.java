package io.freshet.words;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Words and their vectors in memory, the result of training or of an import; {@link WordModelFile} writes them to a
 * file. The arrays must not change after construction; the table is then safe from any thread.
 */
public final class WordTable {
    private final Vocabulary vocabulary;
    private final int dimension;
    private final float[] input;
    private final float @Nullable [] output;
    private final boolean countsEstimated;
    private final Provenance provenance;

    /**
     * Origin of word vectors: source, trainer, settings of the trainer, and number of training steps.
     *
     * @param source name of the corpus or the imported file, without directories
     * @param sourceHash SHA-256 of the corpus's words or the imported file's bytes, hexadecimal; for a model made from
     *     other models, their fingerprints
     * @param trainer name of the trainer, or of the format of imported vectors
     * @param settings hyper-parameters by name; empty for imported vectors
     * @param steps number of trained pairs (skip-gram) or windows (CBOW); 0 if unknown, as for imported vectors
     */
    public record Provenance(
            String source, String sourceHash, String trainer, Map<String, String> settings, long steps) {
        public Provenance {
            settings = Map.copyOf(settings);
        }

        /** Copy of this provenance with one more setting, or another value of an existing setting. */
        public Provenance withSetting(String name, String value) {
            Map<String, String> more = new HashMap<>(settings);
            more.put(name, value);
            return new Provenance(source, sourceHash, trainer, more, steps);
        }

        /** Copy of this provenance with another source name. */
        public Provenance withSource(String newSource) {
            return new Provenance(newSource, sourceHash, trainer, settings, steps);
        }
    }

    /**
     * Creates a table over the given arrays, which are not copied.
     *
     * @param input input vectors, one row per word of the vocabulary, {@code float[words * dimension]}
     * @param output output vectors in the same shape; null if there are none
     * @param countsEstimated whether the counts of the vocabulary are estimated from the order of the words
     */
    public WordTable(
            Vocabulary vocabulary,
            int dimension,
            float[] input,
            float @Nullable [] output,
            boolean countsEstimated,
            Provenance provenance) {
        int expected = Math.multiplyExact(vocabulary.size(), dimension);
        if (input.length != expected || (output != null && output.length != expected)) {
            throw new IllegalArgumentException(vocabulary.size() + " words of dimension " + dimension + " have "
                    + input.length + (output == null ? "" : " and " + output.length) + " floats, expected " + expected);
        }
        this.vocabulary = vocabulary;
        this.dimension = dimension;
        this.input = input;
        this.output = output;
        this.countsEstimated = countsEstimated;
        this.provenance = provenance;
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    public int dimension() {
        return dimension;
    }

    public Provenance provenance() {
        return provenance;
    }

    /**
     * Whether word counts are estimated from the frequency rank of each word, because an imported file had no counts.
     */
    public boolean countsEstimated() {
        return countsEstimated;
    }

    /** Whether the table has output vectors of word2vec, one per word, beside the input vectors. */
    public boolean hasOutput() {
        return output != null;
    }

    /** Returns a table with the same arrays, not copied, and another source name in its provenance. */
    public WordTable withSource(String source) {
        return withProvenance(provenance.withSource(source));
    }

    /** Returns a table with the same arrays, not copied, and another provenance. */
    public WordTable withProvenance(Provenance other) {
        return new WordTable(vocabulary, dimension, input, output, countsEstimated, other);
    }

    /** A copy of the input vector of the word at {@code index}. */
    public float[] vector(int index) {
        return Arrays.copyOfRange(input, index * dimension, (index + 1) * dimension);
    }

    float[] input() {
        return input;
    }

    float @Nullable [] output() {
        return output;
    }
}
