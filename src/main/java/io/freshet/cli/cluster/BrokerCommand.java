package io.freshet.cli.cluster;

import io.freshet.broker.EmbeddedBroker;
import io.freshet.broker.EmbeddedCluster;
import io.freshet.broker.EmbeddedKafka;
import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.ExitCode;
import io.freshet.cli.NamedPath;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a local Kafka broker, a local cluster or one node of it, until it is stopped. */
@Command(
        name = "broker",
        header = "Run Kafka on this machine, to try Freshet out.",
        description = "Runs on 127.0.0.1 until Ctrl-C or SIGTERM; the line 'Kafka runs at ...' has the addresses for"
                + " --bootstrap-servers. A restart with the same directory keeps topics and ports. With --brokers a separate node"
                + " is the controller; three or more brokers keep three replicas, and two must have a record before it"
                + " is acknowledged. To test failures, start each node as its own process with --node: node 0, the"
                + " controller, starts first and stops last.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet broker --data ./kafka --port 9092      one broker",
            "  freshet broker --data ./kafka --brokers 3      three brokers and a controller in one process",
            "  freshet broker --data ./kafka --brokers 3 --node 2    only the second of three brokers"
        })
public final class BrokerCommand implements Callable<Integer> {
    private static final int PORT_MAX = 65_535;

    private final CommandContext context;

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description = "Data directory, shared by all nodes of a cluster; default: kafka.")
    Path data = Path.of("kafka");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the first broker, 1 to 65535; further brokers use the next ones. Default: the"
                    + " port of the last start, or a free one.")
    @Nullable
    Integer port;

    @Option(
            names = "--brokers",
            paramLabel = "COUNT",
            description = "Number of brokers in a cluster with a separate controller, 1 to 16; default: one broker that"
                    + " is its own controller.")
    @Nullable
    Integer brokers;

    @Option(
            names = "--node",
            paramLabel = "NUMBER",
            description = "Run only this node: 0 is the controller, 1 the first broker; default: all nodes.")
    @Nullable
    Integer node;

    @Option(
            names = {"-p", "--property"},
            paramLabel = "KEY=VALUE",
            description = "Broker property by Kafka's name, repeatable; overrides Freshet's.")
    Map<String, String> properties = Map.of();

    @Option(names = "--debug", description = "Print the stack trace of an error.")
    boolean debug;

    public BrokerCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        requireRange("--brokers", brokers, 1, EmbeddedCluster.BROKERS_MAX);
        requireRange("--port", port, 1, PORT_MAX - (brokers == null ? 0 : brokers - 1));
        if (node != null && brokers == null) {
            throw CommandFailure.usage(
                    "--node needs the size of the cluster", "add --brokers, with the same number for each node");
        }
        requireRange("--node", node, 0, brokers == null ? 0 : brokers);
        String name = node == null ? "Kafka" : "Kafka node " + node;
        context.stop().onStop(() -> context.out().println(name + " is stopping ..."));
        Path directory =
                NamedPath.of("--data", data, context.workingDirectory()).directory();
        try (EmbeddedKafka kafka = start(directory, port == null ? 0 : port)) {
            kafka.onFailure(fault -> context.stop().stop());
            context.out()
                    .println(name + (node == null ? " runs at " : " runs in the cluster at ") + kafka.bootstrapServers()
                            + "; Ctrl-C stops it");
            context.stop().await();
            kafka.failure().ifPresent(fault -> {
                throw CommandFailure.because("the broker failed, " + fault, "see the log lines above");
            });
        }
        context.out().println(name + " has stopped; its data is in " + data);
        return ExitCode.SUCCESS;
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
