package io.freshet.words;

import io.freshet.vector.VectorMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Merges word models of several languages into one vector space. Each model after the first is rotated to align the
 * words it shares with the models before, most of them names (Smith et al. 2017, with identical strings as the
 * dictionary). A rotation keeps lengths and angles, so that no language loses quality; without shared words the
 * rotation is the identity.
 *
 * <p>A word of several models gets the mean of its vectors, weighted by its frequency in each model. Counts are scaled
 * as if all corpora had the same length, so that a language with a small corpus does not count as rare.
 */
public final class WordModelMerge {
    /**
     * Minimum length, in characters, of a word by which two models are aligned. Shorter words often have equal
     * spellings by chance.
     */
    private static final int SHARED_CHARS_MIN = 4;
    /**
     * Maximum number of shared words by which a model is aligned with the models before it in the list. The most
     * frequent shared words are used.
     */
    private static final int SHARED_WORDS_MAX = 5_000;

    private final int dimension;
    private final boolean withOutput;
    private final boolean countsEstimated;
    private final long runningWords;
    private final List<Rotation> turned = new ArrayList<>();
    private final Map<String, MergedWord> entries = new HashMap<>();

    /**
     * Result of rotating one model onto the models before it in the list: mean cosine between the vectors of shared
     * words, before and after.
     *
     * @param sharedWords number of shared words by which the model was aligned
     * @param cosineBefore mean cosine, over the shared words, of a word's vector in this model with its vector in the
     *     models before, without the rotation; 0 if there are no shared words
     * @param cosineAfter the same mean cosine with the rotation
     */
    public record Rotation(int sharedWords, double cosineBefore, double cosineAfter) {}

    private static final class MergedWord {
        final String word;
        final float[] input;
        final float[] output;
        double count;

        MergedWord(String word, int dimension) {
            this.word = word;
            this.input = new float[dimension];
            this.output = new float[dimension];
        }

        /**
         * Averages this word's vectors in one more model into its mean vectors, with weight {@code uses}. Both vectors
         * start at {@code offset} of their arrays.
         *
         * @param uses count of this word in the model, scaled to the length of the longest corpus
         */
        void add(float[] inputs, float[] outputs, int offset, double uses) {
            float share = (float) (uses / (count + uses));
            for (int index = 0; index < input.length; index++) {
                input[index] += share * (inputs[offset + index] - input[index]);
                output[index] += share * (outputs[offset + index] - output[index]);
            }
            count += uses;
        }
    }

    /**
     * Merges models into the vector space of the first; {@link #table} returns the result.
     *
     * @param models at least one, all of the same dimension
     * @throws IllegalArgumentException if the dimensions differ
     */
    public WordModelMerge(List<WordModel> models) {
        this.dimension = models.get(0).dimension();
        this.withOutput = models.stream().allMatch(WordModel::hasOutput);
        this.countsEstimated = models.stream().anyMatch(WordModel::countsEstimated);
        this.runningWords = models.stream()
                .mapToLong(model -> model.vocabulary().corpusWords())
                .max()
                .orElseThrow();
        for (int index = 0; index < models.size(); index++) {
            add(models.get(index), index == 0);
        }
    }

    private void add(WordModel model, boolean first) {
        if (model.dimension() != dimension) {
            throw new IllegalArgumentException("cannot merge models of dimensions " + dimension + " and "
                    + model.dimension() + ": give models of one dimension");
        }
        Vocabulary vocabulary = model.vocabulary();
        float[] input = new float[Math.multiplyExact(vocabulary.size(), dimension)];
        float[] output = new float[input.length];
        for (int index = 0; index < vocabulary.size(); index++) {
            model.copyInput(index, input, index * dimension);
            model.copyOutput(index, output, index * dimension);
        }
        if (!first) {
            turned.add(rotate(vocabulary, input, output));
        }
        double scale = (double) runningWords / Math.max(1, vocabulary.corpusWords());
        for (int index = 0; index < vocabulary.size(); index++) {
            entries.computeIfAbsent(vocabulary.word(index), word -> new MergedWord(word, dimension))
                    .add(input, output, index * dimension, scale * vocabulary.count(index));
        }
    }

    private Rotation rotate(Vocabulary vocabulary, float[] input, float[] output) {
        List<Integer> shared = new ArrayList<>();
        for (int index = 0; index < vocabulary.size() && shared.size() < SHARED_WORDS_MAX; index++) {
            String word = vocabulary.word(index);
            if (word.codePointCount(0, word.length()) >= SHARED_CHARS_MIN && entries.containsKey(word)) {
                shared.add(index);
            }
        }
        double[] products = new double[dimension * dimension];
        for (int index : shared) {
            float[] source = VectorMath.unit(row(input, index));
            float[] target = VectorMath.unit(target(vocabulary, index));
            for (int row = 0; row < dimension; row++) {
                for (int column = 0; column < dimension; column++) {
                    products[row * dimension + column] += (double) target[row] * source[column];
                }
            }
        }
        double before = meanCosine(shared, vocabulary, input);
        OrthogonalMatrix rotation = OrthogonalMatrix.nearest(products, dimension);
        for (int index = 0; index < vocabulary.size(); index++) {
            rotation.rotate(input, index * dimension);
            rotation.rotate(output, index * dimension);
        }
        return new Rotation(shared.size(), before, meanCosine(shared, vocabulary, input));
    }

    private float[] target(Vocabulary vocabulary, int index) {
        MergedWord entry = entries.get(vocabulary.word(index));
        if (entry == null) {
            throw new IllegalStateException("word " + vocabulary.word(index) + " is not in the models before");
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

    /** Results of the rotations, one for each model after the first, in the order of the models. */
    public List<Rotation> rotations() {
        return List.copyOf(turned);
    }

    /**
     * Creates the merged model, which has output vectors if all models have them.
     *
     * @param provenance of the merged model
     * @throws IllegalArgumentException if there are more than {@link Vocabulary#WORDS_MAX} words
     */
    public WordTable table(WordTable.Provenance provenance) {
        List<MergedWord> sorted = new ArrayList<>(entries.values());
        sorted.sort(
                Comparator.comparingDouble((MergedWord entry) -> -entry.count).thenComparing(entry -> entry.word));
        float[] input = new float[Math.multiplyExact(sorted.size(), dimension)];
        float[] output = new float[input.length];
        long[] counts = new long[sorted.size()];
        long sum = 0;
        for (int index = 0; index < counts.length; index++) {
            MergedWord entry = sorted.get(index);
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
