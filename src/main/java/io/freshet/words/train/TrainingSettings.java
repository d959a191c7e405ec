package io.freshet.words.train;

import io.freshet.vector.Ranges;
import io.freshet.words.Vocabulary;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a word model is trained on a corpus.
 *
 * @param algorithm skip-gram or CBOW
 * @param objective negative sampling or hierarchical softmax
 * @param dimension components of a word vector, 2 to 1024
 * @param window most words to either side that count as neighbours, 1 to 20; each word draws its own from 1 to this
 * @param negatives noise words of each centre word in negative sampling, 1 to 20
 * @param sample words with a larger share of running text than this are skipped at random, 0 (never) to 1
 * @param learningRate at the start, above 0 and at most 1; it falls linearly to a ten-thousandth of that
 * @param epochs passes over the corpus, 1 to 100
 * @param minCount rarer words are left out, at least 1
 * @param wordsMax most words of the vocabulary, 1 to {@link Vocabulary#WORDS_MAX}
 * @param seed of every random choice
 */
public record TrainingSettings(
        WordAlgorithm algorithm,
        WordObjective objective,
        int dimension,
        int window,
        int negatives,
        double sample,
        double learningRate,
        int epochs,
        int minCount,
        int wordsMax,
        long seed) {

    /** Skip-gram as the field's references train it. */
    public static final TrainingSettings DEFAULTS = new TrainingSettings(
            WordAlgorithm.SKIP_GRAM, WordObjective.NEGATIVE_SAMPLING, 100, 5, 5, 1e-3, .025, 5, 5, 400_000, 1);

    public TrainingSettings {
        Ranges.check("dimension", dimension, 2, 1024);
        Ranges.check("window", window, 1, 20);
        Ranges.check("negatives", negatives, 1, 20);
        Ranges.check("sample", sample, 0, 1);
        Ranges.check("learningRate", learningRate, Double.MIN_VALUE, 1);
        Ranges.check("epochs", epochs, 1, 100);
        Ranges.check("minCount", minCount, 1, Integer.MAX_VALUE);
        Ranges.check("wordsMax", wordsMax, 1, Vocabulary.WORDS_MAX);
    }

    /** Settings of negative sampling. */
    public TrainingSettings(
            WordAlgorithm algorithm,
            int dimension,
            int window,
            int negatives,
            double sample,
            double learningRate,
            int epochs,
            int minCount,
            int wordsMax,
            long seed) {
        this(
                algorithm,
                WordObjective.NEGATIVE_SAMPLING,
                dimension,
                window,
                negatives,
                sample,
                learningRate,
                epochs,
                minCount,
                wordsMax,
                seed);
    }

    /** Every setting by its name, as a model's provenance keeps them. */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("algorithm", algorithm.name());
        map.put("objective", objective.name());
        map.put("dimension", Integer.toString(dimension));
        map.put("window", Integer.toString(window));
        map.put("negatives", Integer.toString(negatives));
        map.put("sample", Double.toString(sample));
        map.put("learningRate", Double.toString(learningRate));
        map.put("epochs", Integer.toString(epochs));
        map.put("minCount", Integer.toString(minCount));
        map.put("wordsMax", Integer.toString(wordsMax));
        map.put("seed", Long.toString(seed));
        return map;
    }
}
