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

@Command(
        name = "pretrain",
        header = "Train word vectors on text, for the setting model.file.",
        description =
                "Reads UTF-8 text, a file or all files of a directory, .gz or not; words are found by the rules of"
                        + " their language.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet pretrain news.txt.gz -o news.model",
            "  freshet pretrain corpus/ -o news.model --algorithm cbow --dimension 200 --epochs 3",
            "  freshet pretrain news.txt -o news.model --phrases 2 --threads 4",
            "  freshet pretrain news.txt -o news.model --trainer deeplearning4j"
        })
public final class PretrainCommand implements Callable<Integer> {

    /** The trainer. */
    enum Trainer {
        FRESHET,
        DEEPLEARNING4J
    }

    private static final TrainingSettings DEFAULTS = TrainingSettings.DEFAULTS;

    /** The default of the reference implementation: a window of CBOW is one step where skip-gram makes several. */
    private static final double CBOW_RATE = .05;

    private static final int PHRASE_PASSES_MAX = 4;

    private final CommandContext context;

    @Parameters(paramLabel = "PATH", description = "A text file or a directory of text files.")
    Path path = Path.of("");

    @Mixin
    NewModelFile newModel = new NewModelFile();

    @Option(names = "--trainer", paramLabel = "NAME", description = "freshet (the default) or deeplearning4j.")
    Trainer trainer = Trainer.FRESHET;

    @Option(names = "--algorithm", paramLabel = "NAME", description = "skip_gram (the default) or cbow.")
    WordAlgorithm algorithm = DEFAULTS.algorithm();

    @Option(
            names = "--objective",
            paramLabel = "NAME",
            description = "negative_sampling (the default) or hierarchical_softmax.")
    WordObjective objective = DEFAULTS.objective();

    @Option(names = "--negatives", paramLabel = "N", description = "Noise words of each word; 5 by default.")
    int negatives = DEFAULTS.negatives();

    @Option(
            names = "--sample",
            paramLabel = "SHARE",
            description = "Skip words with a larger share of the text at random; 0.001 by default, 0 for never.")
    double sample = DEFAULTS.sample();

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            description = "Learning rate at the start; by default 0.025, for cbow 0.05.")
    @Nullable
    Double rate;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the trainer freshet; 1 by default, which alone is reproducible.")
    int threads = 1;

    @Option(names = "--dimension", paramLabel = "N", description = "Components of a vector; 100 by default.")
    int dimension = DEFAULTS.dimension();

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the text; 5 by default.")
    int epochs = DEFAULTS.epochs();

    @Option(names = "--window", paramLabel = "N", description = "Neighbours to either side; 5 by default.")
    int window = DEFAULTS.window();

    @Option(names = "--min-count", paramLabel = "N", description = "Rarer words are left out; 5 by default.")
    int minCount = DEFAULTS.minCount();

    @Option(
            names = "--phrases",
            paramLabel = "N",
            description = "Passes that join words which occur together far more often than by chance; 0 by default.")
    int phrases;

    @Option(names = "--seed", paramLabel = "N", description = "Of every random choice; 1 by default.")
    long seed = DEFAULTS.seed();

    @Option(names = "--language", paramLabel = "TAG", description = "Language of the text, such as zh; else detected.")
    @Nullable
    String language;

    @Option(names = "--words", description = "The text is words between spaces already; take them as they are.")
    boolean wordsGiven;

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
            throw CommandFailure.because(path + " holds no files", "give a file or directory of text");
        }
        if (phrases < 0 || phrases > PHRASE_PASSES_MAX) {
            throw CommandFailure.usage("--phrases is " + phrases, "give 0 to " + PHRASE_PASSES_MAX);
        }
        TextCorpus corpus = new TextCorpus(files, Optional.ofNullable(language), wordsGiven);
        long startedNanos = System.nanoTime();
        WordTable trained = train(withPhrases(corpus));
        WordTable table = trained.withProvenance(trained.provenance()
                .withSource(String.valueOf(path.getFileName()))
                .withSetting("phrases", Integer.toString(phrases)));
        WordModelFile.write(model, table);
        context.out()
                .println(String.format(
                        Locale.ROOT,
                        "%s: %,d words of %d components from %,d running words, in %.1f s; use it with -c model.file=%s",
                        newModel.output,
                        table.vocabulary().size(),
                        table.dimension(),
                        table.vocabulary().runningWords(),
                        (System.nanoTime() - startedNanos) / 1e9,
                        newModel.output));
        return ExitCode.SUCCESS;
    }

    /** The text with words that belong together joined, pass by pass. */
    private SentenceSource withPhrases(SentenceSource text) throws IOException {
        SentenceSource joined = text;
        for (int pass = 1; pass <= phrases; pass++) {
            CorpusPhrases found = CorpusPhrases.find(joined, minCount, CorpusPhrases.THRESHOLD);
            context.err().println(String.format(Locale.ROOT, "pass %d: %,d phrases", pass, found.size()));
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
                                    "%,d words, %,.0f a second, loss %.3f",
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
                    "the libraries of deeplearning4j are not here",
                    "start with the script freshet beside lib/deeplearning4j, or train with --trainer freshet",
                    missing);
        } catch (StalledTrainingException stalled) {
            throw CommandFailure.because(String.valueOf(stalled.getMessage()), "train with --trainer freshet", stalled);
        } finally {
            executor.shutdownNow();
        }
    }

    private TrainingSettings settings() {
        double usual = algorithm == WordAlgorithm.CBOW ? CBOW_RATE : DEFAULTS.learningRate();
        return new TrainingSettings(
                algorithm,
                objective,
                dimension,
                window,
                negatives,
                sample,
                rate == null ? usual : rate,
                epochs,
                minCount,
                DEFAULTS.wordsMax(),
                seed);
    }
}
