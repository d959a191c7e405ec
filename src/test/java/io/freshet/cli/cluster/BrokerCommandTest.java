package io.freshet.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import io.freshet.Freshet;
import io.freshet.cli.CommandHarness;
import io.freshet.cli.CommandHarness.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the broker command in a separate process, as in production. */
class BrokerCommandTest {
    private static final Pattern RUNS = Pattern.compile(
            "^Kafka (?:runs at|node \\d runs in the cluster at) (\\S+); Ctrl-C stops it$", Pattern.MULTILINE);

    @TempDir
    private Path directory;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void killProcesses() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void brokerPrintsItsAddressAndStopsCleanlyOnSigterm() throws Exception {
        Process process = launch("one", "--data", "kafka");
        String address = awaitRuns("one", process);

        assertThat(address).matches("127\\.0\\.0\\.1:\\d+");
        assertThat(brokers(address)).hasSize(1);
        assertThat(harness().run("broker", "--data", "kafka").err())
                .contains("is in use by another running broker")
                .hasLineCount(1);
        assertThat(Eventually.exitOf(launch("second", "--data", "kafka"))).isEqualTo(1);
        assertThat(readOutput("second.out"))
                .as("a broker that does not start does not stop, either")
                .isEmpty();
        stop(process);
        assertThat(readOutput("one.out").lines().skip(1))
                .containsExactly("Kafka is stopping ...", "Kafka has stopped; its data is in kafka");

        Process again = launch("again", "--data", "kafka");
        assertThat(awaitRuns("again", again)).isEqualTo(address);
        assertThat(readOutput("again.err")).doesNotContain("was not stopped in order");
        stop(again);
    }

    @Test
    void nodesOfAClusterRunInSeparateProcessesAndSurviveEachOther() throws Exception {
        List<Process> nodes = new ArrayList<>();
        for (int node = 0; node <= 2; node++) {
            nodes.add(launch("node-" + node, "--data", "cluster", "--brokers", "2", "--node", Integer.toString(node)));
        }
        String address = "";
        for (int node = 0; node <= 2; node++) {
            address = awaitRuns("node-" + node, nodes.get(node));
        }
        assertThat(address).matches("127\\.0\\.0\\.1:\\d+,127\\.0\\.0\\.1:\\d+");
        assertThat(brokers(address)).extracting(Node::id).containsExactlyInAnyOrder(1, 2);

        stop(nodes.get(2));
        String bootstrap = address;
        Eventually.await()
                .untilAsserted(() ->
                        assertThat(brokers(bootstrap)).extracting(Node::id).containsExactly(1));
        stop(nodes.get(1));
        stop(nodes.get(0));
        assertThat(readOutput("node-0.out"))
                .endsWith("Kafka node 0 is stopping ...\nKafka node 0 has stopped; its data is in cluster\n");

        assertThat(harness()
                        .run("broker", "--data", "cluster", "--brokers", "3")
                        .err())
                .contains("holds a cluster of 2 brokers, not of 3")
                .hasLineCount(1);
    }

    @Test
    void invalidOptionsAreRejectedWithARemedy() {
        assertUsage(harness().run("broker", "--node", "1"), "add --brokers, with the same number for each node");
        assertUsage(harness().run("broker", "--brokers", "3", "--node", "4"), "--node is 4: give 0 to 3");
        assertUsage(harness().run("broker", "--brokers", "0"), "--brokers is 0: give 1 to 16");
        assertUsage(harness().run("broker", "--port", "70000"), "--port is 70000: give 1 to 65535");
    }

    private static void assertUsage(Outcome outcome, String message) {
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains(message).hasLineCount(1);
    }

    private CommandHarness harness() {
        return new CommandHarness(directory);
    }

    private Process launch(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Freshet.class.getName(),
                "broker"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(directory.resolve(name + ".err").toFile())
                .redirectOutput(directory.resolve(name + ".out").toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("FRESHET_"));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private String awaitRuns(String name, Process process) {
        return Eventually.await()
                .failFast("the broker ended", () -> !process.isAlive())
                .until(
                        () -> {
                            Matcher runs = RUNS.matcher(readOutput(name + ".out"));
                            return runs.find() ? runs.group(1) : "";
                        },
                        address -> !address.isEmpty());
    }

    private String readOutput(String file) throws IOException {
        return Files.readString(directory.resolve(file), StandardCharsets.UTF_8);
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        // 128 + SIGTERM: the signal ends the JVM after the command has closed.
        assertThat(Eventually.exitOf(process)).isEqualTo(143);
    }

    private static List<Node> brokers(String address) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            return List.copyOf(Eventually.resultOf(admin.describeCluster().nodes()));
        }
    }
}
