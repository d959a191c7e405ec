package io.freshet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.Eventually;
import io.freshet.runtime.Records;
import io.freshet.runtime.topics.TopicAdministration;
import io.freshet.runtime.topics.WantedTopic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedClusterTest {
    @TempDir
    Path directory;

    @Test
    @Timeout(value = Eventually.LIMIT_MINUTES, unit = TimeUnit.MINUTES)
    void withThreeBrokersAWriteMustReachTwoOfThreeReplicas() {
        WantedTopic news = new WantedTopic("news", 1, Map.of());
        String address;
        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory, 3, 0, Map.of())) {
            address = cluster.bootstrapServers();
            assertThat(address.split(",")).hasSize(3);
            try (TopicAdministration topics = new TopicAdministration(Map.of("bootstrap.servers", address))) {
                topics.createMissing(List.of(news), -1);
                assertThat(topics.describe(List.of(news)).values())
                        .singleElement()
                        .satisfies(state -> {
                            assertThat(state.replicationFactor()).isEqualTo(3);
                            assertThat(state.minInSyncReplicas()).isEqualTo(2);
                        });
            }
            Records.send(address, "news", "k1", "one");
            assertThatThrownBy(() -> EmbeddedCluster.startNode(directory, 3, 2, 0, Map.of()))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("is in use by another running broker");
        }

        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory, 3, 0, Map.of())) {
            assertThat(cluster.bootstrapServers()).isEqualTo(address);
            assertThat(Records.read(address, "news", 1))
                    .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .containsExactly("one");
            assertThat(cluster.failure()).isEmpty();
            closeTwice(cluster);
        }
    }

    @Test
    void directoryOfAnotherClusterOrOfASingleBrokerIsRejected() {
        ClusterDirectory agreed = ClusterDirectory.open(directory.resolve("cluster"), 2, 23_456);
        assertThat(agreed.bootstrapServers()).isEqualTo("127.0.0.1:23456,127.0.0.1:23457");
        assertThat(agreed.port(ClusterDirectory.CONTROLLER)).isNotIn(23_456, 23_457);
        assertThat(ClusterDirectory.open(directory.resolve("cluster"), 2, 0)).isEqualTo(agreed);
        assertThatThrownBy(() -> ClusterDirectory.open(directory.resolve("cluster"), 3, 0))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("holds a cluster of 2 brokers, not of 3");
        assertThatThrownBy(() -> ClusterDirectory.open(directory.resolve("cluster"), 2, 23_000))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("has its ports from 23456 on, not from 23000");

        BrokerDirectory.open(directory.resolve("single"), 0).close();
        assertThatThrownBy(() -> ClusterDirectory.open(directory.resolve("single"), 3, 0))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("holds other files (broker.properties)");
    }

    private static void closeTwice(EmbeddedCluster cluster) {
        cluster.close();
        cluster.close();
    }
}
