package io.freshet.cli.run;

import io.freshet.broker.EmbeddedBroker;
import io.freshet.cli.ClusterOptions;
import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.ConfigurationOptions;
import io.freshet.cli.ExitCode;
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

@Command(
        name = "run",
        header = "Run one instance of the recommender.",
        description = "Runs until it is stopped with Ctrl-C. Start it on several machines with one application.id to"
                + " share the work.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet run -b kafka:9092                      on a cluster",
            "  freshet run --embedded --data ./data           with a broker of its own, for trying it out",
            "  freshet run -b kafka:9092 -c processing.guarantee=at_least_once"
        })
public final class RunCommand implements Callable<Integer> {
    private static final Duration START_TIME_MAX = Duration.ofMinutes(10);

    private final CommandContext context;

    @Option(names = "--embedded", description = "Start a Kafka broker in this process, on 127.0.0.1 only.")
    boolean embedded;

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description = "Directory of the state (DIRECTORY/state) and, with --embedded, of the broker's data"
                    + " (DIRECTORY/broker); default ./data, and for the state the setting state.directory.")
    @Nullable
    Path data;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    public RunCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!embedded) {
            return run(cluster.load(context, stateDirectory()));
        }
        if (cluster.bootstrapServers != null) {
            throw CommandFailure.usage("--embedded and --bootstrap-servers do not go together", "use one of them");
        }
        // What is wrong with the settings shall be said before a broker is started.
        var unused = HttpAccess.of(cluster.load(context), context.workingDirectory());
        Path directory = context.workingDirectory().resolve(data == null ? Path.of("data") : data);
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0, Map.of())) {
            broker.onFailure(fault -> context.stop().stop());
            List<Setting> settings = new ArrayList<>(embeddedSettings(broker));
            settings.addAll(stateDirectory());
            int exitCode = run(cluster.configuration.load(context, settings));
            broker.failure().ifPresent(fault -> {
                throw CommandFailure.because("the embedded broker failed, " + fault, "look at the log lines above");
            });
            return exitCode;
        }
    }

    /** The state beside the broker's data, where {@code --data} says so; else state.directory stays as it is set. */
    private List<Setting> stateDirectory() {
        return data == null
                ? List.of()
                : stateDirectory(context.workingDirectory().resolve(data));
    }

    /** The state in this directory. */
    public static List<Setting> stateDirectory(Path directory) {
        return ConfigurationOptions.flag(ConfigurationKeys.STATE_DIRECTORY, "--data", directory.resolve("state"));
    }

    /** Settings of an instance on the embedded broker: its address, and one copy of each topic. */
    public static List<Setting> embeddedSettings(EmbeddedBroker broker) {
        List<Setting> settings = new ArrayList<>(ConfigurationOptions.flag(
                ConfigurationKeys.BOOTSTRAP_SERVERS, "--embedded", broker.bootstrapServers()));
        settings.addAll(ConfigurationOptions.flag(ConfigurationKeys.TOPICS_REPLICATION_FACTOR, "--embedded", 1));
        return settings;
    }

    private int run(Configuration configuration) throws IOException, InterruptedException {
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
                throw CommandFailure.because(
                        "the instance stopped by itself, " + reason, "look at the log lines above");
            });
            return ExitCode.SUCCESS;
        }
    }
}
