package io.freshet.words.online;

import io.freshet.vector.RandomStream;
import io.freshet.words.LayeredWordVectors;
import io.freshet.words.WordModel;
import io.freshet.words.train.SgnsStep;
import io.freshet.words.train.TrainingRun;

/**
 * One article's round of skip-gram steps with negative sampling, over rows that copy the vectors of its words. Owned by one
 * thread.
 *
 * <p>What keeps the base model's space intact while new words find their place is that a word moves the slower the more is
 * known of it: at {@code newWordRate k / (k + n)}, with n its uses in the base model's text and by the stream and k the
 * {@link WordSettings#matureCount()}, a word of the base model at {@code oldWordRate} at most. So a step weighs what one
 * use weighs among n (Robbins and Monro 1951), and a space that is learned in for years does not wander off. A base model
 * whose vectors of words as neighbours are not known counts for nothing where those are learned.
 *
 * <p>The noise words of an article are drawn once and shared by its pairs, so that an article touches a bounded number of
 * words.
 */
final class ArticleTraining {
    private final WordModel base;
    private final WordSettings settings;
    private final NewWordInitialiser start;
    private final SgnsStep step;
    private final SgnsStep.Rows contexts;
    private final SgnsStep.Rows targets;
    private final float[] labels;

    ArticleTraining(WordModel base, WordSettings settings) {
        this.base = base;
        this.settings = settings;
        this.start = new NewWordInitialiser(base, settings.window());
        this.step = new SgnsStep(base.dimension(), 2 * settings.window(), 1 + settings.negatives());
        this.contexts = new SgnsStep.Rows(2 * settings.window());
        this.targets = new SgnsStep.Rows(1 + settings.negatives());
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
     * @param noise from which noise words are drawn
     * @param streamWords sum of the counts of all learned words
     * @param others gives noise words without a row one
     */
    void train(
            int[][] sentences,
            TrainingRows words,
            OnlineNegativeSampler noise,
            long streamWords,
            Rows others,
            RandomStream random) {
        double[] frequencies = new double[words.rows().size()];
        for (int number = 0; number < frequencies.length; number++) {
            TrainingRows.Row row = words.row(number);
            frequencies[number] = frequency(row, streamWords);
            setRates(row);
        }
        for (int number = 0; number < frequencies.length; number++) {
            if (words.row(number).admitted) {
                start.place(number, words, sentences, frequencies, random);
            }
        }
        int[] drawn = drawNoise(words, noise, others, random);
        for (int[] sentence : sentences) {
            train(sentence, subsample(sentence, frequencies, random), words, drawn, random);
        }
    }

    private double frequency(TrainingRows.Row row, long streamWords) {
        double baseFrequency = row.baseIndex < 0 ? 0 : base.vocabulary().frequency(row.baseIndex);
        return LayeredWordVectors.smoothedFrequency(row.count, baseFrequency, streamWords, settings.priorWords());
    }

    private void setRates(TrainingRows.Row row) {
        long baseCount = row.baseIndex < 0 ? 0 : base.vocabulary().count(row.baseIndex);
        double most = row.baseIndex < 0 ? settings.newWordRate() : settings.oldWordRate();
        row.inputRate = rate(most, row.count + (double) baseCount);
        row.outputRate = base.hasOutput() ? row.inputRate : rate(settings.newWordRate(), (double) row.count);
    }

    private float rate(double most, double uses) {
        double known = settings.matureCount();
        return (float) Math.min(most, settings.newWordRate() * known / (known + uses));
    }

    private void train(int[] sentence, int length, TrainingRows words, int[] noise, RandomStream random) {
        int dimension = base.dimension();
        for (int position = 0; position < length; position++) {
            int seen = sentence[position];
            targets.clear();
            targets.add(seen * dimension, words.row(seen).outputRate);
            for (int draw = 0; draw < settings.negatives(); draw++) {
                int number = noise[random.nextInt(noise.length)];
                if (number != seen) {
                    TrainingRows.Row row = words.row(number);
                    targets.add(number * dimension, row.moves() ? row.outputRate : 0);
                }
            }
            int width = 1 + random.nextInt(settings.window());
            int to = Math.min(length - 1, position + width);
            contexts.clear();
            for (int other = Math.max(0, position - width); other <= to; other++) {
                if (other != position) {
                    contexts.add(sentence[other] * dimension, words.row(sentence[other]).inputRate);
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
    private int[] drawNoise(TrainingRows words, OnlineNegativeSampler noise, Rows others, RandomStream random) {
        int[] drawn = new int[settings.noiseWords()];
        for (int draw = 0; draw < drawn.length; draw++) {
            String word = noise.draw(random);
            int number = words.number(word);
            if (number < 0) {
                number = others.add(word);
                setRates(words.row(number));
            }
            drawn[draw] = number;
        }
        return drawn;
    }
}
