package io.freshet.cli.bench;

import io.freshet.bench.BenchReport;
import io.freshet.bench.LoadSettings;
import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.ConfigurationOptions;
import io.freshet.cli.ExitCode;
import io.freshet.cli.NamedPath;
import io.freshet.cli.Progress;
import io.freshet.cli.ReportOptions;
import io.freshet.cli.demo.DemoDirectory;
import io.freshet.config.ProcessingGuarantee;
import io.freshet.config.RecommendKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        header = "Measure latency, throughput and cost end to end on this machine.",
        description = "Starts a broker and instances as separate processes, sends clicks and articles, and measures the"
                + " latency from click to list, throughput, CPU time, bytes and memory. Measures a minimal pass-through"
                + " topology (the yardstick) in the same run for comparison. Stops all processes at the end.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet bench                                  both guarantees, about four minutes",
            "  freshet bench --guarantees exactly_once_v2 --output bench.json --report bench.html",
            "  freshet bench --readers 1000000 --articles 100000 --instances 3 -c topics.partitions=12"
        })
public final class BenchCommand implements Callable<Integer> {
    private final CommandContext context;

    @Option(
            names = "--load",
            paramLabel = "KIND",
            description = "Generator of the load, zipf (synthetic, any size) or newsroom (simulated newsroom); default"
                    + " zipf.")
    LoadSettings.Kind load = LoadSettings.Kind.ZIPF;

    @Option(names = "--readers", paramLabel = "COUNT", description = "Number of readers; default 50000.")
    int readers = 50_000;

    @Option(
            names = "--articles",
            paramLabel = "COUNT",
            description = "Number of articles published before the first click; default 1000.")
    int articles = 1_000;

    @Option(
            names = "--articles-per-second",
            paramLabel = "RATE",
            description = "Publication rate during the measurement, articles per second; default 2.")
    double articlesPerSecond = 2;

    @Option(
            names = "--clicks-per-second",
            paramLabel = "RATE",
            description = "Click rate while latency is measured, clicks per second; default 1000.")
    double clicksPerSecond = 1_000;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Random seed of the load; equal seeds generate equal events. Default 1.")
    long seed = 1;

    @Option(
            names = "--guarantees",
            paramLabel = "NAME,...",
            hideParamSyntax = true,
            split = ",",
            description = "Processing guarantees to measure, separated by commas; default"
                    + " exactly_once_v2,at_least_once.")
    List<ProcessingGuarantee> guarantees =
            List.of(ProcessingGuarantee.EXACTLY_ONCE_V2, ProcessingGuarantee.AT_LEAST_ONCE);

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description = "Warm-up before the measurement, half of it at maximum throughput; default 30 s.")
    double warmUpSeconds = 30;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            description = "Duration of the latency and cost measurement at the click rate; default 18 s.")
    double pacedSeconds = 18;

    @Option(
            names = "--flood",
            paramLabel = "SECONDS",
            description = "Duration of the measurement at maximum throughput; default 10 s.")
    double floodSeconds = 10;

    @Option(
            names = "--repeats",
            paramLabel = "COUNT",
            description = "Number of intervals that each measurement is divided into, to report the spread; default 3.")
    int repeats = 3;

    @Option(names = "--instances", paramLabel = "COUNT", description = "Number of instances; default 1.")
    int instances = 1;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            description = "Heap of each instance, as in -Xmx; default 1g. The broker has 1g.")
    String heap = "1g";

    @Option(
            names = "--java",
            paramLabel = "FLAG",
            description = "JVM flag of the instances, such as -XX:+UseParallelGC; repeatable.")
    List<String> javaFlags = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description = "New directory for data and logs, kept afterwards; default a temporary directory that is"
                    + " deleted after a successful run.")
    @Nullable
    Path data;

    @Mixin
    ReportOptions files = new ReportOptions();

    @Mixin
    ConfigurationOptions options = new ConfigurationOptions();

    public BenchCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        // Reports configuration errors before a broker is started.
        requireCatalogueFits(options.load(context).get(RecommendKeys.ARTICLES_MAX));
        files.check(context);
        BenchPlan plan = plan();
        boolean kept = data != null;
        try (Progress progress = Progress.of("bench", context)) {
            BenchReport report = new BenchRun(context, plan, progress).run();
            BenchTable.print(report, context.out());
            files.write(context, file -> BenchJson.write(report, file), file -> BenchPage.write(report, file));
        } catch (CommandFailure failed) {
            kept = true;
            throw failed;
        } finally {
            if (!kept) {
                DemoDirectory.deleteTree(plan.directory());
            }
        }
        return ExitCode.SUCCESS;
    }

    private Path newDirectory() throws IOException {
        if (data == null) {
            return Files.createTempDirectory("freshet-bench").toAbsolutePath();
        }
        Path directory =
                NamedPath.of("--data", data, context.workingDirectory()).directory();
        if (Files.exists(directory)) {
            throw CommandFailure.because("--data is '" + data + "', which exists already", "give a new directory");
        }
        Files.createDirectories(directory);
        return directory.toAbsolutePath();
    }

    /**
     * Builds the benchmark plan from the command-line options. Creates the directory last, so that an invalid option
     * leaves no directory behind.
     */
    private BenchPlan plan() throws IOException {
        requirePositive("--warm-up", warmUpSeconds);
        requirePositive("--seconds", pacedSeconds);
        requirePositive("--flood", floodSeconds);
        requirePositive("--repeats", repeats);
        requirePositive("--instances", instances);
        try {
            return new BenchPlan(
                    new LoadSettings(load, readers, articles, articlesPerSecond, clicksPerSecond, seed),
                    guarantees,
                    new BenchPlan.Phases(warmUpSeconds, pacedSeconds, floodSeconds, repeats),
                    new BenchPlan.Instances(instances, heap, options.assignments, javaFlags),
                    newDirectory());
        } catch (IllegalArgumentException wrong) {
            throw CommandFailure.usage(String.valueOf(wrong.getMessage()), "see 'freshet bench --help'");
        }
    }

    /**
     * Fails if {@code --articles} is above {@code articlesMax}, the catalogue's size limit: articles would be evicted
     * before the first click.
     */
    private void requireCatalogueFits(int articlesMax) {
        if (articles > articlesMax) {
            throw CommandFailure.usage(
                    "--articles is " + articles + ", above recommend.articles-max, " + articlesMax,
                    "add -c recommend.articles-max=" + articles);
        }
    }

    private static void requirePositive(String option, double value) {
        if (!(value > 0 && value < 1e6)) {
            throw CommandFailure.usage(option + " is " + value, "give a number above 0");
        }
    }
}
