package io.freshet.cli.bench;

import io.freshet.bench.Yardstick;
import io.freshet.cli.ClusterOptions;
import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.ExitCode;
import io.freshet.cli.InstanceSettings;
import io.freshet.codec.contract.TopicNames;
import io.freshet.config.Configuration;
import io.freshet.config.ConfigurationKeys;
import io.freshet.runtime.RuntimeSettings;
import io.freshet.runtime.StreamsProperties;
import io.freshet.runtime.StreamsRuntime;
import io.freshet.runtime.topics.TopicAdministration;
import io.freshet.runtime.topics.WantedTopic;
import io.freshet.topology.context.Measurements;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.Topology;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "yardstick",
        header = "Run the pass-through topology that 'freshet bench' compares with.",
        description = "Consumes clicks, reads and writes the reader in a RocksDB store and sends an answer, with the"
                + " settings of 'freshet run' but without the recommender. Runs until it is stopped with Ctrl-C.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet bench yardstick -b kafka:9092 -c topics.prefix=yardstick.",
            "  freshet bench yardstick -b kafka:9092 -c topics.prefix=yardstick. -c processing.threads=4"
        })
public final class BenchYardstickCommand implements Callable<Integer> {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    private final CommandContext context;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    public BenchYardstickCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        Configuration configuration = cluster.load(context);
        RuntimeSettings settings = InstanceSettings.runtime(configuration);
        TopicNames names = InstanceSettings.topicNames(configuration);
        int partitions = configuration.get(ConfigurationKeys.TOPICS_PARTITIONS);
        try (TopicAdministration administration = new TopicAdministration(settings.clientProperties())) {
            administration.createMissing(
                    List.of(
                            new WantedTopic(names.of(Yardstick.INPUT), partitions, Map.of()),
                            new WantedTopic(names.of(Yardstick.OUTPUT), partitions, Map.of())),
                    settings.replicationFactor());
        }
        Topology topology = Yardstick.build(names, StreamsProperties.of(settings, Measurements.NONE));
        try (StreamsRuntime runtime = new StreamsRuntime(topology, settings, Measurements.NONE)) {
            runtime.onFailure(reason -> context.stop().stop());
            runtime.start();
            boolean running = false;
            while (!running && !context.stop().isStopped()) {
                running = runtime.awaitRunning(POLL_INTERVAL);
            }
            context.out().println("The yardstick runs; Ctrl-C stops it");
            context.stop().await();
            runtime.failure().ifPresent(reason -> {
                throw CommandFailure.because(
                        "the yardstick stopped unexpectedly, " + reason, "see the log lines above");
            });
        }
        return ExitCode.SUCCESS;
    }
}
