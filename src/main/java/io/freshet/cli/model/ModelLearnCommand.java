package io.freshet.cli.model;

import io.freshet.article.ArticleUnderstanding;
import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.ConfigurationOptions;
import io.freshet.cli.DatasetOptions;
import io.freshet.cli.DisplayWidth;
import io.freshet.cli.ExitCode;
import io.freshet.cli.Progress;
import io.freshet.config.DomainSettings;
import io.freshet.dataset.Dataset;
import io.freshet.dataset.DatasetException;
import io.freshet.dataset.EventReader;
import io.freshet.dataset.TimedEvent;
import io.freshet.event.Article;
import io.freshet.text.StreamToken;
import io.freshet.text.TokenisedArticle;
import io.freshet.words.InMemoryLearnedWords;
import io.freshet.words.LearnedWord;
import io.freshet.words.SimilarWord;
import io.freshet.words.WordModel;
import io.freshet.words.WordModelFile;
import io.freshet.words.WordModelUpdate;
import io.freshet.words.WordTable;
import io.freshet.words.online.WordLearner;
import io.freshet.words.online.WordUpdates;
import io.freshet.words.phrase.CompoundWord;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fine-tunes a model on recorded articles with the online learner of {@code freshet run}. */
@Command(
        name = "learn",
        header = "Fine-tune a model on recorded articles as 'freshet run' does, without Kafka.",
        description = "Fine-tunes the words of a model and adds new words, including coined names and phrases, one"
                + " article after the other. Prints the new words with their nearest words, the drift of known words"
                + " and the throughput; writes the result as a model.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet model learn en.model articles.jsonl.gz -o news.model",
            "  freshet model learn en.model articles.jsonl --show 50 -c words.old-rate=0.0025"
        })
final class ModelLearnCommand implements Callable<Integer> {
    private static final int NEIGHBOURS = 6;
    /** Measures the processor time of learning, because elapsed time depends on other work on the machine. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final CommandContext context;

    @Parameters(paramLabel = "MODEL", description = "Model file to start from.")
    Path model = Path.of("");

    @Parameters(paramLabel = "ARTICLES", description = "File or directory of articles, as for 'freshet replay'.")
    Path articles = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Model file to write; default: none.")
    @Nullable
    Path output;

    @Option(names = "--overwrite", description = "Replace the model file if it exists; default: fail.")
    boolean overwrite;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after N articles; default: all.")
    long limit = Long.MAX_VALUE;

    @Option(
            names = "--show",
            paramLabel = "N",
            description = "Number of new words to print, most frequent first; default 20.")
    int shown = 20;

    @Mixin
    DatasetOptions dataset = new DatasetOptions();

    @Mixin
    ConfigurationOptions configuration = new ConfigurationOptions();

    ModelLearnCommand(CommandContext context) {
        this.context = context;
    }

    /** Counts of articles and words in one run of the command, and the processor time of learning. */
    private static final class RunCounts {
        private long articles;
        private long words;
        private long admitted;
        private long evicted;
        private long learningNanos;
    }

    @Override
    public Integer call() throws IOException {
        if (limit < 1 || shown < 0) {
            throw CommandFailure.usage(
                    limit < 1 ? "--limit is " + limit : "--show is " + shown,
                    limit < 1 ? "give 1 or more" : "give 0 or more");
        }
        @Nullable Path target = output == null ? null : context.newFile(output, overwrite);
        WordModel base = WordModelFile.open(context.workingDirectory().resolve(model));
        var settings = configuration.load(context);
        InMemoryLearnedWords learned = new InMemoryLearnedWords();
        WordLearner learner = new WordLearner(base, learned, DomainSettings.words(settings, base.dimension()));
        ArticleUnderstanding understanding = new ArticleUnderstanding(DomainSettings.articles(settings));
        long startedNanos = System.nanoTime();
        RunCounts counts = learn(learner, understanding);
        double seconds = (System.nanoTime() - startedNanos) / 1e9;
        WordTable table = WordModelUpdate.of(base, learned, provenance(base, counts));
        report(learner, counts, seconds);
        printNewWords(base, learned, WordModel.of(table));
        if (target != null && output != null) {
            WordModelFile.write(target, table);
            ModelOutputOptions.report(output, table, context);
        }
        return ExitCode.SUCCESS;
    }

