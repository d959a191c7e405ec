package io.freshet.words.train;

import io.freshet.words.Vocabulary;
import io.freshet.words.VocabularyBuilder;
import io.freshet.words.WordTable;
import io.freshet.words.train.TrainingSettings.Sampling;
import io.freshet.words.train.TrainingSettings.Schedule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.models.embeddings.inmemory.InMemoryLookupTable;
import org.deeplearning4j.models.embeddings.learning.impl.elements.SkipGram;
import org.deeplearning4j.models.word2vec.VocabWord;
import org.deeplearning4j.models.word2vec.Word2Vec;
import org.deeplearning4j.text.sentenceiterator.SentenceIterator;
import org.deeplearning4j.text.sentenceiterator.SentencePreProcessor;
import org.deeplearning4j.text.tokenization.tokenizer.TokenPreProcess;
import org.deeplearning4j.text.tokenization.tokenizer.Tokenizer;
import org.deeplearning4j.text.tokenization.tokenizerfactory.TokenizerFactory;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains with deeplearning4j-nlp, as a cross-check of {@link Word2VecTrainer}. Supports only skip-gram with negative
 * sampling, at about a quarter of the speed. The library starts its own threads, so equal seeds give similar but not
 * equal vectors. Progress is reported at the start and at the end. Training is aborted if the library stops reading
 * sentences, because it does not notice the death of its threads.
 */
public final class DeepLearning4jTrainer implements WordTrainer {
    /** Separator of the words in a sentence passed through the library. Words have no control characters. */
    private static final String SEPARATOR = "\u001f";

    /**
     * Longest time in which the library reads no sentence before training is aborted. The library trains for seconds on
     * its queue of some thousand sentences.
     */
    private static final Duration STALL_MAX = Duration.ofMinutes(2);

    private final Executor executor;
    private final Duration stallMax;

    /**
     * Creates a trainer that runs the library on another thread, by {@code executor}.
     *
     * @param executor must not run the library on the calling thread
     */
    public DeepLearning4jTrainer(Executor executor) {
        this(executor, STALL_MAX);
    }

    DeepLearning4jTrainer(Executor executor, Duration stallMax) {
        this.executor = executor;
        this.stallMax = stallMax;
    }

