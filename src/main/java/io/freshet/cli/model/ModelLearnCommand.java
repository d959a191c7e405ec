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

@Command(
        name = "learn",
        header = "Learn words from a stream of articles as 'freshet run' does, without Kafka.",
        description = "Fine-tunes the words of a model and takes in new ones, coined names and phrases among them, one"
                + " article after the other. Tells which words are new and what they are near, how far the old ones"
                + " have moved, and how many articles a second that was; writes what came of it as a model.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet model learn en.model articles.jsonl.gz -o news.model",
            "  freshet model learn en.model articles.jsonl --show 50 -c words.old-rate=0.0025"
        })
final class ModelLearnCommand implements Callable<Integer> {
    private static final int NEIGHBOURS = 6;
    /** Learning is timed by the processor, so that other work on the machine does not count. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final CommandContext context;

    @Parameters(paramLabel = "MODEL", description = "The model file to begin with.")
    Path model = Path.of("");

    @Parameters(paramLabel = "ARTICLES", description = "A file or directory with articles, as for 'freshet replay'.")
    Path articles = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The model file to write; none by default.")
    @Nullable
    Path output;

    @Option(names = "--overwrite", description = "Replace the model file if it exists.")
    boolean overwrite;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after so many articles.")
    long limit = Long.MAX_VALUE;

    @Option(names = "--show", paramLabel = "N", description = "New words to show, the most used; 20 by default.")
    int shown = 20;

    @Mixin
    DatasetOptions dataset = new DatasetOptions();

    @Mixin
    ConfigurationOptions configuration = new ConfigurationOptions();

    ModelLearnCommand(CommandContext context) {
        this.context = context;
    }

    /** Counts of the run. */
    private static final class Tally {
        private long articles;
        private long words;
        private long admitted;
        private long left;
        private long learningNanos;
    }

    @Override
    public Integer call() throws IOException {
        if (limit < 1 || shown < 0) {
            throw CommandFailure.usage(
                    limit < 1 ? "--limit is " + limit : "--show is " + shown,
                    "give a number from 1, or 0 to show none");
        }
        @Nullable Path target = output == null ? null : context.newFile(output, overwrite);
        WordModel base = WordModelFile.open(context.workingDirectory().resolve(model));
        var settings = configuration.load(context);
        InMemoryLearnedWords learned = new InMemoryLearnedWords();
        WordLearner learner = new WordLearner(base, learned, DomainSettings.words(settings, base.dimension()));
        ArticleUnderstanding understanding = new ArticleUnderstanding(DomainSettings.articles(settings));
        long startedNanos = System.nanoTime();
        Tally tally = learn(learner, understanding);
        double seconds = (System.nanoTime() - startedNanos) / 1e9;
        WordTable table = WordModelUpdate.of(base, learned, provenance(base, tally));
        report(learner, tally, seconds);
        show(base, learned, WordModel.of(table));
        if (target != null && output != null) {
            WordModelFile.write(target, table);
            NewModelFile.report(output, table, context);
        }
        return ExitCode.SUCCESS;
    }

    private Tally learn(WordLearner learner, ArticleUnderstanding understanding) {
        Tally tally = new Tally();
        try (EventReader reader = Dataset.open(context.workingDirectory().resolve(articles), dataset.settings());
                Progress progress = Progress.of("learn", context)) {
            while (tally.articles < limit && reader.hasNext() && !context.stop().isStopped()) {
                if (reader.next() instanceof TimedEvent.Announced announced) {
                    learn(announced.article(), learner, understanding, tally);
                    progress.report(
                            reader.progress().fraction(),
                            String.format(Locale.ROOT, "%,d articles, drift %.3f", tally.articles, learner.drift()));
                }
            }
        } catch (DatasetException wrong) {
            throw DatasetOptions.explained(wrong);
        }
        if (tally.articles == 0) {
            throw CommandFailure.because(
                    articles + " holds no articles", "give articles as 'freshet replay' reads them");
        }
        return tally;
    }

    private static void learn(Article article, WordLearner learner, ArticleUnderstanding understanding, Tally tally) {
        TokenisedArticle tokens = understanding.tokenise(article);
        List<List<StreamToken>> sentences = tokens.sentences();
        long beganNanos = THREADS.getCurrentThreadCpuTime();
        WordUpdates updates = learner.learn(sentences, tokens.language(), article.publishedAtMillis(), tally.articles);
        tally.learningNanos += THREADS.getCurrentThreadCpuTime() - beganNanos;
        tally.articles++;
        tally.words += sentences.stream().mapToInt(List::size).sum();
        tally.admitted += updates.admitted().size();
        tally.left += updates.removed().size();
    }

    private WordTable.Provenance provenance(WordModel base, Tally tally) {
        WordTable.Provenance before = base.provenance();
        return new WordTable.Provenance(
                        before.source() + " + " + articles.getFileName(),
                        base.fingerprint(),
                        "freshet model learn",
                        before.settings(),
                        before.steps())
                .withSetting("articles", Long.toString(tally.articles));
    }

    private void report(WordLearner learner, Tally tally, double seconds) {
        line(
                "learned from",
                "%,d articles, %,d words, in %.1f s: %,.0f articles a second; learning alone %,.0f a second of one processor",
                tally.articles,
                tally.words,
                seconds,
                tally.articles / seconds,
                tally.articles * 1e9 / tally.learningNanos);
        line(
                "new words",
                "%,d, of which %,d have several parts; %,d came in and %,d left on the way",
                learner.learnedWords(),
                learner.learnedCompounds(),
                tally.admitted,
                tally.left);
        line("drift", "%.4f, mean cosine of frequent words to where they were", learner.drift());
    }

    private void show(WordModel base, InMemoryLearnedWords learned, WordModel now) {
        List<LearnedWord> fresh = new ArrayList<>();
        learned.forEach(word -> {
            if (!base.vocabulary().contains(word.word())) {
                fresh.add(word);
            }
        });
        fresh.sort(Comparator.comparingLong(LearnedWord::count).reversed().thenComparing(LearnedWord::word));
        for (LearnedWord word : fresh.subList(0, Math.min(shown, fresh.size()))) {
            String near = now.nearest(word.input().toArray(), NEIGHBOURS, other -> !other.equals(word.word())).stream()
                    .map(SimilarWord::word)
                    .map(CompoundWord::written)
                    .collect(Collectors.joining(", "));
            context.out()
                    .println(String.format(
                            Locale.ROOT,
                            "  %s%,7d  %s",
                            DisplayWidth.fit(CompoundWord.written(word.word()), 28),
                            word.count(),
                            near));
        }
    }

    private void line(String name, String format, Object... values) {
        context.out().println(DisplayWidth.fit(name, 16) + String.format(Locale.ROOT, format, values));
    }
}
