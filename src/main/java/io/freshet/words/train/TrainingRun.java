package io.freshet.words.train;

import io.freshet.vector.RandomStream;
import io.freshet.vector.VectorTable;
import io.freshet.words.Vocabulary;
import io.freshet.words.WordTable;
import io.freshet.words.train.NumberedCorpus.ChunkReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * State of a training by {@link Word2VecTrainer}, shared by its threads: the vectors, the corpus and the progress.
 *
 * <p>Rows are padded with zeros to {@link VectorTable#width}, so that kernels have no remainder. The padding stays zero
 * because every step adds rows to rows.
 */
public final class TrainingRun {
    /** Number of words and sentence ends that a thread trains on between updates of its learning rate. */
    private static final int CHUNK_WORDS = 10_000;

    /** Lowest learning rate, relative to the rate at the start. */
    private static final double RATE_FACTOR_MIN = 1e-4;

    private static final long REPORT_NANOS = 2_000_000_000L;

    private final Vocabulary vocabulary;
    private final TrainingSettings settings;
    private final ChunkReader reader;
    private final TrainingProgress.Listener listener;
    private final TrainingTargets.Source targets;
    private final float[] keepProbabilities;
    private final long wordsOfAllEpochs;
    private final int rowLength;
    private final float[] input;
    private final float[] output;
    private final AtomicLong pairs = new AtomicLong();

    private final long startNanos = System.nanoTime();
    private long reportedNanos = startNanos;
    private double loss;

    TrainingRun(
            Vocabulary vocabulary, TrainingSettings settings, ChunkReader reader, TrainingProgress.Listener listener) {
        this.vocabulary = vocabulary;
        this.settings = settings;
        this.reader = reader;
        this.listener = listener;
        rowLength = VectorTable.width(settings.dimension());
        targets = TrainingTargets.of(vocabulary, settings, rowLength);
        keepProbabilities = keepProbabilities(vocabulary, settings.sampling().sample());
        wordsOfAllEpochs = vocabulary.corpusWords() * settings.schedule().epochs();
        input = new float[Math.multiplyExact(vocabulary.size(), rowLength)];
        output = new float[Math.multiplyExact(targets.outputRows(), rowLength)];
        RandomStream random = new RandomStream(settings.seed());
        for (int row = 0; row < input.length; row += rowLength) {
            for (int index = row; index < row + settings.dimension(); index++) {
                input[index] = (random.nextFloat() - .5f) / settings.dimension();
            }
        }
    }

    /**
     * Trains on chunks of the corpus until all epochs are read; {@code workerNumber} seeds the random choices. Called
     * once by each thread, with another number.
     */
    void work(int workerNumber) {
        Worker worker = new Worker(RandomStream.at(settings.seed(), workerNumber));
        int[] chunk = new int[CHUNK_WORDS];
        try {
            for (int length = reader.read(chunk); length > 0; length = reader.read(chunk)) {
                worker.train(chunk, length, learningRate());
                reportAfter(worker);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        pairs.addAndGet(worker.step.pairs());
    }

    private float learningRate() {
        double factor = Math.max(RATE_FACTOR_MIN, 1 - reader.words() / (double) wordsOfAllEpochs);
        return (float) (settings.schedule().learningRate() * factor);
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

    /** Copies the vectors trained so far to a table, with {@code corpusHash} in its provenance. */
    WordTable toTable(String corpusHash) {
        boolean outputOfWords = settings.objective() == WordObjective.NEGATIVE_SAMPLING;
        return new WordTable(
                vocabulary,
                settings.dimension(),
                withoutPadding(input),
                outputOfWords ? withoutPadding(output) : null,
                false,
                new WordTable.Provenance("", corpusHash, "freshet", settings.toMap(), pairs.get()));
    }

    private float[] withoutPadding(float[] rows) {
        int dimension = settings.dimension();
        float[] compact = new float[vocabulary.size() * dimension];
        for (int word = 0; word < vocabulary.size(); word++) {
            System.arraycopy(rows, word * rowLength, compact, word * dimension, dimension);
        }
        return compact;
    }

    private static float[] keepProbabilities(Vocabulary vocabulary, double sample) {
        float[] probabilities = new float[vocabulary.size()];
        for (int index = 0; index < probabilities.length; index++) {
            probabilities[index] = (float) keepProbability(vocabulary.frequency(index), sample);
        }
        return probabilities;
    }

    /**
     * Probability that subsampling keeps one use of a word with relative frequency f:
     * {@code (sqrt(f / sample) + 1) · sample / f}, at most 1.
     *
     * @param frequency frequency f of the word in running text, from 0 to 1
     * @param sample threshold of subsampling; 0 keeps every word
     */
    public static double keepProbability(double frequency, double sample) {
        double ratio = frequency / sample;
        return sample == 0 ? 1 : Math.min(1, (Math.sqrt(ratio) + 1) / ratio);
    }

    /** Trains on chunks of the corpus in one thread. */
    private final class Worker {
        private final RandomStream random;
        private final TrainingTargets wordTargets;
        private final SgnsStep step;
        private final SgnsStep.Rows contexts;

        Worker(RandomStream random) {
            int contextsMax = 2 * settings.sampling().window();
            this.random = random;
            wordTargets = targets.forOneThread(random);
            contexts = new SgnsStep.Rows(contextsMax);
            step = new SgnsStep(rowLength, contextsMax, targets.targetsMax());
        }

        /**
         * Trains on the sentences in the first {@code length} entries of a chunk, with learning rate {@code rate}.
         * Subsampling overwrites the chunk.
         */
        void train(int[] chunk, int length, float rate) {
            int from = 0;
            int to = 0;
            for (int index = 0; index < length; index++) {
                int word = chunk[index];
                if (word == ChunkReader.SENTENCE_END) {
                    trainSentence(chunk, from, to, rate);
                    from = to;
                } else if (keepProbabilities[word] >= 1 || random.nextFloat() < keepProbabilities[word]) {
                    chunk[to++] = word;
                }
            }
        }

        private void trainSentence(int[] words, int from, int to, float rate) {
            for (int centre = from; centre < to; centre++) {
                int width = 1 + random.nextInt(settings.sampling().window());
                int last = Math.min(to - 1, centre + width);
                contexts.clear();
                for (int other = Math.max(from, centre - width); other <= last; other++) {
                    if (other != centre) {
                        contexts.add(words[other] * rowLength, rate);
                    }
                }
                if (!contexts.isEmpty()) {
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
