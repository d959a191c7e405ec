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
import io.freshet.evaluate.algorithm.RecommenderComponent;
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
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Evaluates recommendation algorithms on a recorded data set. */
@Command(
        name = "evaluate",
        header = "Evaluate recommendation algorithms on a recorded data set.",
        description = "Replays the data set in time order, in this process and without Kafka. Each click is predicted"
                + " before the algorithms learn from it. Reports hit rate, MRR, nDCG and coverage with confidence"
                + " intervals. Reads the same data sets as 'replay'.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet evaluate events/",
            "  freshet evaluate clicks.csv.gz --columns user=user_id,article=article_id,time=timestamp",
            "  freshet evaluate ebnerd_small/validation/",
            "  freshet evaluate events/ --list-at previous --sample .1 --output report.json",
            "  freshet evaluate events/ --algorithms formula,vstan-minutes --report report.html",
            "  freshet evaluate events/ --without all",
            "  freshet evaluate events/ --algorithms ranker --tasks 4,16 --staleness 0,5000"
        })
public final class EvaluateCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(paramLabel = "PATH", description = "File or directory of the data set.")
    Path path = Path.of("");

    @Option(names = "--limit", paramLabel = "EVENTS", description = "Number of events to replay; default all.")
    long limit = Long.MAX_VALUE;

    @Option(
            names = "--warm-up",
            paramLabel = "SHARE",
            description = "Share of the clicks at the start that train the algorithms without being evaluated, from 0"
                    + " to below 1; default .1.")
    double warmUp = .1;

    @Option(
            names = "--list-at",
            paramLabel = "CLICK",
            description = "When the evaluated list is computed: at the 'target' click, or right after the reader's"
                    + " 'previous' click; default target.")
    EvaluationSettings.ListAt listAt = EvaluationSettings.ListAt.TARGET;

    @Option(
            names = "--judge",
            paramLabel = "WHAT",
            description = "What to evaluate: 'lists' against clicks, rankings of recorded impressions ('impressions'),"
                    + " rankings of the impressions of published articles only ('announced'), or 'both' lists and"
                    + " impressions; default both.")
    EvaluationSettings.Targets judges = EvaluationSettings.Targets.BOTH;

    @Option(
            names = "--sample",
            paramLabel = "SHARE",
            description = "Share of the readers whose clicks are evaluated, above 0 to 1; all clicks train the"
                    + " algorithms. Default 1.")
    double sample = 1;

    @Option(
            names = "--train-sample",
            paramLabel = "SHARE",
            description = "Share of the readers whose clicks train learned rankers, from 0 to 1; drawn independently of"
                    + " --sample. Default 1.")
    double trainSample = 1;

    @Option(
            names = "--tasks",
            split = ",",
            paramLabel = "N,...",
            hideParamSyntax = true,
            description = "Also simulate a deployment over this many tasks and report its loss; several numbers,"
                    + " separated by commas, give several deployments. Default 1.")
    List<Integer> tasks = List.of(1);

    @Option(
            names = "--staleness",
            split = ",",
            paramLabel = "MS,...",
            hideParamSyntax = true,
            description = "Also simulate replicas that lag by this many milliseconds and report the loss; several"
                    + " numbers are combined with each number of --tasks. Default 0.")
    List<Long> stalenessMillis = List.of(0L);

    @Option(
            names = "--resamples",
            paramLabel = "N",
            description = "Bootstrap resamples of the confidence intervals; default 1000.")
    int resamples = 1_000;

    @Mixin
    ReportOptions files = new ReportOptions();

    @Mixin
    AlgorithmOptions selection = new AlgorithmOptions();

    @Mixin
    DatasetOptions dataset = new DatasetOptions();

    @Mixin
    ConfigurationOptions options = new ConfigurationOptions();

    private EvaluateCommand(CommandContext context) {
        this.context = context;
    }

    /** Builds the command; its help lists the algorithms and components below the options. */
    public static CommandLine commandLine(CommandContext context) {
        CommandLine evaluate = new CommandLine(new EvaluateCommand(context));
        AlgorithmOptions.addHelp(evaluate);
        return evaluate;
    }

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw CommandFailure.usage("--limit is " + limit, "give a number from 1");
        }
        if (!(warmUp >= 0 && warmUp < 1)) {
            throw CommandFailure.usage("--warm-up is " + warmUp, "give a share from 0, below 1");
        }
        List<KnownAlgorithm> algorithms = selection.algorithms();
        List<Set<RecommenderComponent>> ablations = selection.ablations();
        List<Deployment> deployments = deployments();
        Configuration configuration = options.load(context);
        files.check(context);
        EvaluationRun run =
                new EvaluationRun(context, context.workingDirectory().resolve(path), dataset.settings(), limit);
        try {
            long startedNanos = System.nanoTime();
            EvaluationRun.Counts counts = run.count();
            EvaluationSettings settings = settings(configuration, counts.clicks());
            List<Evaluation> evaluations = new ArrayList<>();
            for (Deployment deployment : deployments) {
                InProcessRecommender recommender = recommender(configuration, deployment);
                evaluations.add(
                        new Evaluation(settings, recommender, Algorithms.of(algorithms, ablations, recommender)));
            }
            long replayStartedNanos = System.nanoTime();
            boolean complete = run.replay(evaluations, counts);
            EvaluationReport report = report(evaluations);
            if (complete && report.evaluatedScopes().isEmpty() && report.evaluatedImpressions() == 0) {
                throw CommandFailure.because(
                        path + " holds nothing to evaluate",
                        "see --judge, --warm-up and --sample in 'freshet evaluate --help'");
            }
            double seconds = (System.nanoTime() - replayStartedNanos) / 1e9;
            EvaluationTable.print(report, context.out());
            context.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%n%,d clicks in %.1f s, %,.0f clicks/s; total time %.1f s%s",
                            report.clicks(),
                            seconds,
                            report.clicks() / seconds,
                            (System.nanoTime() - startedNanos) / 1e9,
                            complete ? "" : "; stopped before the end of the data set"));
            DatasetOptions.printSkipped(counts.read(), context);
            files.write(
                    context,
                    file -> EvaluationJson.write(report, file),
                    file -> EvaluationPage.write(report, String.valueOf(path), facts(), file));
        } catch (DatasetException wrong) {
            throw DatasetOptions.withSkipOption(wrong);
        }
        return ExitCode.SUCCESS;
    }

    /**
     * Creates the report of the first evaluation, extended by the loss of hit rate in the deployments that the other
     * evaluations simulate. The first evaluation simulates a single task without replica lag.
     */
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
        facts.put("list computed at", listAt.name().toLowerCase(Locale.ROOT) + " click");
        facts.put("warm-up", String.format(Locale.ROOT, "%.3g of the clicks", warmUp));
        facts.put("readers evaluated", String.format(Locale.ROOT, "%.3g of all", sample));
        facts.put("readers that train rankers", String.format(Locale.ROOT, "%.3g of all", trainSample));
        facts.put("bootstrap resamples", String.valueOf(resamples));
        return facts;
    }

    /**
     * Deployments to simulate: a single task without replica lag, then each combination of the task counts of {@code
     * --tasks} and the replica lags of {@code --staleness}.
     */
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

    private InProcessRecommender recommender(Configuration configuration, Deployment deployment) throws IOException {
        WordModel words = Wiring.wordModel(configuration, context.workingDirectory());
        RecommendSettings recommend = DomainSettings.recommend(configuration, words.dimension());
        return new InProcessRecommender(recommend, DomainSettings.articles(configuration), words, deployment);
    }
}
