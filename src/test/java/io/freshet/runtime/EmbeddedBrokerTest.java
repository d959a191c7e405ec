package io.freshet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
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
    void fatalFaultIsReportedInsteadOfEndingTheProcess() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            StringBuilder heard = new StringBuilder();
            broker.onFailure(heard::append);

            Exit.halt(1, "the disk is full");

            assertThat(broker.failure())
                    .hasValueSatisfying(fault ->
                            assertThat(fault).contains("the disk is full").contains("status 1"));
            assertThat(heard.toString()).contains("the disk is full");
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
