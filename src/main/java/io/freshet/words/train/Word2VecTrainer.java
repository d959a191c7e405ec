package io.freshet.words.train;

import io.freshet.vector.Ranges;
import io.freshet.words.Vocabulary;
import io.freshet.words.VocabularyBuilder;
import io.freshet.words.WordTable;
import io.freshet.words.train.NumberedCorpus.Reader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Our own word2vec: skip-gram and CBOW, with negative sampling or hierarchical softmax. Holds no state.
 *
 * <p>As the reference implementation (Mikolov et al. 2013): unknown words are taken out of a sentence first, then
 * frequent ones at random, then windows are formed; each word draws the width of its window; the learning rate falls
 * linearly over all epochs; input vectors start uniform in ±.5/dimension, output vectors at zero. Departures: the noise
 * words of a centre word are drawn once and shared by all pairs of its window, which steps as a whole, see
 * {@link SgnsStep}; the text is read and tokenised once and its words kept as numbers in a temporary file.
 *
 * <p>With several threads all of them change the same vectors without locks (Recht et al. 2011, Hogwild): now and then a
 * change is lost, which does not matter, and no two trainings are the same. With one thread equal seeds give equal bits.
 */
public final class Word2VecTrainer implements WordTrainer {
    private final int threads;
    private final Executor executor;

    /** Trains on the calling thread alone. */
    public Word2VecTrainer() {
        this(1, Runnable::run);
    }

    /**
     * Trains on several threads.
     *
     * @param threads how many, the calling one included; 1 to 256
     * @param executor runs the others, all at the same time; not used if {@code threads} is 1
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
            Reader reader = numbered.open(vocabulary, settings.epochs());
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
}
