package io.freshet.embedding;

import java.util.Optional;

/**
 * One article's round of skip-gram steps with negative sampling, over rows that copy the vectors of its words. Owned by one
 * thread.
 *
 * <p>What keeps the base model's space intact while new words find their place are two learning rates: a new word moves
 * several times as fast as one of the base model, until it has been seen {@link WordSettings#matureCount()} times. An old
 * word moves the slower the more the stream has used it, {@code 1 / sqrt(1 + count / 1000)}: what was learned from
 * thousands of uses is not forgotten for the latest ones, and a space that is learned in for years does not wander off.
 *
 * <p>The noise words of an article are drawn once and shared by its pairs, so that an article touches a bounded number of
 * words.
 */
final class WordTraining {
    private static final double OLD_WORD_USES = 1_000;

    private final WordModel base;
    private final WordSettings settings;
    private final NoiseDistribution baseNoise;
    private final NewWordStart start;
    private final WindowStep step;
    private final WindowStep.Rows contexts;
    private final WindowStep.Rows targets;
    private final float[] labels;

    WordTraining(WordModel base, WordSettings settings) {
        this.base = base;
        this.settings = settings;
        this.baseNoise = new NoiseDistribution(base.vocabulary());
        this.start = new NewWordStart(base, settings.window());
        this.step = new WindowStep(base.dimension(), 2 * settings.window(), 1 + settings.negatives());
        this.contexts = new WindowStep.Rows(2 * settings.window());
        this.targets = new WindowStep.Rows(1 + settings.negatives());
        this.labels = new float[1 + settings.negatives()];
        labels[0] = 1;
    }

    /** Finds the row of a word, as the store or the base model has it. */
    @FunctionalInterface
    interface Rows {
        int add(String word);
    }

    /**
     * Gives new words their place, then makes a step for every pair of neighbours.
     *
     * @param sentences row numbers of the article's words, -1 for words without a row
     * @param newWords from which noise is drawn beside the base model's
     * @param streamWords sum of the counts of all learned words
     * @param others gives noise words without a row one
     */
    void train(
            int[][] sentences,
            ArticleWords words,
            NewWords newWords,
            long streamWords,
            Rows others,
            RandomStream random) {
        double[] frequencies = new double[words.rows().size()];
        for (int number = 0; number < frequencies.length; number++) {
            ArticleWords.Row row = words.row(number);
            frequencies[number] = frequency(row, streamWords);
            row.rate = rate(row);
        }
        for (int number = 0; number < frequencies.length; number++) {
            if (words.row(number).admitted) {
                start.place(number, words, sentences, frequencies, random);
            }
        }
        int[] noise = drawNoise(words, newWords, streamWords, others, random);
        for (int[] sentence : sentences) {
            train(sentence, subsample(sentence, frequencies, random), words, noise, random);
        }
    }

    private double frequency(ArticleWords.Row row, long streamWords) {
        double baseFrequency = row.baseIndex < 0 ? 0 : base.vocabulary().frequency(row.baseIndex);
        return LayeredWordVectors.smoothedFrequency(row.count, baseFrequency, streamWords, settings.priorWords());
    }

    private float rate(ArticleWords.Row row) {
        boolean old = row.baseIndex >= 0 || row.count >= settings.matureCount();
        return (float)
                (old ? settings.oldWordRate() / Math.sqrt(1 + row.count / OLD_WORD_USES) : settings.newWordRate());
    }

    private void train(int[] sentence, int length, ArticleWords words, int[] noise, RandomStream random) {
        int dimension = base.dimension();
        for (int position = 0; position < length; position++) {
            int seen = sentence[position];
            targets.clear();
            targets.add(seen * dimension, words.row(seen).rate);
            for (int draw = 0; draw < settings.negatives(); draw++) {
                int number = noise[random.nextInt(noise.length)];
                if (number != seen) {
                    ArticleWords.Row row = words.row(number);
                    targets.add(number * dimension, row.moves() ? row.rate : 0);
                }
            }
            int width = 1 + random.nextInt(settings.window());
            int to = Math.min(length - 1, position + width);
            contexts.clear();
            for (int other = Math.max(0, position - width); other <= to; other++) {
                if (other != position) {
                    contexts.add(sentence[other] * dimension, words.row(sentence[other]).rate);
                }
            }
            step.skipGram(words.input(), contexts, words.output(), targets, labels);
        }
    }

    /** Moves the known words that are not skipped to the front of the array and returns their number. */
    private int subsample(int[] sentence, double[] frequencies, RandomStream random) {
        int length = 0;
        for (int number : sentence) {
            if (number >= 0) {
                double share = TrainingRun.keepShare(frequencies[number], settings.sample());
                if (share >= 1 || random.nextDouble() < share) {
                    sentence[length++] = number;
                }
            }
        }
        return length;
    }

    /** The rows of the article's noise words, some perhaps more than once. */
    private int[] drawNoise(ArticleWords words, NewWords newWords, long streamWords, Rows others, RandomStream random) {
        double newMass = newWords.mass() / Math.pow((double) streamWords + settings.priorWords(), .75);
        double newShare = newMass / (newMass + baseNoise.mass());
        int[] noise = new int[settings.noiseWords()];
        for (int draw = 0; draw < noise.length; draw++) {
            String word = (random.nextDouble() < newShare ? newWords.draw(random) : Optional.<String>empty())
                    .orElseGet(() -> base.vocabulary().word(baseNoise.draw(random)));
            int number = words.number(word);
            if (number < 0) {
                number = others.add(word);
                words.row(number).rate = rate(words.row(number));
            }
            noise[draw] = number;
        }
        return noise;
    }
}
