package io.freshet.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.freshet.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the examples of the tutorial without a broker, where Python or Node and their Kafka client are installed. */
class RunnableExamplesTest {
    /** A port on which no broker listens. */
    private static final String NO_BROKER = "127.0.0.1:1";

    private static final Path EXAMPLES = Path.of("docs", "examples");

    @TempDir
    private Path directory;

    private @Nullable Process started;

    @AfterEach
    void kill() {
        if (started != null) {
            started.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "produce.py, freshet.articles, ''",
        "withdraw.py, freshet.articles, cup-final",
        "erase.py, freshet.erasures, bob",
    })
    void pythonExampleWithoutABrokerSaysSoAndEnds(String example, String topic, String argument) throws Exception {
        List<String> python = List.of("python3", "-c", "import confluent_kafka");
        assumeTrue(succeeds(python), "python3 with confluent-kafka");

        Stream<String> arguments = Stream.of(argument, NO_BROKER).filter(given -> !given.isEmpty());
        Process running = start(Stream.concat(
                        Stream.of(
                                "python3",
                                EXAMPLES.resolve("python").resolve(example).toString()),
                        arguments)
                .toList());

        assertThat(Eventually.exitOf(running)).isEqualTo(1);
        assertThat(errors().lines().filter(line -> !line.startsWith("%")))
                .containsExactly("not written to " + topic + ": Local: Message timed out; check that Kafka and Freshet"
                        + " run, Kafka at " + NO_BROKER);
    }

    @ParameterizedTest
    @CsvSource({"produce.js, not written", "read-lists.js, cannot read"})
    void nodeExampleWithoutABrokerSaysSoAndEnds(String example, String problem) throws Exception {
        Path node = EXAMPLES.resolve("node");
        assumeTrue(
                Files.isDirectory(node.resolve("node_modules").resolve("kafkajs")) && succeeds(List.of("node", "-v")),
                "node with kafkajs");

        Process running = start(List.of("node", node.resolve(example).toString(), NO_BROKER));

        assertThat(Eventually.exitOf(running)).isEqualTo(1);
        assertThat(errors().lines())
                .singleElement()
                .asString()
                .startsWith(problem + ": ")
                .endsWith("; check that Kafka and Freshet run, Kafka at " + NO_BROKER);
    }

    @Test
    void everyProducerOfLibrdkafkaSetsAPartitionerAndATimeout() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES.resolve("python"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".py")).toList()) {
                String code = Files.readString(file);
                if (code.contains("Producer(")) {
                    assertThat(code)
                            .as("%s", file)
                            .contains("\"partitioner\": \"murmur2_random\"")
                            .contains("\"message.timeout.ms\": 10_000")
                            .contains("on_delivery=report");
                }
            }
        }
    }

    private boolean succeeds(List<String> command) throws Exception {
        try {
            return Eventually.exitOf(start(command)) == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    private Process start(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(directory.resolve("errors").toFile())
                .start();
        started = process;
        return process;
    }

    private String errors() throws IOException {
        return Files.readString(directory.resolve("errors"), StandardCharsets.UTF_8);
    }
}
