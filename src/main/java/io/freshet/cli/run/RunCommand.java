package io.freshet.cli.run;

import io.freshet.broker.EmbeddedBroker;
import io.freshet.cli.ClusterOptions;
import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.ConfigurationOptions;
import io.freshet.cli.ExitCode;
import io.freshet.cli.NamedPath;
import io.freshet.config.Configuration;
import io.freshet.config.ConfigurationKeys;
import io.freshet.config.Setting;
import io.freshet.topology.context.Measurements;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs one instance of the recommender until it is stopped. */
@Command(
        name = "run",
        header = "Run one instance of the recommender.",
        description = "Runs until Ctrl-C or SIGTERM. Instances with the same application.id share the work, on one"
                + " machine or several.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet run -b kafka:9092                      connect to a Kafka cluster",
            "  freshet run --embedded --data ./data           start a Kafka broker as well, to try Freshet out",
            "  freshet run -b kafka:9092 -c processing.guarantee=at_least_once"
        })
public final class RunCommand implements Callable<Integer> {
    private static final Duration START_TIME_MAX = Duration.ofMinutes(10);

    private final CommandContext context;

    @Option(
            names = "--embedded",
            description = "Start a Kafka broker in this process, on 127.0.0.1; default: connect to a cluster.")
    boolean embedded;

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description = "Directory for local state (DIRECTORY/state) and, with --embedded, for the broker's data"
                    + " (DIRECTORY/broker); default: data, and for the state the setting state.directory.")
    @Nullable
    Path data;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    public RunCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        context.stop().onStop(() -> context.out().println("Freshet is stopping: finishing the work in hand ..."));
        if (!embedded) {
            Configuration configuration = cluster.load(context, stateSettings());
            run(configuration);
            context.out().println("Freshet has stopped; " + stateOf(configuration));
            return ExitCode.SUCCESS;
        }
        if (cluster.bootstrapServers().isPresent()) {
            throw CommandFailure.usage("--embedded and --bootstrap-servers exclude each other", "use one of them");
        }
        // Settings and paths are checked before the broker starts.
        Path directory = directory(data == null ? Path.of("data") : data);
        Configuration given = cluster.load(context, stateSettings());
        var unused = HttpAccess.of(given, context.workingDirectory());
        Wiring.requireFiles(given, context.workingDirectory());
        Path brokerDirectory = directory.resolve("broker");
        Configuration configuration;
        try (EmbeddedBroker broker = EmbeddedBroker.start(brokerDirectory, 0, Map.of())) {
            broker.onFailure(fault -> context.stop().stop());
            List<Setting> settings = new ArrayList<>(embeddedSettings(broker));
            settings.addAll(stateSettings());
            configuration = cluster.configuration().load(context, settings);
            run(configuration);
            broker.failure().ifPresent(fault -> {
                throw CommandFailure.because("the embedded broker failed, " + fault, "see the log lines above");
            });
        }
        context.out()
                .println(
                        "Freshet has stopped; " + stateOf(configuration) + ", the broker's data in " + brokerDirectory);
        return ExitCode.SUCCESS;
    }

    private static String stateOf(Configuration configuration) {
        return "state is in " + configuration.get(ConfigurationKeys.STATE_DIRECTORY);
    }

    /**
     * The setting {@code state.directory} that follows from {@code --data}, as a list; an empty list without the flag.
     */
    private List<Setting> stateSettings() {
        return data == null ? List.of() : stateSettings(directory(data));
    }

    private Path directory(Path given) {
        return NamedPath.of("--data", given, context.workingDirectory()).directory();
    }

    /** The setting that places local state in {@code directory/state}. */
    public static List<Setting> stateSettings(Path directory) {
        return ConfigurationOptions.flag(ConfigurationKeys.STATE_DIRECTORY, "--data", directory.resolve("state"));
    }

    /** Settings of an instance that uses the embedded broker: the broker's address, and one replica of each topic. */
    public static List<Setting> embeddedSettings(EmbeddedBroker broker) {
        List<Setting> settings = new ArrayList<>(ConfigurationOptions.flag(
                ConfigurationKeys.BOOTSTRAP_SERVERS, "--embedded", broker.bootstrapServers()));
        settings.addAll(ConfigurationOptions.flag(ConfigurationKeys.TOPICS_REPLICATION_FACTOR, "--embedded", 1));
        return settings;
    }

    private void run(Configuration configuration) throws IOException, InterruptedException {
        try (RunningInstance instance =
                RunningInstance.start(configuration, context.workingDirectory(), Measurements.NONE)) {
            instance.onFailure(reason -> context.stop().stop());
            context.out()
                    .println("Freshet starts on Kafka at "
                            + configuration.get(ConfigurationKeys.BOOTSTRAP_SERVERS) + ", page at "
                            + instance.address());
            long untilNanos = System.nanoTime() + START_TIME_MAX.toNanos();
            boolean running = false;
            while (!running && !context.stop().isStopped() && System.nanoTime() < untilNanos) {
                running = instance.awaitRunning(Duration.ofMillis(200));
            }
            if (running) {
                context.out().println("Freshet runs; Ctrl-C stops it");
            }
            context.stop().await();
            instance.failure().ifPresent(reason -> {
                throw CommandFailure.because("the instance stopped by itself, " + reason, "see the log lines above");
            });
        }
    }
}
