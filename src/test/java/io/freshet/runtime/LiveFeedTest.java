package io.freshet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveFeedTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @Test
    void eventsFromNowOnAreHandedToThoseWhoListen() throws InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                TopicAdministration topics =
                        new TopicAdministration(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            topics.createMissing(
                    List.of(new WantedTopic("lists", 1, Map.of()), new WantedTopic("tags", 1, Map.of())), 1);
            Records.send(broker.bootstrapServers(), "lists", "old", "before the feed");
            Queue<String> heard = new ConcurrentLinkedQueue<>();
            Queue<LiveEvent> all = new ConcurrentLinkedQueue<>();
            try (LiveFeed feed =
                    new LiveFeed(Map.of("bootstrap.servers", broker.bootstrapServers()), List.of("lists", "tags"))) {
                feed.listen(event -> {
                    throw new IllegalStateException("a listener that fails");
                });
                Runnable unusedStop = feed.listen(all::add);
                Runnable stopListening = feed.listen(event -> heard.add(event.key()));
                assertThat(feed.awaitFollowing(LIMIT)).isTrue();

                Records.send(broker.bootstrapServers(), "lists", "k1", "one");
                awaitHeard(heard, "k1");
                Records.send(broker.bootstrapServers(), "tags", "k2", "two");
                awaitHeard(heard, "k1", "k2");
                stopListening.run();
                Records.send(broker.bootstrapServers(), "lists", "k3", "three");

                Awaitility.await()
                        .atMost(LIMIT)
                        .untilAsserted(
                                () -> assertThat(all).extracting(LiveEvent::key).containsExactly("k1", "k2", "k3"));
                assertThat(heard).containsExactly("k1", "k2");
                assertThat(all).extracting(LiveEvent::topic).containsExactly("lists", "tags", "lists");
                assertThat(all)
                        .extracting(event -> new String(event.value().orElseThrow(), StandardCharsets.UTF_8))
                        .containsExactly("one", "two", "three");
            }
        }
    }

    private static void awaitHeard(Queue<String> heard, String... keys) {
        Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(heard).containsExactly(keys));
    }
}
