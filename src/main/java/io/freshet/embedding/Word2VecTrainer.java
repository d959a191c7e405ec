package io.freshet.embedding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Our own word2vec: skip-gram and CBOW with negative sampling, on the calling thread. Holds no state.
 *
 * <p>As the reference implementation (Mikolov et al. 2013): unknown words are taken out of a sentence first, then
 * frequent ones at random, then windows are formed; each word draws the width of its window; the learning rate falls
 * linearly over all epochs; input vectors start uniform in ±.5/dimension, output vectors at zero. Departure: the noise
 * words of a centre word are drawn once and shared by all pairs of its window (Ji et al. 2016), which draws and fetches
 * a sixth as much for the same number of gradient steps.
 */
public final class Word2VecTrainer implements WordTrainer {
    private static final double RATE_LEAST = 1e-4;
    /** How many words of the corpus pass between two looks at the clock and the learning rate. */
    private static final int ROUND_WORDS = 10_000;

    private static final long REPORT_NANOS = 2_000_000_000L;

    @Override
    public WordTable train(SentenceSource corpus, TrainingSettings settings, TrainingProgress.Listener listener)
            throws IOException {
        VocabularyBuilder builder = count(corpus);
        Vocabulary vocabulary = vocabulary(builder, settings);
        Run run = new Run(vocabulary, settings, listener);
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            try (Stream<List<String>> sentences = corpus.open()) {
                for (Iterator<List<String>> iterator = sentences.iterator(); iterator.hasNext(); ) {
                    run.train(iterator.next());
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        run.report();
        return new WordTable(
                vocabulary,
                settings.dimension(),
                run.input,
                run.output,
                false,
                new WordTable.Provenance("", builder.corpusHash(), "freshet", settings.toMap(), run.step.steps()));
    }

    static VocabularyBuilder count(SentenceSource corpus) throws IOException {
        VocabularyBuilder builder = new VocabularyBuilder();
        try (Stream<List<String>> sentences = corpus.open()) {
            sentences.forEachOrdered(builder::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return builder;
    }

    /** The vocabulary of a counted corpus, of which there must be enough to train on. */
    static Vocabulary vocabulary(VocabularyBuilder builder, TrainingSettings settings) {
        Vocabulary vocabulary = builder.build(settings.minCount(), settings.wordsMax());
        if (vocabulary.size() < 2) {
            throw new IllegalArgumentException("the corpus of " + builder.runningWords() + " words has "
                    + vocabulary.size() + " that occur " + settings.minCount()
                    + " times or more; training needs at least 2");
        }
        return vocabulary;
    }

    /** One training: the matrices and everything that moves. */
    private static final class Run {
        private final Vocabulary vocabulary;
        private final TrainingSettings settings;
        private final TrainingProgress.Listener listener;
        private final RandomStream random;
        private final NoiseDistribution noise;
        private final float[] keepShares;
        private final long wordsOfAllEpochs;
        private final NegativeSampling step;
        private final float[] input;
        private final float[] output;

        private final int[] targetOffsets;
        private final float[] targetRates;
        private final int[] contextOffsets;
        private int[] sentence = new int[1_000];

        private final long startNanos = System.nanoTime();
        private long reportedNanos = startNanos;
        private long words;
        private long nextRoundWords;
        private float rate;

        Run(Vocabulary vocabulary, TrainingSettings settings, TrainingProgress.Listener listener) {
            this.vocabulary = vocabulary;
            this.settings = settings;
            this.listener = listener;
            random = new RandomStream(settings.seed());
            noise = new NoiseDistribution(vocabulary);
            keepShares = keepShares(vocabulary, settings.sample());
            wordsOfAllEpochs = vocabulary.runningWords() * settings.epochs();
            step = new NegativeSampling(settings.dimension());
            input = new float[Math.multiplyExact(vocabulary.size(), settings.dimension())];
            output = new float[input.length];
            for (int index = 0; index < input.length; index++) {
                input[index] = (random.nextFloat() - .5f) / settings.dimension();
            }
            targetOffsets = new int[1 + settings.negatives()];
            targetRates = new float[1 + settings.negatives()];
            contextOffsets = new int[2 * settings.window()];
        }

        void train(List<String> text) {
            if (words >= nextRoundWords) {
                nextRound();
            }
            words += text.size();
            int length = known(text);
            for (int position = 0; position < length; position++) {
                trainAt(position, length);
            }
        }

        void report() {
            double seconds = Math.max(1e-9, (System.nanoTime() - startNanos) / 1e9);
            double fraction = Math.min(1, words / (double) wordsOfAllEpochs);
            listener.report(new TrainingProgress(fraction, words, words / seconds, step.takeLoss()));
        }

        private void nextRound() {
            nextRoundWords = words + ROUND_WORDS;
            double left = Math.max(RATE_LEAST, 1 - words / (double) wordsOfAllEpochs);
            rate = (float) (settings.learningRate() * left);
            Arrays.fill(targetRates, rate);
            if (System.nanoTime() - reportedNanos > REPORT_NANOS) {
                reportedNanos = System.nanoTime();
                report();
            }
        }

        /** Puts the offsets of the known words that are not skipped into {@link #sentence} and returns their number. */
        private int known(List<String> text) {
            if (sentence.length < text.size()) {
                sentence = new int[text.size()];
            }
            int length = 0;
            for (String word : text) {
                int index = vocabulary.indexOf(word);
                if (index >= 0 && (keepShares[index] >= 1 || random.nextFloat() < keepShares[index])) {
                    sentence[length++] = index * settings.dimension();
                }
            }
            return length;
        }

        private void trainAt(int position, int length) {
            int width = 1 + random.nextInt(settings.window());
            int from = Math.max(0, position - width);
            int to = Math.min(length - 1, position + width);
            if (from == to) {
                return;
            }
            int targets = drawTargets(sentence[position]);
            if (settings.algorithm() == WordAlgorithm.SKIP_GRAM) {
                for (int other = from; other <= to; other++) {
                    if (other != position) {
                        step.skipGram(input, sentence[other], rate, output, targetOffsets, targetRates, targets);
                    }
                }
            } else {
                int contexts = 0;
                for (int other = from; other <= to; other++) {
                    if (other != position) {
                        contextOffsets[contexts++] = sentence[other];
                    }
                }
                step.cbow(input, contextOffsets, contexts, rate, output, targetOffsets, targetRates, targets);
            }
        }

        /** The seen word and noise words other than it. */
        private int drawTargets(int seenOffset) {
            targetOffsets[0] = seenOffset;
            int targets = 1;
            for (int draw = 0; draw < settings.negatives(); draw++) {
                int offset = noise.draw(random) * settings.dimension();
                if (offset != seenOffset) {
                    targetOffsets[targets++] = offset;
                }
            }
            return targets;
        }
    }

    /** With which probability each word is kept: {@code (sqrt(f/sample) + 1) sample/f} of its frequency f, at most 1. */
    static float[] keepShares(Vocabulary vocabulary, double sample) {
        float[] shares = new float[vocabulary.size()];
        for (int index = 0; index < shares.length; index++) {
            shares[index] = (float) keepShare(vocabulary.frequency(index), sample);
        }
        return shares;
    }

    static double keepShare(double frequency, double sample) {
        double ratio = frequency / sample;
        return sample == 0 ? 1 : Math.min(1, (Math.sqrt(ratio) + 1) / ratio);
    }
}
