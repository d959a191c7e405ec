package io.freshet.words.train;

import io.freshet.vector.Ranges;
import io.freshet.words.Vocabulary;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Hyperparameters of word vector training.
 *
 * @param algorithm skip-gram or CBOW
 * @param objective negative sampling or hierarchical softmax
 * @param dimension number of components of a vector, 2 to 1024
 * @param sampling how training pairs are drawn from the corpus
 * @param vocabulary limits that determine which words get a vector
 * @param schedule learning rate and number of passes over the corpus
 * @param seed seed of all random choices
 */
public record TrainingSettings(
        WordAlgorithm algorithm,
        WordObjective objective,
        int dimension,
        Sampling sampling,
        VocabularyLimits vocabulary,
        Schedule schedule,
        long seed) {

    /**
     * Skip-gram with negative sampling, with the defaults of the original word2vec program. That program does not limit
     * the number of words to 400,000.
     */
    public static final TrainingSettings DEFAULTS = new TrainingSettings(
            WordAlgorithm.SKIP_GRAM,
            WordObjective.NEGATIVE_SAMPLING,
            100,
            new Sampling(5, 5, 1e-3),
            new VocabularyLimits(5, 400_000),
            new Schedule(.025, 5),
            1);

    /**
     * Settings for drawing training pairs from the corpus.
     *
     * @param window largest number of context words on either side of the centre word, 1 to 20; each centre word draws
     *     its number from 1 to {@code window}
     * @param negatives negative samples of each centre word, 1 to 20; unused by hierarchical softmax
     * @param sample frequency above which words are subsampled, 0 (never) to 1, see {@link TrainingRun#keepProbability}
     */
    public record Sampling(int window, int negatives, double sample) {
        public Sampling {
            Ranges.check("window", window, 1, 20);
            Ranges.check("negatives", negatives, 1, 20);
            Ranges.check("sample", sample, 0, 1);
        }
    }

    /**
     * Limits that determine which words get a vector.
     *
     * @param minCount minimum count of a word, at least 1
     * @param wordsMax largest number of words, 1 to {@link Vocabulary#WORDS_MAX}; the most frequent words are kept
     */
    public record VocabularyLimits(int minCount, int wordsMax) {
        public VocabularyLimits {
            Ranges.check("minCount", minCount, 1, Integer.MAX_VALUE);
            Ranges.check("wordsMax", wordsMax, 1, Vocabulary.WORDS_MAX);
        }
    }

    /**
     * Learning rate and number of passes over the corpus.
     *
     * @param learningRate rate at the start, above 0 and at most 1; it falls linearly to a ten-thousandth of the start
     * @param epochs passes over the corpus, 1 to 100
     */
    public record Schedule(double learningRate, int epochs) {
        public Schedule {
            Ranges.check("learningRate", learningRate, Double.MIN_VALUE, 1);
            Ranges.check("epochs", epochs, 1, 100);
        }
    }

    public TrainingSettings {
        Ranges.check("dimension", dimension, 2, 1024);
    }

    /** Returns a copy with another vector dimension. */
    public TrainingSettings withDimension(int newDimension) {
        return new TrainingSettings(algorithm, objective, newDimension, sampling, vocabulary, schedule, seed);
    }

    /** Returns a copy with other vocabulary limits. */
    public TrainingSettings withVocabulary(VocabularyLimits newVocabulary) {
        return new TrainingSettings(algorithm, objective, dimension, sampling, newVocabulary, schedule, seed);
    }

    /** Returns a copy with another learning rate and number of epochs. */
    public TrainingSettings withSchedule(Schedule newSchedule) {
        return new TrainingSettings(algorithm, objective, dimension, sampling, vocabulary, newSchedule, seed);
    }

    /** All settings by name, as stored in a model's provenance. */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("algorithm", algorithm.name());
        map.put("objective", objective.name());
        map.put("dimension", Integer.toString(dimension));
        map.put("window", Integer.toString(sampling.window));
        map.put("negatives", Integer.toString(sampling.negatives));
        map.put("sample", Double.toString(sampling.sample));
        map.put("learningRate", Double.toString(schedule.learningRate));
        map.put("epochs", Integer.toString(schedule.epochs));
        map.put("minCount", Integer.toString(vocabulary.minCount));
        map.put("wordsMax", Integer.toString(vocabulary.wordsMax));
        map.put("seed", Long.toString(seed));
        return map;
    }
}
