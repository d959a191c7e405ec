package io.freshet.words.train;

import io.freshet.vector.RandomStream;
import io.freshet.words.Vocabulary;
import io.freshet.words.WordTable;
import io.freshet.words.train.NumberedCorpus.Reader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One training of {@link Word2VecTrainer}: the vectors that all its threads change and what they share beside them.
 *
 * <p>Rows are longer than the dimension, up to the next multiple of 16 floats, so that the kernels have no remainder; the
 * rest of a row is zeros and stays zeros, as every step is a sum of rows.
 */
public final class TrainingRun {
    private static final int ROW_FLOATS = 16;
    /** A look at the clock and the learning rate comes once in so many words. */
    private static final int PIECE_WORDS = 10_000;

    private static final double RATE_LEAST = 1e-4;
    private static final long REPORT_NANOS = 2_000_000_000L;

    private final Vocabulary vocabulary;
    private final TrainingSettings settings;
    private final Reader reader;
    private final TrainingProgress.Listener listener;
    private final TrainingTargets.Source targets;
    private final float[] keepShares;
    private final long wordsOfAllEpochs;
    private final int rowLength;
    private final float[] input;
    private final float[] output;
    private final AtomicLong pairs = new AtomicLong();

    private final long startNanos = System.nanoTime();
    private long reportedNanos = startNanos;
    private double loss;

    TrainingRun(Vocabulary vocabulary, TrainingSettings settings, Reader reader, TrainingProgress.Listener listener) {
        this.vocabulary = vocabulary;
        this.settings = settings;
        this.reader = reader;
        this.listener = listener;
        rowLength = (settings.dimension() + ROW_FLOATS - 1) / ROW_FLOATS * ROW_FLOATS;
        targets = TrainingTargets.of(vocabulary, settings, rowLength);
        keepShares = keepShares(vocabulary, settings.sample());
        wordsOfAllEpochs = vocabulary.runningWords() * settings.epochs();
        input = new float[Math.multiplyExact(vocabulary.size(), rowLength)];
        output = new float[Math.multiplyExact(targets.outputRows(), rowLength)];
        RandomStream random = new RandomStream(settings.seed());
        for (int row = 0; row < input.length; row += rowLength) {
            for (int index = row; index < row + settings.dimension(); index++) {
                input[index] = (random.nextFloat() - .5f) / settings.dimension();
            }
        }
    }

    /** Trains on pieces of the corpus until all are handed out. */
    void work(int worker) {
        Worker state = new Worker(RandomStream.at(settings.seed(), worker));
        int[] piece = new int[PIECE_WORDS];
        try {
            for (int length = reader.read(piece); length > 0; length = reader.read(piece)) {
                state.train(piece, length, rate());
                reportAfter(state);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        pairs.addAndGet(state.step.pairs());
    }

    private float rate() {
        double left = Math.max(RATE_LEAST, 1 - reader.words() / (double) wordsOfAllEpochs);
        return (float) (settings.learningRate() * left);
    }

    private synchronized void reportAfter(Worker worker) {
        double recent = worker.step.takeLoss();
        loss = recent > 0 ? recent : loss;
        if (System.nanoTime() - reportedNanos > REPORT_NANOS) {
            reportedNanos = System.nanoTime();
            report();
        }
    }

    synchronized void report() {
        long words = reader.words();
        double seconds = Math.max(1e-9, (System.nanoTime() - startNanos) / 1e9);
        double fraction = Math.min(1, words / (double) wordsOfAllEpochs);
        listener.report(new TrainingProgress(fraction, words, words / seconds, loss));
    }

    /** The vectors as they are now. */
    WordTable toTable(String corpusHash) {
        boolean outputOfWords = settings.objective() == WordObjective.NEGATIVE_SAMPLING;
        return new WordTable(
                vocabulary,
                settings.dimension(),
                withoutRest(input),
                outputOfWords ? withoutRest(output) : null,
                false,
                new WordTable.Provenance("", corpusHash, "freshet", settings.toMap(), pairs.get()));
    }

    private float[] withoutRest(float[] rows) {
        int dimension = settings.dimension();
        float[] compact = new float[vocabulary.size() * dimension];
        for (int word = 0; word < vocabulary.size(); word++) {
            System.arraycopy(rows, word * rowLength, compact, word * dimension, dimension);
        }
        return compact;
    }

    /** With which probability each word is kept: {@code (sqrt(f/sample) + 1) sample/f} of its frequency f, at most 1. */
    private static float[] keepShares(Vocabulary vocabulary, double sample) {
        float[] shares = new float[vocabulary.size()];
        for (int index = 0; index < shares.length; index++) {
            shares[index] = (float) keepShare(vocabulary.frequency(index), sample);
        }
        return shares;
    }

    public static double keepShare(double frequency, double sample) {
        double ratio = frequency / sample;
        return sample == 0 ? 1 : Math.min(1, (Math.sqrt(ratio) + 1) / ratio);
    }

    /** State of one thread. */
    private final class Worker {
        private final RandomStream random;
        private final TrainingTargets wordTargets;
        private final SgnsStep step;
        private final SgnsStep.Rows contexts;

        Worker(RandomStream random) {
            this.random = random;
            wordTargets = targets.forOneThread(random);
            contexts = new SgnsStep.Rows(2 * settings.window());
            step = new SgnsStep(rowLength, 2 * settings.window(), targets.targetsMax());
        }

        /** Trains on the sentences of a piece, which is overwritten. */
        void train(int[] piece, int length, float rate) {
            int from = 0;
            int to = 0;
            for (int index = 0; index < length; index++) {
                int word = piece[index];
                if (word == Reader.SENTENCE_END) {
                    trainSentence(piece, from, to, rate);
                    from = to;
                } else if (keepShares[word] >= 1 || random.nextFloat() < keepShares[word]) {
                    piece[to++] = word;
                }
            }
        }

        private void trainSentence(int[] words, int from, int to, float rate) {
            for (int centre = from; centre < to; centre++) {
                int width = 1 + random.nextInt(settings.window());
                int last = Math.min(to - 1, centre + width);
                contexts.clear();
                for (int other = Math.max(from, centre - width); other <= last; other++) {
                    if (other != centre) {
                        contexts.add(words[other] * rowLength, rate);
                    }
                }
                if (contexts.count > 0) {
                    SgnsStep.Rows rows = wordTargets.of(words[centre], rate);
                    if (settings.algorithm() == WordAlgorithm.SKIP_GRAM) {
                        step.skipGram(input, contexts, output, rows, wordTargets.labels());
                    } else {
                        step.cbow(input, contexts, output, rows, wordTargets.labels());
                    }
                }
            }
        }
    }
}
