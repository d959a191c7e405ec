package io.freshet.cli.evaluate;

import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.ConfigurationOptions;
import io.freshet.cli.DatasetOptions;
import io.freshet.cli.ExitCode;
import io.freshet.cli.ReportOptions;
import io.freshet.cli.run.Wiring;
import io.freshet.config.Configuration;
import io.freshet.config.DomainSettings;
import io.freshet.dataset.DatasetException;
import io.freshet.evaluate.Algorithms;
import io.freshet.evaluate.Evaluation;
import io.freshet.evaluate.EvaluationReport;
import io.freshet.evaluate.EvaluationSettings;
import io.freshet.evaluate.KnownAlgorithm;
import io.freshet.evaluate.algorithm.Deployment;
import io.freshet.evaluate.algorithm.InProcessRecommender;
import io.freshet.evaluate.algorithm.RecommenderPart;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.words.WordModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
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
            "  freshet evaluate ebnerd_small/validation/",
            "  freshet evaluate events/ --list-at previous --sample .1 --output report.json",
            "  freshet evaluate events/ --contenders formula,vstan-minutes --report report.html",
            "  freshet evaluate events/ --without all",
            "  freshet evaluate events/ --contenders ranker --tasks 4,16 --staleness 0,5000"
        })
public final class EvaluateCommand implements Callable<Integer> {
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
            names = "--judge",
            paramLabel = "WHAT",
            description = "Judge 'lists' by what is clicked, rankings of what was shown ('showings'), of that only what"
                    + " was 'announced', or 'both' of the first, the default.")
    EvaluationSettings.Judges judges = EvaluationSettings.Judges.BOTH;

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

    @Option(
            names = "--tasks",
            split = ",",
            paramLabel = "N",
            description = "Tell as well what spreading over so many tasks costs; 1 by default. With several, for each.")
    List<Integer> tasks = List.of(1);

    @Option(
            names = "--staleness",
            split = ",",
            paramLabel = "MS",
            description =
                    "Tell as well what replicas cost that lag so many milliseconds; 0 by default. With several, for"
                            + " each, with each number of tasks.")
    List<Long> stalenessMillis = List.of(0L);

    @Option(names = "--resamples", paramLabel = "N", description = "Of the bootstrap; 1000 by default.")
    int resamples = 1_000;

    @Mixin
    ReportOptions files = new ReportOptions();

    @Mixin
    AlgorithmOptions contenderOptions = new AlgorithmOptions();

    @Mixin
    DatasetOptions dataset = new DatasetOptions();

    @Mixin
    ConfigurationOptions options = new ConfigurationOptions();

    public EvaluateCommand(CommandContext context) {
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
        List<KnownAlgorithm> chosen = contenderOptions.chosen();
        List<Set<RecommenderPart>> leftOut = contenderOptions.leftOut();
        List<Deployment> deployments = deployments();
        Configuration configuration = options.load(context);
        EvaluationRun run =
                new EvaluationRun(context, context.workingDirectory().resolve(path), dataset.settings(), limit);
        try {
            long startedNanos = System.nanoTime();
            EvaluationRun.Counts counts = run.count();
            EvaluationSettings settings = settings(configuration, counts.clicks());
            List<Evaluation> evaluations = new ArrayList<>();
            for (Deployment deployment : deployments) {
                InProcessRecommender newsroom = newsroom(configuration, deployment);
                evaluations.add(new Evaluation(settings, newsroom, Algorithms.of(chosen, leftOut, newsroom)));
            }
            long learningNanos = System.nanoTime();
            boolean complete = run.play(evaluations, counts);
            EvaluationReport report = report(evaluations);
            if (complete && report.judgedScopes().isEmpty() && report.judgedImpressions() == 0) {
                throw CommandFailure.because(
                        path + " holds nothing that was to be judged",
                        "see --judge, --warm-up and --sample in 'freshet evaluate --help'");
            }
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
            DatasetOptions.reportLeftOut(counts.read(), context);
            files.write(
                    context,
                    file -> EvaluationJson.write(report, file),
                    file -> EvaluationPage.write(report, String.valueOf(path), facts(), file));
        } catch (DatasetException wrong) {
            throw DatasetOptions.explained(wrong);
        }
        return ExitCode.SUCCESS;
    }

    /** The result of the first deployment, and the cost of the others against it. */
    private static EvaluationReport report(List<Evaluation> evaluations) {
        Evaluation single = evaluations.get(0);
        return single.report()
                .with(evaluations.stream()
                        .skip(1)
                        .flatMap(other -> other.costAgainst(single).stream())
                        .toList());
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("list made at", listAt.name().toLowerCase(Locale.ROOT) + " click");
        facts.put("warm-up", String.format(Locale.ROOT, "%.3g of the clicks", warmUp));
        facts.put("readers judged", String.format(Locale.ROOT, "%.3g of all", sample));
        facts.put("readers that rankers learn from", String.format(Locale.ROOT, "%.3g of all", trainSample));
        facts.put("resamples", String.valueOf(resamples));
        return facts;
    }

    /** One process without lag, and then what else is to be simulated. */
    private List<Deployment> deployments() {
        Set<Deployment> deployments = new LinkedHashSet<>(Set.of(Deployment.SINGLE));
        try {
            for (int count : tasks) {
                for (long millis : stalenessMillis) {
                    deployments.add(new Deployment(count, millis));
                }
            }
            return List.copyOf(deployments);
        } catch (IllegalArgumentException wrong) {
            throw CommandFailure.usage(String.valueOf(wrong.getMessage()), "see 'freshet evaluate --help'");
        }
    }

    private EvaluationSettings settings(Configuration configuration, long clicks) {
        try {
            long seed = DomainSettings.recommend(configuration, 1).seed();
            return new EvaluationSettings(
                    (long) (warmUp * clicks), listAt, judges, sample, trainSample, resamples, seed);
        } catch (IllegalArgumentException wrong) {
            throw CommandFailure.usage(String.valueOf(wrong.getMessage()), "see 'freshet evaluate --help'");
        }
    }

    private InProcessRecommender newsroom(Configuration configuration, Deployment simulated) throws IOException {
        WordModel words = Wiring.wordModel(configuration, context.workingDirectory());
        RecommendSettings recommend = DomainSettings.recommend(configuration, words.dimension());
        return new InProcessRecommender(recommend, DomainSettings.articles(configuration), words, simulated);
    }
}
