package io.freshet.words;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Word vectors in memory, as a trainer or an import makes them: what a model file is written from. Not to be changed
 * once it is made; then safe from any thread.
 */
public final class WordTable {
    private final Vocabulary vocabulary;
    private final int dimension;
    private final float[] input;
    private final float @Nullable [] output;
    private final boolean countsEstimated;
    private final Provenance provenance;

    /**
     * Where word vectors come from.
     *
     * @param source name of the corpus or of the imported file, without its directories
     * @param sourceHash SHA-256 of the words of the corpus or of the bytes of the imported file, in hexadecimal
     * @param trainer what made the vectors: a trainer's name, or the format they were imported from
     * @param settings hyper-parameters by name, empty for imported vectors
     * @param steps training steps: pairs (skip-gram) or words (CBOW) that were trained; 0 for imported vectors
     */
    public record Provenance(
            String source, String sourceHash, String trainer, Map<String, String> settings, long steps) {
        public Provenance {
            settings = Map.copyOf(settings);
        }

        /** The same with one more setting. */
        public Provenance withSetting(String name, String value) {
            Map<String, String> more = new HashMap<>(settings);
            more.put(name, value);
            return new Provenance(source, sourceHash, trainer, more, steps);
        }

        /** The same with another name of the source. */
        public Provenance withSource(String newSource) {
            return new Provenance(newSource, sourceHash, trainer, settings, steps);
        }
    }

    /**
     * Takes over the arrays without a copy.
     *
     * @param input one row for each word of the vocabulary, {@code float[words * dimension]}
     * @param output the same for the vectors of words as neighbours; null if they are not known
     * @param countsEstimated whether the counts of the vocabulary are guesses from the order of the words
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
            throw new IllegalArgumentException(vocabulary.size() + " words of dimension " + dimension + " need "
                    + expected + " floats, not " + input.length + (output == null ? "" : " and " + output.length));
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

    /** Whether the counts of the vocabulary are guesses from the order of the words. */
    public boolean countsEstimated() {
        return countsEstimated;
    }

    /** Whether the vectors of words as neighbours are known. */
    public boolean hasOutput() {
        return output != null;
    }

    /** The same vectors under another name of their source. */
    public WordTable withSource(String source) {
        return withProvenance(provenance.withSource(source));
    }

    /** The same vectors with another word on where they come from. */
    public WordTable withProvenance(Provenance other) {
        return new WordTable(vocabulary, dimension, input, output, countsEstimated, other);
    }

    /** A copy of the vector of the word at {@code index} of the vocabulary. */
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
