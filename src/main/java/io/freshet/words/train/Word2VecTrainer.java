package io.freshet.words.train;

import io.freshet.vector.Ranges;
import io.freshet.words.Vocabulary;
import io.freshet.words.VocabularyBuilder;
import io.freshet.words.WordTable;
import io.freshet.words.train.NumberedCorpus.ChunkReader;
import io.freshet.words.train.TrainingSettings.VocabularyLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Trains word vectors by word2vec: skip-gram or CBOW, with negative sampling or hierarchical softmax. Stateless.
 *
 * <p>As in the reference implementation (Mikolov et al. 2013), unknown words are removed from a sentence first, then
 * frequent words are subsampled, then windows are formed. Each word draws the width of its window. The learning rate
 * falls linearly over all epochs. Input vectors start uniform in ±.5/dimension, output vectors at zero.
 *
 * <p>Departures: the negative samples of a centre word are drawn once and shared by all pairs of its window, see
 * {@link SgnsStep}. The corpus is tokenised once and stored as word numbers in a temporary file.
 *
 * <p>With several threads, all threads update the same vectors without locks (Recht et al. 2011, Hogwild). A few
 * updates are lost, which is harmless, but results differ between runs. With one thread equal seeds give equal bits.
 */
public final class Word2VecTrainer implements WordTrainer {
    private final int threads;
    private final Executor executor;

    /** Creates a trainer that uses only the calling thread. */
    public Word2VecTrainer() {
        this(1, Runnable::run);
    }

    /**
     * Creates a trainer that uses {@code threads} threads: the calling thread and, for the others, threads of
     * {@code executor}.
     *
     * @param threads number of threads including the calling thread, 1 to 256
     * @param executor runs the other threads, all at the same time; not used if {@code threads} is 1
     */
    public Word2VecTrainer(int threads, Executor executor) {
        Ranges.check("threads", threads, 1, 256);
        this.threads = threads;
        this.executor = executor;
    }

    @Override
    public WordTable train(SentenceSource corpus, TrainingSettings settings, TrainingProgress.Listener listener)
            throws IOException {
        try (NumberedCorpus numbered = NumberedCorpus.of(corpus)) {
            Vocabulary vocabulary = vocabulary(numbered.builder(), settings);
            ChunkReader reader = numbered.open(vocabulary, settings.schedule().epochs());
            TrainingRun run = new TrainingRun(vocabulary, settings, reader, listener);
            trainOnAllThreads(run);
            return run.toTable(numbered.builder().corpusHash());
        }
    }

    private void trainOnAllThreads(TrainingRun run) throws IOException {
        CompletableFuture<?>[] others = new CompletableFuture<?>[threads - 1];
        for (int other = 0; other < others.length; other++) {
            int worker = other + 1;
            others[other] = start(run, worker);
        }
        try {
            run.work(0);
            CompletableFuture.allOf(others).join();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof UncheckedIOException unreadable) {
                throw unreadable.getCause();
            }
            throw failed;
        }
        run.report();
    }

    private CompletableFuture<?> start(TrainingRun run, int worker) {
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                run.work(worker);
                end.complete(true);
            } catch (RuntimeException | Error failed) {
                end.completeExceptionally(failed);
                throw failed;
            }
        });
        return end;
    }

    /**
     * Builds the vocabulary of a counted corpus within the limits of the settings.
     *
     * @throws IllegalArgumentException if fewer than two words are frequent enough
     */
    static Vocabulary vocabulary(VocabularyBuilder builder, TrainingSettings settings) {
        VocabularyLimits limits = settings.vocabulary();
        Vocabulary vocabulary = builder.build(limits.minCount(), limits.wordsMax());
        if (vocabulary.size() < 2) {
            throw new IllegalArgumentException("the corpus of " + builder.corpusWords() + " words has "
                    + vocabulary.size() + " that occur " + limits.minCount()
                    + " times or more; training needs at least 2");
        }
        return vocabulary;
    }
}
