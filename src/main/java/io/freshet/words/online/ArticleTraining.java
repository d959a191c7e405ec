package io.freshet.words.online;

import io.freshet.vector.RandomStream;
import io.freshet.words.LayeredWordVectors;
import io.freshet.words.WordModel;
import io.freshet.words.train.SgnsStep;
import io.freshet.words.train.TrainingRun;

/**
 * Trains on one article: skip-gram steps with negative sampling over copies of the vectors of the article's words.
 * Owned by one thread.
 *
 * <p>A word's learning rate falls with its uses, which keeps the base model's vector space intact while new words are
 * added: {@code newWordRate k / (k + n)}, with n the uses of the word in the base corpus and the stream together and k
 * the {@link WordSettings.Training#halfRateCount()}; for a word of the base model at most {@code oldWordRate}. A step
 * then has the weight of one use among n (Robbins and Monro 1951), so that the space stays in place over years of
 * training. If the base model has no output vectors, these start at zero, and their learning rates depend only on the
 * uses in the stream.
 *
 * <p>A pool of negative samples is drawn once for each article, and all its training steps pick from the pool, so that
 * an article updates a bounded number of words.
 */
final class ArticleTraining {
    /** Largest number of negative samples for a centre word, shared by all its context words. */
    static final int NEGATIVES = 5;
    /** Largest distance in words between a context word and its centre word. */
    static final int WINDOW = 5;

    private final WordModel base;
    private final WordSettings.Training settings;
    private final long priorWords;
    private final NewWordInitialiser initialiser;
    private final SgnsStep step;
    private final SgnsStep.Rows contexts;
    private final SgnsStep.Rows targets;
    private final float[] labels;

    ArticleTraining(WordModel base, WordSettings settings) {
        this.base = base;
        this.settings = settings.training();
        this.priorWords = settings.priorWords();
        this.initialiser = new NewWordInitialiser(base, WINDOW);
        this.step = new SgnsStep(base.dimension(), 2 * WINDOW, 1 + NEGATIVES);
        this.contexts = new SgnsStep.Rows(2 * WINDOW);
        this.targets = new SgnsStep.Rows(1 + NEGATIVES);
        this.labels = new float[1 + NEGATIVES];
        labels[0] = 1;
    }

    /**
     * Callback that adds a word, with its vectors from the store or the base model, to the {@link TrainingRows} of an
     * article.
     */
    @FunctionalInterface
    interface RowAdder {
        /** Adds a row for {@code word} and returns its row number. */
        int add(String word);
    }

    /**
     * Trains the vectors in {@code words} on one article, after initialising the vectors of new words. Takes one
     * training step for each window of context words.
     *
     * @param sentences row numbers of the article's words, -1 for words without a row; overwritten by subsampling
     * @param words rows of the article's words; their vectors and learning rates are updated
     * @param sampler source of negative samples
     * @param streamWords sum of the counts of all learned words
     * @param sampleRows adds rows for negative samples that have none
     */
    void train(
            int[][] sentences,
            TrainingRows words,
            OnlineNegativeSampler sampler,
            long streamWords,
            RowAdder sampleRows,
            RandomStream random) {
        double[] frequencies = new double[words.rows().size()];
        for (int number = 0; number < frequencies.length; number++) {
            TrainingRows.Row row = words.row(number);
            frequencies[number] = frequency(row, streamWords);
            setRates(row);
        }
        for (int number = 0; number < frequencies.length; number++) {
            if (words.row(number).admitted) {
                initialiser.initialise(number, words, sentences, frequencies, random);
            }
        }
        int[] pool = drawNegatives(words, sampler, sampleRows, random);
        for (int[] sentence : sentences) {
            train(sentence, subsample(sentence, frequencies, random), words, pool, random);
        }
    }

    private double frequency(TrainingRows.Row row, long streamWords) {
        double baseFrequency = row.baseIndex < 0 ? 0 : base.vocabulary().frequency(row.baseIndex);
        return LayeredWordVectors.smoothedFrequency(row.count, baseFrequency, streamWords, priorWords);
    }

    private void setRates(TrainingRows.Row row) {
        long baseCount = row.baseIndex < 0 ? 0 : base.vocabulary().count(row.baseIndex);
        double rateMax = row.baseIndex < 0 ? settings.newWordRate() : settings.oldWordRate();
        row.inputRate = rate(rateMax, row.count + (double) baseCount);
        row.outputRate = base.hasOutput() ? row.inputRate : rate(settings.newWordRate(), (double) row.count);
    }

    private float rate(double rateMax, double uses) {
        double halfRateCount = settings.halfRateCount();
        return (float) Math.min(rateMax, settings.newWordRate() * halfRateCount / (halfRateCount + uses));
    }

    private void train(int[] sentence, int length, TrainingRows words, int[] pool, RandomStream random) {
        int dimension = base.dimension();
        for (int position = 0; position < length; position++) {
            int centre = sentence[position];
            targets.clear();
            targets.add(centre * dimension, words.row(centre).outputRate);
            for (int draw = 0; draw < NEGATIVES; draw++) {
                int number = pool[random.nextInt(pool.length)];
                if (number != centre) {
                    TrainingRows.Row row = words.row(number);
                    targets.add(number * dimension, row.isTrainable() ? row.outputRate : 0);
                }
            }
            int width = 1 + random.nextInt(WINDOW);
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

    /**
     * Moves the row numbers of the words that subsampling keeps to the front of {@code sentence} and returns how many
     * there are. Drops words without a row (-1).
     *
     * @param frequencies relative frequency of each row's word
     */
    private int subsample(int[] sentence, double[] frequencies, RandomStream random) {
        int length = 0;
        for (int number : sentence) {
            if (number >= 0) {
                double share = TrainingRun.keepProbability(frequencies[number], settings.sample());
                if (share >= 1 || random.nextDouble() < share) {
                    sentence[length++] = number;
                }
            }
        }
        return length;
    }

    /**
     * Draws the negative samples of this article, from which all its training steps pick: row numbers, possibly
     * repeated. Adds rows for words that have none.
     */
    private int[] drawNegatives(
            TrainingRows words, OnlineNegativeSampler sampler, RowAdder sampleRows, RandomStream random) {
        int[] drawn = new int[settings.negativePool()];
        for (int draw = 0; draw < drawn.length; draw++) {
            String word = sampler.draw(random);
            int number = words.number(word);
            if (number < 0) {
                number = sampleRows.add(word);
                setRates(words.row(number));
            }
            drawn[draw] = number;
        }
        return drawn;
    }
}
