package io.freshet.cli.bench;

import io.freshet.bench.BenchReport;
import io.freshet.bench.LoadSettings;
import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.ConfigurationOptions;
import io.freshet.cli.ExitCode;
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
        header = "Measure speed and cost end to end on this machine.",
        description = "Starts a broker and instances as processes of their own, sends them clicks and articles, and"
                + " measures time to the list, throughput, processor time, bytes and memory; and in the same run those of"
                + " a bare pass-through, as a yardstick. Everything it starts is stopped at the end.",
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
            description = "What is sent: ${COMPLETION-CANDIDATES}; zipf by default.")
    LoadSettings.Kind load = LoadSettings.Kind.ZIPF;

    @Option(names = "--readers", paramLabel = "COUNT", description = "How many readers click; 50000 by default.")
    int readers = 50_000;

    @Option(
            names = "--articles",
            paramLabel = "COUNT",
            description = "How many articles there are before the first click; 1000 by default.")
    int articles = 1_000;

    @Option(
            names = "--articles-per-second",
            paramLabel = "COUNT",
            description = "How many are published beside the clicks; 2 by default.")
    double articlesPerSecond = 2;

    @Option(
            names = "--clicks-per-second",
            paramLabel = "COUNT",
            description = "The pace of the clicks while latency is measured; 1000 by default.")
    double clicksPerSecond = 1_000;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "Equal seeds send equal events; 1 by default.")
    long seed = 1;

    @Option(
            names = "--guarantees",
            paramLabel = "NAME",
            split = ",",
            description = "The profiles to measure, separated by commas; exactly_once_v2,at_least_once by default.")
    List<ProcessingGuarantee> guarantees =
            List.of(ProcessingGuarantee.EXACTLY_ONCE_V2, ProcessingGuarantee.AT_LEAST_ONCE);

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description = "Of the load before anything is measured, half of it flooded; 30 by default.")
    double warmUpSeconds = 30;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            description = "Of the load at its pace, for latency and cost; 18 by default.")
    double pacedSeconds = 18;

    @Option(
            names = "--flood",
            paramLabel = "SECONDS",
            description = "Of as many clicks as are taken, for throughput; 10 by default.")
    double floodSeconds = 10;

    @Option(
            names = "--repeats",
            paramLabel = "COUNT",
            description = "How many parts each time is cut into, for the spread; 3 by default.")
    int repeats = 3;

    @Option(names = "--instances", paramLabel = "COUNT", description = "How many share the work; 1 by default.")
    int instances = 1;

    @Option(names = "--heap", paramLabel = "SIZE", description = "Of each instance; 1g by default. The broker has 1g.")
    String heap = "1g";

    @Option(
            names = "--java",
            paramLabel = "FLAG",
            description = "A flag of the instances' virtual machine, repeatable, such as -XX:+UseParallelGC.")
    List<String> javaFlags = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description = "Where data and logs go; kept if given, else a temporary one that is deleted at the end.")
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
        // What is wrong with the settings shall be said before a broker is started.
        requireAllLive(options.load(context).get(RecommendKeys.ARTICLES_MAX));
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
        Path directory = context.newFile(data, false);
        Files.createDirectories(directory);
        return directory.toAbsolutePath();
    }

    /** Made only of options that are right: a wrong one leaves no directory behind. */
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
                    repeats,
                    warmUpSeconds,
                    pacedSeconds,
                    floodSeconds,
                    instances,
                    heap,
                    newDirectory(),
                    options.assignments,
                    javaFlags);
        } catch (IllegalArgumentException wrong) {
            throw CommandFailure.usage(String.valueOf(wrong.getMessage()), "see 'freshet bench --help'");
        }
    }

    /** Else the first would have left the catalogue when the clicks begin, and a smaller one were measured than was asked for. */
    private void requireAllLive(int articlesMax) {
        if (articles > articlesMax) {
            throw CommandFailure.usage(
                    "--articles is " + articles + ", and recommend.articles-max " + articlesMax,
                    "add -c recommend.articles-max=" + articles);
        }
    }

    private static void requirePositive(String option, double value) {
        if (!(value > 0 && value < 1e6)) {
            throw CommandFailure.usage(option + " is " + value, "give a number above 0");
        }
    }
}