    /**
     * Trains skip-gram with negative sampling on a corpus; throws {@link IllegalArgumentException} for another
     * algorithm or objective.
     *
     * @throws StalledTrainingException if the library stops making progress
     */
    @Override
    public WordTable train(SentenceSource corpus, TrainingSettings settings, TrainingProgress.Listener listener)
            throws IOException {
        if (settings.algorithm() != WordAlgorithm.SKIP_GRAM) {
            throw new IllegalArgumentException("deeplearning4j cannot train " + settings.algorithm()
                    + ": with negative sampling it never ends; use SKIP_GRAM or the trainer freshet");
        }
        if (settings.objective() != WordObjective.NEGATIVE_SAMPLING) {
            throw new IllegalArgumentException("the trainer deeplearning4j supports only NEGATIVE_SAMPLING, not "
                    + settings.objective() + "; use the trainer freshet");
        }
        VocabularyBuilder builder = count(corpus);
        Vocabulary vocabulary = Word2VecTrainer.vocabulary(builder, settings);
        Sampling sampling = settings.sampling();
        Schedule schedule = settings.schedule();
        long words = vocabulary.corpusWords() * schedule.epochs();
        long startNanos = System.nanoTime();
        listener.report(new TrainingProgress(0, 0, 0, 0));
        try (KnownWords sentences = new KnownWords(corpus, vocabulary)) {
            Word2Vec model = new Word2Vec.Builder()
                    .elementsLearningAlgorithm(new SkipGram<>())
                    .iterate(sentences)
                    .tokenizerFactory(new SeparatedTokenizers())
                    .layerSize(settings.dimension())
                    .windowSize(sampling.window())
                    .useHierarchicSoftmax(false)
                    .negativeSample(sampling.negatives())
                    .sampling(sampling.sample())
                    .learningRate(schedule.learningRate())
                    .minLearningRate(schedule.learningRate() * 1e-4)
                    .epochs(schedule.epochs())
                    .iterations(1)
                    .minWordFrequency(1)
                    .seed(settings.seed())
                    .workers(1)
                    .allowParallelTokenization(false)
                    .build();
            TrainingWatchdog.await(executor, model::fit, sentences::read, stallMax, "deeplearning4j");
            double seconds = Math.max(1e-9, (System.nanoTime() - startNanos) / 1e9);
            listener.report(new TrainingProgress(1, words, words / seconds, 0));
            return table(model, vocabulary, settings, builder.corpusHash());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static VocabularyBuilder count(SentenceSource corpus) throws IOException {
        VocabularyBuilder builder = new VocabularyBuilder();
        try (Stream<List<String>> sentences = corpus.open()) {
            sentences.forEachOrdered(builder::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return builder;
    }

    private static WordTable table(
            Word2Vec model, Vocabulary vocabulary, TrainingSettings settings, String corpusHash) {
        InMemoryLookupTable<?> table = (InMemoryLookupTable<?>) model.lookupTable();
        int dimension = settings.dimension();
        float[] input = new float[Math.multiplyExact(vocabulary.size(), dimension)];
        float[] output = new float[input.length];
        for (int index = 0; index < vocabulary.size(); index++) {
            VocabWord word = model.getVocab().wordFor(vocabulary.word(index));
            copyRow(table.getSyn0(), word.getIndex(), input, index * dimension, dimension);
            copyRow(table.getSyn1Neg(), word.getIndex(), output, index * dimension, dimension);
        }
        return new WordTable(
                vocabulary,
                dimension,
                input,
                output,
                false,
                new WordTable.Provenance("", corpusHash, "deeplearning4j", settings.toMap(), 0));
    }

    private static void copyRow(INDArray matrix, int row, float[] target, int offset, int dimension) {
        System.arraycopy(matrix.getRow(row).toFloatVector(), 0, target, offset, dimension);
    }

    /** Feeds the corpus to the library, without words outside the vocabulary. */
    private static final class KnownWords implements SentenceIterator, AutoCloseable {
        private final SentenceSource corpus;
        private final Vocabulary vocabulary;
        private final AtomicLong read = new AtomicLong();
        private volatile Stream<List<String>> sentences = Stream.empty();
        private Iterator<String> texts = List.<String>of().iterator();

        KnownWords(SentenceSource corpus, Vocabulary vocabulary) {
            this.corpus = corpus;
            this.vocabulary = vocabulary;
            reset();
        }

        /** Number of sentences read so far, over all passes. */
        long read() {
            return read.get();
        }

        @Override
        public synchronized void reset() {
            sentences.close();
            try {
                sentences = corpus.open();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            texts = sentences
                    .map(sentence ->
                            sentence.stream().filter(vocabulary::contains).collect(Collectors.joining(SEPARATOR)))
                    .filter(text -> !text.isEmpty())
                    .iterator();
        }

        @Override
        public synchronized String nextSentence() {
            read.incrementAndGet();
            return texts.next();
        }

        @Override
        public synchronized boolean hasNext() {
            return texts.hasNext();
        }

        @Override
        public void finish() {
            close();
        }

        /** Closes the corpus without taking the lock, which a thread that hangs while reading would hold. */
        @Override
        public void close() {
            sentences.close();
        }

        @Override
        public @Nullable SentencePreProcessor getPreProcessor() {
            return null;
        }

        @Override
        public void setPreProcessor(SentencePreProcessor preProcessor) {
            throw new UnsupportedOperationException("words are not preprocessed");
        }
    }

    private static final class SeparatedTokenizers implements TokenizerFactory {
        @Override
        public Tokenizer create(String text) {
            return new SeparatedTokenizer(List.of(text.split(SEPARATOR)));
        }

        @Override
        public Tokenizer create(InputStream stream) {
            throw new UnsupportedOperationException("sentences are strings, not streams");
        }

        @Override
        public void setTokenPreProcessor(TokenPreProcess preProcess) {
            throw new UnsupportedOperationException("words are not preprocessed");
        }

        @Override
        public @Nullable TokenPreProcess getTokenPreProcessor() {
            return null;
        }
    }

    private static final class SeparatedTokenizer implements Tokenizer {
        private final List<String> tokens;
        private int next;

        SeparatedTokenizer(List<String> tokens) {
            this.tokens = tokens;
        }

        @Override
        public boolean hasMoreTokens() {
            return next < tokens.size();
        }

        @Override
        public int countTokens() {
            return tokens.size();
        }

        @Override
        public String nextToken() {
            return tokens.get(next++);
        }

        @Override
        public List<String> getTokens() {
            return tokens;
        }

        @Override
        public void setTokenPreProcessor(TokenPreProcess preProcess) {
            throw new UnsupportedOperationException("words are not preprocessed");
        }
    }
}
