package io.freshet.cli.model;

import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.DebugOption;
import io.freshet.cli.ExitCode;
import io.freshet.cli.Progress;
import io.freshet.words.WordModelFile;
import io.freshet.words.WordTable;
import io.freshet.words.train.CorpusPhrases;
import io.freshet.words.train.DeepLearning4jTrainer;
import io.freshet.words.train.SentenceSource;
import io.freshet.words.train.StalledTrainingException;
import io.freshet.words.train.TrainingSettings;
import io.freshet.words.train.Word2VecTrainer;
import io.freshet.words.train.WordAlgorithm;
import io.freshet.words.train.WordObjective;
import io.freshet.words.train.WordTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains a word vector model on a text corpus. */
@Command(
        name = "pretrain",
        header = "Train word vectors on text, for the setting model.file.",
        description = "Reads UTF-8 text from a file or from all files of a directory, plain or gzipped (.gz), and"
                + " tokenises it by language.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet pretrain news.txt.gz -o news.model",
            "  freshet pretrain corpus/ -o news.model --algorithm cbow --dimension 200 --epochs 3",
            "  freshet pretrain news.txt -o news.model --phrases 2 --threads 4",
            "  freshet pretrain news.txt -o news.model --trainer deeplearning4j"
        })
public final class PretrainCommand implements Callable<Integer> {

    /** Implementations of word vector training to choose from: Freshet's own and that of Deeplearning4j. */
    enum Trainer {
        FRESHET,
        DEEPLEARNING4J
    }

    private static final TrainingSettings DEFAULTS = TrainingSettings.DEFAULTS;

    /**
     * Default learning rate of CBOW, as in word2vec.c: twice that of skip-gram. Skip-gram makes several steps per
     * window where CBOW makes one.
     */
    private static final double CBOW_RATE = .05;

    private static final int PHRASE_PASSES_MAX = 4;

    private final CommandContext context;

    @Parameters(paramLabel = "PATH", description = "Text file or directory of text files.")
    Path path = Path.of("");

    @Mixin
    ModelOutputOptions newModel = new ModelOutputOptions();

