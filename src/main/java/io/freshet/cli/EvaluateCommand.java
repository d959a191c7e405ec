package io.freshet.cli;

import io.freshet.config.Configuration;
import io.freshet.config.DomainSettings;
import io.freshet.dataset.Dataset;
import io.freshet.dataset.DatasetException;
import io.freshet.dataset.EventReader;
import io.freshet.dataset.TimedEvent;
import io.freshet.embedding.WordModel;
import io.freshet.evaluate.Contenders;
import io.freshet.evaluate.Evaluation;
import io.freshet.evaluate.EvaluationReport;
import io.freshet.evaluate.EvaluationSettings;
import io.freshet.evaluate.Newsroom;
import io.freshet.recommend.RecommendSettings;
import io.freshet.recommend.Recommender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "evaluate",
        header = "Measure the recommender on a recorded data set.",
        description = "Goes through the data set in time order, in this process and without Kafka: each click is"
                + " predicted first and learned from afterwards. Reads the same data sets as 'replay'.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet evaluate events/",
            "  freshet evaluate clicks.csv.gz --columns user=user_id,article=article_id,time=timestamp",
            "  freshet evaluate events/ --list-at previous --sample .1 --output report.json"
        })
final class EvaluateCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(paramLabel = "PATH", description = "A file or directory.")
    Path path = Path.of("");

    @Option(names = "--limit", paramLabel = "EVENTS", description = "Stop after so many events.")
    long limit = Long.MAX_VALUE;

    @Option(
            names = "--warm-up",
            paramLabel = "SHARE",
            description = "Share of the clicks, the first, that is learned from and not judged; .1 by default.")
    double warmUp = .1;

    @Option(
            names = "--list-at",
            paramLabel = "CLICK",
            description = "Judge by lists made at the target click (the default) or at the previous one.")
    EvaluationSettings.ListAt listAt = EvaluationSettings.ListAt.TARGET;

    @Option(
            names = "--sample",
            paramLabel = "SHARE",
            description = "Judge the clicks of this share of the readers; everyone's are learned from. 1 by default.")
    double sample = 1;

    @Option(
            names = "--train-sample",
            paramLabel = "SHARE",
            description =
                    "Let rankers learn from this share of the readers, drawn apart from those judged. 1 by default.")
    double trainSample = 1;

    @Option(names = "--resamples", paramLabel = "N", description = "Of the bootstrap; 1000 by default.")
    int resamples = 1_000;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the report as JSON as well.")
    @Nullable
    Path output;

    @Mixin
    ContenderOptions contenderOptions = new ContenderOptions();

    @Mixin
    DatasetOptions dataset = new DatasetOptions();

    @Mixin
    ConfigurationOptions options = new ConfigurationOptions();

    EvaluateCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw CommandFailure.usage("--limit is " + limit, "give a number from 1");
        }
        if (!(warmUp >= 0 && warmUp < 1)) {
            throw CommandFailure.usage("--warm-up is " + warmUp, "give a share from 0, below 1");
        }
        Configuration configuration = options.load(context);
        try {
            long startedNanos = System.nanoTime();
            Counts counts = count();
            Evaluation evaluation = evaluation(configuration, settings(configuration, counts));
            long learningNanos = System.nanoTime();
            boolean complete = play(evaluation, counts);
            EvaluationReport report = evaluation.report();
            double seconds = (System.nanoTime() - learningNanos) / 1e9;
            EvaluationTable.print(report, context.out());
            context.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%n%,d clicks in %.1f s, %,.0f a second; %.1f s in all%s",
                            report.clicks(),
                            seconds,
                            report.clicks() / seconds,
                            (System.nanoTime() - startedNanos) / 1e9,
                            complete ? "" : "; stopped before the end"));
            if (output != null) {
                EvaluationJson.write(report, context.workingDirectory().resolve(output));
            }
        } catch (DatasetException wrong) {
            throw CommandFailure.because(
                    String.valueOf(wrong.getMessage()), "or leave bad lines out with --skip-bad-lines", wrong);
        }
        return ExitCode.SUCCESS;
    }

    private record Counts(long events, long clicks) {}

    /** Counts beforehand, so that the warm-up is a share of what will come and progress is told in clicks. */
    private Counts count() {
        long events = 0;
        long clicks = 0;
        try (EventReader reader = open();
                Progress progress = Progress.of("count", context)) {
            while (events < limit && reader.hasNext() && !context.stop().isStopped()) {
                clicks += reader.next() instanceof TimedEvent.Clicked ? 1 : 0;
                events++;
                progress.report(reader.progress().fraction(), String.format(Locale.ROOT, "%,d events", events));
            }
        }
        if (clicks == 0) {
            throw CommandFailure.because(path + " holds no clicks", "there is nothing to predict");
        }
        return new Counts(events, clicks);
    }

    private EvaluationSettings settings(Configuration configuration, Counts counts) {
        try {
            long seed = DomainSettings.recommend(configuration, 1).seed();
            return new EvaluationSettings(
                    (long) (warmUp * counts.clicks()), listAt, sample, trainSample, resamples, seed);
        } catch (IllegalArgumentException wrong) {
            throw CommandFailure.usage(String.valueOf(wrong.getMessage()), "see 'freshet evaluate --help'");
        }
    }

    private Evaluation evaluation(Configuration configuration, EvaluationSettings settings) throws IOException {
        WordModel words = Wiring.wordModel(configuration, context.workingDirectory());
        RecommendSettings recommend = DomainSettings.recommend(configuration, words.dimension());
        Newsroom newsroom = new Newsroom(recommend, DomainSettings.articles(configuration), words);
        return new Evaluation(
                settings,
                newsroom,
                Recommender.withFormula(recommend),
                Contenders.of(contenderOptions.chosen(), newsroom));
    }

    /** Gives all events to the evaluation; false if it was stopped before the end. */
    private boolean play(Evaluation evaluation, Counts counts) {
        try (EventReader reader = open();
                Progress progress = Progress.of("evaluate", context)) {
            for (long events = 1; events <= counts.events() && reader.hasNext(); events++) {
                if (context.stop().isStopped()) {
                    return false;
                }
                give(evaluation, reader.next());
                if (events % 100 == 0) {
                    progress.report(
                            (double) events / counts.events(), String.format(Locale.ROOT, "%,d events", events));
                }
            }
        }
        return true;
    }

    private static void give(Evaluation evaluation, TimedEvent event) {
        if (event instanceof TimedEvent.Clicked clicked) {
            evaluation.click(clicked.click());
        } else if (event instanceof TimedEvent.Announced announced) {
            evaluation.publish(announced.article());
        } else if (event instanceof TimedEvent.Shown shown) {
            evaluation.show(shown.impression());
        } else if (event instanceof TimedEvent.Withdrawn withdrawn) {
            evaluation.withdraw(withdrawn.articleId());
        } else if (event instanceof TimedEvent.Erased erased) {
            evaluation.erase(erased.userId());
        }
    }

    private EventReader open() {
        return Dataset.open(context.workingDirectory().resolve(path), dataset.settings());
    }
}
