package io.freshet.runtime.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import io.freshet.broker.EmbeddedBroker;
import io.freshet.runtime.Records;
import io.freshet.runtime.topics.TopicAdministration;
import io.freshet.runtime.topics.WantedTopic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicFeedTest {

    @TempDir
    Path directory;

    @Test
    void listenersReceiveRecordsSentAfterTheStart() throws InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                TopicAdministration topics =
                        new TopicAdministration(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            topics.createMissing(
                    List.of(new WantedTopic("lists", 1, Map.of()), new WantedTopic("tags", 1, Map.of())), 1);
            Records.send(broker.bootstrapServers(), "lists", "old", "before the feed");
            Queue<String> received = new ConcurrentLinkedQueue<>();
            Queue<FeedRecord> all = new ConcurrentLinkedQueue<>();
            try (TopicFeed feed = new TopicFeed(
                    Map.of("bootstrap.servers", broker.bootstrapServers()), List.of("lists", "tags"), List.of())) {
                feed.listen(event -> {
                    throw new IllegalStateException("a listener that fails");
                });
                Runnable unusedStop = feed.listen(all::add);
                Runnable stopListening = feed.listen(event -> received.add(event.key()));
                assertThat(feed.awaitFollowing(Eventually.LIMIT)).isTrue();

                Records.send(broker.bootstrapServers(), "lists", "k1", "one");
                awaitReceived(received, "k1");
                Records.send(broker.bootstrapServers(), "tags", "k2", "two");
                awaitReceived(received, "k1", "k2");
                stopListening.run();
                Records.send(broker.bootstrapServers(), "lists", "k3", "three");

                Eventually.await()
                        .untilAsserted(() ->
                                assertThat(all).extracting(FeedRecord::key).containsExactly("k1", "k2", "k3"));
                assertThat(received).containsExactly("k1", "k2");
                assertThat(all).extracting(FeedRecord::topic).containsExactly("lists", "tags", "lists");
                assertThat(all)
                        .extracting(event -> new String(event.value().orElseThrow(), StandardCharsets.UTF_8))
                        .containsExactly("one", "two", "three");
            }
        }
    }

    @Test
    void everyRecordOfACompleteTopicIsDeliveredUnderAnyLoad() throws InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                TopicAdministration topics =
                        new TopicAdministration(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            topics.createMissing(
                    List.of(new WantedTopic("clicks", 1, Map.of()), new WantedTopic("erasures", 2, Map.of())), 1);
            Map<String, String> cluster = Map.of("bootstrap.servers", broker.bootstrapServers());
            Queue<String> clicks = new ConcurrentLinkedQueue<>();
            Queue<String> erasures = new ConcurrentLinkedQueue<>();
            List<String> sent =
                    IntStream.range(0, 3_000).mapToObj(i -> "reader-" + i).toList();
            try (TopicFeed feed = new TopicFeed(cluster, List.of("clicks"), List.of("erasures"))) {
                Runnable unusedStop =
                        feed.listen(event -> (event.topic().equals("erasures") ? erasures : clicks).add(event.key()));
                assertThat(feed.awaitFollowing(Eventually.LIMIT)).isTrue();

                Map<String, Object> producing = Map.of("bootstrap.servers", broker.bootstrapServers());
                try (KafkaProducer<String, String> producer =
                        new KafkaProducer<>(producing, new StringSerializer(), new StringSerializer())) {
                    for (String reader : sent) {
                        var unusedClick = producer.send(new ProducerRecord<>("clicks", reader, "click"));
                        var unusedErasure = producer.send(new ProducerRecord<>("erasures", reader, null));
                    }
                }

                Eventually.await().untilAsserted(() -> assertThat(erasures).containsExactlyInAnyOrderElementsOf(sent));
                assertThat(clicks).hasSizeLessThan(sent.size());
            }
        }
    }

    private static void awaitReceived(Queue<String> received, String... keys) {
        Eventually.await().untilAsserted(() -> assertThat(received).containsExactly(keys));
    }
}
