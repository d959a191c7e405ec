package io.freshet.cli.cluster;

import io.freshet.broker.EmbeddedBroker;
import io.freshet.broker.EmbeddedCluster;
import io.freshet.broker.EmbeddedKafka;
import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.ExitCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "broker",
        header = "Run Kafka on this machine, for trying Freshet out.",
        description = "Runs on 127.0.0.1 until it is stopped with Ctrl-C; the line 'Kafka runs at ...' says where"
                + " clients connect. Topics and ports survive a restart in the same directory. Several brokers have a"
                + " controller of their own; three or more keep three copies of everything, of which two must have"
                + " what is acknowledged. Start each node as a process of its own to see what happens when one fails:"
                + " node 0, the controller, first, and stop it last.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet broker --data ./kafka --port 9092      one broker",
            "  freshet broker --data ./kafka --brokers 3      three brokers and their controller in one process",
            "  freshet broker --data ./kafka --brokers 3 --node 2    the second of those brokers only"
        })
public final class BrokerCommand implements Callable<Integer> {
    private static final int PORT_MAX = 65_535;

    private final CommandContext context;

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description = "Where the data lie; all nodes of a cluster share it; ./kafka by default.")
    Path data = Path.of("kafka");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port of the first broker, the others follow; by default the one used before, or a free"
                    + " one.")
    @Nullable
    Integer port;

    @Option(
            names = "--brokers",
            paramLabel = "COUNT",
            description = "Run a cluster of so many brokers, 1 to 16, with a controller beside them; without it one"
                    + " broker that is its own controller.")
    @Nullable
    Integer brokers;

    @Option(
            names = "--node",
            paramLabel = "NUMBER",
            description = "Run only this node of the cluster: 0 is the controller, 1 the first broker.")
    @Nullable
    Integer node;

    @Option(
            names = {"-p", "--property"},
            paramLabel = "KEY=VALUE",
            description = "A property of the broker by Kafka's name, repeatable.")
    Map<String, String> properties = Map.of();

    @Option(names = "--debug", description = "Show stack traces of errors.")
    boolean debug;

    public BrokerCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        requireRange("--port", port, 1, PORT_MAX);
        requireRange("--brokers", brokers, 1, EmbeddedCluster.BROKERS_MAX);
        if (node != null && brokers == null) {
            throw CommandFailure.usage(
                    "--node is the node of a cluster",
                    "say of how many brokers with --brokers, the same for each node");
        }
        requireRange("--node", node, 0, brokers == null ? 0 : brokers);
        try (EmbeddedKafka kafka = start(context.workingDirectory().resolve(data), port == null ? 0 : port)) {
            kafka.onFailure(fault -> context.stop().stop());
            context.out()
                    .println((node == null ? "Kafka runs at " : "Kafka node " + node + " runs, one of those at ")
                            + kafka.bootstrapServers() + "; Ctrl-C stops it");
            context.stop().await();
            kafka.failure().ifPresent(fault -> {
                throw CommandFailure.because("the broker failed, " + fault, "look at the log lines above");
            });
            return ExitCode.SUCCESS;
        }
    }

    private EmbeddedKafka start(Path directory, int firstPort) {
        if (brokers == null) {
            return EmbeddedBroker.start(directory, firstPort, properties);
        }
        return node == null
                ? EmbeddedCluster.start(directory, brokers, firstPort, properties)
                : EmbeddedCluster.startNode(directory, brokers, node, firstPort, properties);
    }

    private static void requireRange(String option, @Nullable Integer value, int min, int max) {
        if (value != null && (value < min || value > max)) {
            throw CommandFailure.usage(option + " is " + value, "give " + min + " to " + max);
        }
    }
}