    @Option(
            names = "--trainer",
            paramLabel = "NAME",
            description = "Implementation: freshet or deeplearning4j; default freshet.")
    Trainer trainer = Trainer.FRESHET;

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            description = "Algorithm: skip_gram or cbow; default skip_gram.")
    WordAlgorithm algorithm = DEFAULTS.algorithm();

    @Option(
            names = "--objective",
            paramLabel = "NAME",
            description = "Objective: negative_sampling or hierarchical_softmax; default negative_sampling.")
    WordObjective objective = DEFAULTS.objective();

    @Option(names = "--negatives", paramLabel = "N", description = "Negative samples per word, 1 to 20; default 5.")
    int negatives = DEFAULTS.sampling().negatives();

    @Option(
            names = "--sample",
            paramLabel = "SHARE",
            description = "Subsampling threshold: words above this share of the corpus are skipped at random; 0 to 1,"
                    + " 0 for none; default 0.001.")
    double sample = DEFAULTS.sampling().sample();

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            description = "Initial learning rate, above 0 to 1; default 0.025 for skip_gram, 0.05 for cbow.")
    @Nullable
    Double rate;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the trainer freshet; default 1. Only one thread gives reproducible vectors.")
    int threads = 1;

    @Option(names = "--dimension", paramLabel = "N", description = "Dimension of the vectors, 2 to 1024; default 100.")
    int dimension = DEFAULTS.dimension();

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the corpus, 1 to 100; default 5.")
    int epochs = DEFAULTS.schedule().epochs();

    @Option(names = "--window", paramLabel = "N", description = "Context words on each side, 1 to 20; default 5.")
    int window = DEFAULTS.sampling().window();

    @Option(names = "--min-count", paramLabel = "N", description = "Drop words with fewer occurrences; default 5.")
    int minCount = DEFAULTS.vocabulary().minCount();

    @Option(
            names = "--phrases",
            paramLabel = "N",
            description = "Passes of phrase detection, which joins words that often occur together, 0 to 4; default 0.")
    int phrases;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of all random choices; default 1.")
    long seed = DEFAULTS.seed();

    @Option(
            names = "--language",
            paramLabel = "TAG",
            description = "BCP 47 language tag of the text, such as zh; default: detected for each line.")
    @Nullable
    String language;

    @Option(names = "--words", description = "The text is tokenised already: split it at spaces; default: tokenise it.")
    boolean pretokenised;

    @Mixin
    DebugOption debug = new DebugOption();

    public PretrainCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        Path model = newModel.path(context);
        List<Path> files = TextCorpus.files(context.workingDirectory().resolve(path));
        if (files.isEmpty()) {
            throw CommandFailure.because(path + " has no files", "give a text file or a directory of text files");
        }
        if (phrases < 0 || phrases > PHRASE_PASSES_MAX) {
            throw CommandFailure.usage("--phrases is " + phrases, "give 0 to " + PHRASE_PASSES_MAX);
        }
        TextCorpus corpus = new TextCorpus(files, Optional.ofNullable(language), pretokenised);
        long startedNanos = System.nanoTime();
        WordTable trained = train(withPhrases(corpus));
        WordTable table = trained.withProvenance(trained.provenance()
                .withSource(String.valueOf(path.getFileName()))
                .withSetting("phrases", Integer.toString(phrases)));
        WordModelFile.write(model, table);
        context.out()
                .println(String.format(
                        Locale.ROOT,
                        "%s: %,d words of %d dimensions from a corpus of %,d words, in %.1f s; use it with -c"
                                + " model.file=%s",
                        newModel.output,
                        table.vocabulary().size(),
                        table.dimension(),
                        table.vocabulary().corpusWords(),
                        (System.nanoTime() - startedNanos) / 1e9,
                        newModel.output));
        return ExitCode.SUCCESS;
    }

    /**
     * Returns {@code text} with the words of detected phrases joined, in {@link #phrases} passes; later passes find
     * longer phrases.
     */
    private SentenceSource withPhrases(SentenceSource text) throws IOException {
        SentenceSource joined = text;
        for (int pass = 1; pass <= phrases; pass++) {
            CorpusPhrases found = CorpusPhrases.find(joined, minCount, CorpusPhrases.THRESHOLD);
            context.err().println(String.format(Locale.ROOT, "phrase pass %d: %,d phrases", pass, found.size()));
            joined = found.join(joined);
        }
        return joined;
    }

    private WordTable train(SentenceSource corpus) throws IOException {
        ExecutorService executor = Executors.newCachedThreadPool();
        try (Progress progress = Progress.of("pretrain", context)) {
            WordTrainer chosen = switch (trainer) {
                case FRESHET -> new Word2VecTrainer(threads, executor);
                case DEEPLEARNING4J -> new DeepLearning4jTrainer(executor);
            };
            return chosen.train(
                    corpus,
                    settings(),
                    now -> progress.report(
                            now.fraction(),
                            String.format(
                                    Locale.ROOT,
                                    "%,d words, %,.0f words/s, loss %.3f",
                                    now.words(),
                                    now.wordsPerSecond(),
                                    now.loss())));
        } catch (IllegalArgumentException unsupported) {
            throw CommandFailure.because(
                    String.valueOf(unsupported.getMessage()), "see 'freshet pretrain --help'", unsupported);
        } catch (NoClassDefFoundError missing) {
            if (trainer != Trainer.DEEPLEARNING4J) {
                throw missing;
            }
            throw CommandFailure.because(
                    "the libraries of deeplearning4j are not on the class path",
                    "start the script freshet beside lib/deeplearning4j, or train with --trainer freshet",
                    missing);
        } catch (StalledTrainingException stalled) {
            throw CommandFailure.because(String.valueOf(stalled.getMessage()), "train with --trainer freshet", stalled);
        } finally {
            executor.shutdownNow();
        }
    }

    private TrainingSettings settings() {
        double defaultRate = algorithm == WordAlgorithm.CBOW
                ? CBOW_RATE
                : DEFAULTS.schedule().learningRate();
        return new TrainingSettings(
                algorithm,
                objective,
                dimension,
                new TrainingSettings.Sampling(window, negatives, sample),
                new TrainingSettings.VocabularyLimits(
                        minCount, DEFAULTS.vocabulary().wordsMax()),
                new TrainingSettings.Schedule(rate == null ? defaultRate : rate, epochs),
                seed);
    }
}
