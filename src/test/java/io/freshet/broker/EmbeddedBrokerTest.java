package io.freshet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.Eventually;
import io.freshet.runtime.Records;
import io.freshet.runtime.topics.TopicAdministration;
import io.freshet.runtime.topics.WantedTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.internals.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    @TempDir
    Path directory;

    @Test
    void topicsRecordsAndPortsSurviveARestart() {
        String address;
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            address = broker.bootstrapServers();
            assertThat(address).startsWith("127.0.0.1:");
            createTopic(broker, "news");
            Records.send(address, "news", "k1", "one");
            assertThatThrownBy(() -> EmbeddedBroker.start(directory)).isInstanceOf(BrokerException.class);
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            assertThat(broker.bootstrapServers()).isEqualTo(address);
            Records.send(address, "news", "k2", "two");
            assertThat(Records.read(address, "news", 2))
                    .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .containsExactly("one", "two");
            assertThat(broker.failure()).isEmpty();
            closeTwice(broker);
        }
    }

    @Test
    @Timeout(value = Eventually.LIMIT_MINUTES, unit = TimeUnit.MINUTES)
    void killedBrokerRestartsUnderTheSameId() throws IOException {
        Path left = directory.resolve("left");
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("running"))) {
            createTopic(broker, "news");
            Records.send(broker.bootstrapServers(), "news", "k1", "one");
            // As after a kill: all files, but no marker of a clean shutdown.
            copy(directory.resolve("running"), left);
        }
        try (BrokerDirectory opened = BrokerDirectory.open(left, 0)) {
            assertThat(opened.wasKilled()).isTrue();
        }

        // Without removing the old registration, the new broker would wait for the whole session timeout.
        Map<String, String> properties = Map.of("broker.session.timeout.ms", "3600000");
        try (EmbeddedBroker broker = EmbeddedBroker.start(left, 0, properties)) {
            Records.send(broker.bootstrapServers(), "news", "k2", "two");
            assertThat(Records.read(broker.bootstrapServers(), "news", 2))
                    .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .containsExactly("one", "two");
        }
        try (BrokerDirectory opened = BrokerDirectory.open(left, 0)) {
            assertThat(opened.wasKilled()).isFalse();
        }
    }

    @Test
    void fatalFaultIsReportedInsteadOfEndingTheProcess() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            StringBuilder received = new StringBuilder();
            broker.onFailure(received::append);

            Exit.halt(1, "the disk is full");

            assertThat(broker.failure())
                    .hasValueSatisfying(fault ->
                            assertThat(fault).contains("the disk is full").contains("status 1"));
            assertThat(received.toString()).contains("the disk is full");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    private static void closeTwice(EmbeddedBroker broker) {
        broker.close();
        broker.close();
    }

    private static void createTopic(EmbeddedBroker broker, String name) {
        try (TopicAdministration topics =
                new TopicAdministration(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            topics.createMissing(List.of(new WantedTopic(name, 1, Map.of())), -1);
        }
    }
}
