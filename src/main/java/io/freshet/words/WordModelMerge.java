package io.freshet.words;

import io.freshet.vector.VectorMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Models of several languages as one: the words of all in one space. Each further model is turned so that the words it
 * shares with those before it, names above all, point as nearly as possible the same way there (Smith et al. 2017, with
 * identical strings as the dictionary). What is turned keeps its lengths and angles, so no language loses anything; without
 * shared words the models stand side by side.
 *
 * <p>A word of several models has the mean of its vectors, weighted by its frequency in each. Counts are scaled so that the
 * running words of all models are as many: a language is not rare because its corpus was small.
 */
public final class WordModelMerge {
    /** Shorter words are spelled alike by chance in two languages. */
    private static final int SHARED_CHARS_MIN = 4;
    /** The most frequent shared words decide. */
    private static final int SHARED_WORDS_MAX = 5_000;

    private final int dimension;
    private final boolean withOutput;
    private final boolean countsEstimated;
    private final long runningWords;
    private final List<Turned> turned = new ArrayList<>();
    private final Map<String, Entry> entries = new HashMap<>();

    /**
     * How a model was turned to those before it.
     *
     * @param sharedWords words by which it was turned
     * @param cosineBefore mean cosine of these words between the models before, 0 without shared words
     * @param cosineAfter the same after
     */
    public record Turned(int sharedWords, double cosineBefore, double cosineAfter) {}

    private static final class Entry {
        final String word;
        final float[] input;
        final float[] output;
        double count;

        Entry(String word, int dimension) {
            this.word = word;
            this.input = new float[dimension];
            this.output = new float[dimension];
        }

        void add(float[] inputs, float[] outputs, int offset, double more) {
            float share = (float) (more / (count + more));
            for (int index = 0; index < input.length; index++) {
                input[index] += share * (inputs[offset + index] - input[index]);
                output[index] += share * (outputs[offset + index] - output[index]);
            }
            count += more;
        }
    }

    /**
     * Merges models; the first one's space stays as it is.
     *
     * @param models at least one, of one dimension
     * @throws IllegalArgumentException if the dimensions differ
     */
    public WordModelMerge(List<WordModel> models) {
        this.dimension = models.get(0).dimension();
        this.withOutput = models.stream().allMatch(WordModel::hasOutput);
        this.countsEstimated = models.stream().anyMatch(WordModel::countsEstimated);
        this.runningWords = models.stream()
                .mapToLong(model -> model.vocabulary().runningWords())
                .max()
                .orElseThrow();
        for (int index = 0; index < models.size(); index++) {
            add(models.get(index), index == 0);
        }
    }

    private void add(WordModel model, boolean first) {
        if (model.dimension() != dimension) {
            throw new IllegalArgumentException("dimensions differ: " + model.dimension() + " and " + dimension);
        }
        Vocabulary vocabulary = model.vocabulary();
        float[] input = new float[Math.multiplyExact(vocabulary.size(), dimension)];
        float[] output = new float[input.length];
        for (int index = 0; index < vocabulary.size(); index++) {
            model.copyInput(index, input, index * dimension);
            model.copyOutput(index, output, index * dimension);
        }
        if (!first) {
            turned.add(turn(vocabulary, input, output));
        }
        double scale = (double) runningWords / Math.max(1, vocabulary.runningWords());
        for (int index = 0; index < vocabulary.size(); index++) {
            entries.computeIfAbsent(vocabulary.word(index), word -> new Entry(word, dimension))
                    .add(input, output, index * dimension, scale * vocabulary.count(index));
        }
    }

    private Turned turn(Vocabulary vocabulary, float[] input, float[] output) {
        List<Integer> shared = new ArrayList<>();
        for (int index = 0; index < vocabulary.size() && shared.size() < SHARED_WORDS_MAX; index++) {
            String word = vocabulary.word(index);
            if (word.codePointCount(0, word.length()) >= SHARED_CHARS_MIN && entries.containsKey(word)) {
                shared.add(index);
            }
        }
        double[] products = new double[dimension * dimension];
        for (int index : shared) {
            float[] here = VectorMath.unit(row(input, index));
            float[] there = VectorMath.unit(target(vocabulary, index));
            for (int row = 0; row < dimension; row++) {
                for (int column = 0; column < dimension; column++) {
                    products[row * dimension + column] += (double) there[row] * here[column];
                }
            }
        }
        double before = meanCosine(shared, vocabulary, input);
        OrthogonalMatrix turn = OrthogonalMatrix.nearest(products, dimension);
        for (int index = 0; index < vocabulary.size(); index++) {
            turn.turn(input, index * dimension);
            turn.turn(output, index * dimension);
        }
        return new Turned(shared.size(), before, meanCosine(shared, vocabulary, input));
    }

    private float[] target(Vocabulary vocabulary, int index) {
        Entry entry = entries.get(vocabulary.word(index));
        if (entry == null) {
            throw new IllegalStateException(vocabulary.word(index) + " is not shared");
        }
        return entry.input;
    }

    private double meanCosine(List<Integer> shared, Vocabulary vocabulary, float[] input) {
        double sum = 0;
        for (int index : shared) {
            sum += VectorMath.cosine(row(input, index), target(vocabulary, index));
        }
        return shared.isEmpty() ? 0 : sum / shared.size();
    }

    private float[] row(float[] vectors, int index) {
        return Arrays.copyOfRange(vectors, index * dimension, (index + 1) * dimension);
    }

    /** How each model after the first was turned, in order. */
    public List<Turned> turned() {
        return List.copyOf(turned);
    }

    /**
     * The merged model, the most frequent word first. It has vectors of words as neighbours if every model has them.
     *
     * @param provenance what to say of where it comes from
     * @throws IllegalArgumentException if there are more words than a vocabulary may have
     */
    public WordTable table(WordTable.Provenance provenance) {
        List<Entry> sorted = new ArrayList<>(entries.values());
        sorted.sort(Comparator.comparingDouble((Entry entry) -> -entry.count).thenComparing(entry -> entry.word));
        float[] input = new float[Math.multiplyExact(sorted.size(), dimension)];
        float[] output = new float[input.length];
        long[] counts = new long[sorted.size()];
        long sum = 0;
        for (int index = 0; index < counts.length; index++) {
            Entry entry = sorted.get(index);
            System.arraycopy(entry.input, 0, input, index * dimension, dimension);
            System.arraycopy(entry.output, 0, output, index * dimension, dimension);
            counts[index] = Math.max(1, Math.round(entry.count));
            sum += counts[index];
        }
        List<String> words = sorted.stream().map(entry -> entry.word).toList();
        return new WordTable(
                Vocabulary.of(words, counts, Math.max(sum, runningWords * (turned.size() + 1))),
                dimension,
                input,
                withOutput ? output : null,
                countsEstimated,
                provenance);
    }
}