    private RunCounts learn(WordLearner learner, ArticleUnderstanding understanding) {
        RunCounts counts = new RunCounts();
        try (EventReader reader = Dataset.open(context.workingDirectory().resolve(articles), dataset.settings());
                Progress progress = Progress.of("learn", context)) {
            while (counts.articles < limit
                    && reader.hasNext()
                    && !context.stop().isStopped()) {
                if (reader.next() instanceof TimedEvent.Announced announced) {
                    learn(announced.article(), learner, understanding, counts);
                    progress.report(
                            reader.progress().fraction(),
                            String.format(Locale.ROOT, "%,d articles, drift %.3f", counts.articles, learner.drift()));
                }
            }
        } catch (DatasetException unreadable) {
            throw DatasetOptions.withSkipOption(unreadable);
        }
        if (counts.articles == 0) {
            throw CommandFailure.because(
                    articles + " has no articles", "give articles in a format that 'freshet replay' reads");
        }
        return counts;
    }

    private static void learn(
            Article article, WordLearner learner, ArticleUnderstanding understanding, RunCounts counts) {
        TokenisedArticle tokens = understanding.tokenise(article);
        List<List<StreamToken>> sentences = tokens.sentences();
        long beganNanos = THREADS.getCurrentThreadCpuTime();
        WordUpdates updates = learner.learn(sentences, tokens.language(), article.publishedAtMillis(), counts.articles);
        counts.learningNanos += THREADS.getCurrentThreadCpuTime() - beganNanos;
        counts.articles++;
        counts.words += sentences.stream().mapToInt(List::size).sum();
        counts.admitted += updates.admitted().size();
        counts.evicted += updates.removed().size();
    }

    private WordTable.Provenance provenance(WordModel base, RunCounts counts) {
        WordTable.Provenance before = base.provenance();
        return new WordTable.Provenance(
                        before.source() + " + " + articles.getFileName(),
                        base.fingerprint(),
                        "freshet model learn",
                        before.settings(),
                        before.steps())
                .withSetting("articles", Long.toString(counts.articles));
    }

    private void report(WordLearner learner, RunCounts counts, double seconds) {
        line(
                "learned from",
                "%,d articles, %,d words, in %.1f s: %,.0f articles/s; learning alone %,.0f per processor second",
                counts.articles,
                counts.words,
                seconds,
                counts.articles / seconds,
                counts.articles * 1e9 / counts.learningNanos);
        line(
                "new words",
                "%,d, of which %,d are compounds; %,d admitted and %,d evicted during the run",
                learner.learnedWords(),
                learner.learnedCompounds(),
                counts.admitted,
                counts.evicted);
        line("drift", "%.4f, mean cosine of frequent words to their original vectors", learner.drift());
    }

    private void printNewWords(WordModel base, InMemoryLearnedWords learned, WordModel updated) {
        List<LearnedWord> newWords = new ArrayList<>();
        learned.forEach(word -> {
            if (!base.vocabulary().contains(word.word())) {
                newWords.add(word);
            }
        });
        newWords.sort(Comparator.comparingLong(LearnedWord::count).reversed().thenComparing(LearnedWord::word));
        for (LearnedWord word : newWords.subList(0, Math.min(shown, newWords.size()))) {
            String nearest =
                    updated.nearest(word.input().toArray(), NEIGHBOURS, other -> !other.equals(word.word())).stream()
                            .map(SimilarWord::word)
                            .map(CompoundWord::written)
                            .collect(Collectors.joining(", "));
            context.out()
                    .println(String.format(
                            Locale.ROOT,
                            "  %s%,7d  %s",
                            DisplayWidth.fit(CompoundWord.written(word.word()), 28),
                            word.count(),
                            nearest));
        }
    }

    private void line(String name, String format, Object... values) {
        context.out().println(DisplayWidth.fit(name, 16) + String.format(Locale.ROOT, format, values));
    }
}
