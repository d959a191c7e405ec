package io.freshet.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import io.freshet.codec.contract.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Looks for the bytes of an erased reader's id in the segment files of every topic. The settings that bound how long
 * they stay are the product's, with seconds in place of hours and days.
 */
class ErasedFromDiskTest {
    private static final String ERASED = "reader-to-be-erased";
    private static final List<String> BY_COMPACTION =
            List.of("segment.ms", "max.compaction.lag.ms", "delete.retention.ms");
    private static final List<String> BY_RETENTION = List.of("segment.ms", "retention.ms");

    /** The broker's own rounds, which no topic decides: 15 s and five minutes by default. */
    private static final Map<String, String> QUICK_BROKER =
            Map.of("log.cleaner.backoff.ms", "200", "log.retention.check.interval.ms", "500");

    @TempDir
    Path directory;

    @Test
    @Timeout(300)
    void noSegmentHoldsTheReaderAfterTheBoundsOfItsTopic() throws Exception {
        try (Instance instance = Instance.start(directory, QUICK_BROKER)) {
            NewsroomClient newsroom = instance.newsroom;
            newsroom.send(Topics.ARTICLES, "a1", article("a1"));
            newsroom.send(Topics.CLICKS, ERASED, click(ERASED, "a1", "e1"));
            newsroom.send(Topics.CLICKS, ERASED, bytes("no event"));
            newsroom.send(Topics.IMPRESSIONS, ERASED, impression(ERASED));
            newsroom.awaitRead();
            Eventually.await()
                    .untilAsserted(() -> assertThat(topicsThatHold(ERASED))
                            .contains(
                                    "freshet.clicks",
                                    "freshet.impressions",
                                    "freshet.dead-letters",
                                    "freshet.recommendations",
                                    Instance.APPLICATION_ID + "-readers-changelog"));
            newsroom.send(Topics.ERASURES, ERASED, null);
            newsroom.awaitRead();
            assertThat(topicsThatHold(ERASED))
                    .as("the files until they are compacted")
                    .isNotEmpty();

            shortenTheBounds(newsroom.bootstrapServers());

            // Segments close with the next record of their partition: other readers go on reading.
            int[] sent = {0};
            Eventually.await().pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
                for (int reader = 0; reader < 16; reader++) {
                    String other = "other-" + reader;
                    newsroom.send(Topics.CLICKS, other, click(other, "a1", "o" + sent[0]++));
                    newsroom.send(Topics.CLICKS, other, bytes("no event"));
                    newsroom.send(Topics.IMPRESSIONS, other, impression(other));
                    newsroom.send(Topics.ERASURES, "nobody-" + reader, null);
                }
                newsroom.flush();
                assertThat(topicsThatHold(ERASED)).isEmpty();
            });
        }
    }

    /** Every setting that the product makes finite, at a second or so; those it leaves alone stay as they are. */
    private static void shortenTheBounds(String bootstrapServers) throws Exception {
        Map<String, String> bounds = Map.of(
                "retention.ms", "1000",
                "segment.ms", "500",
                "max.compaction.lag.ms", "500",
                "delete.retention.ms", "500",
                "file.delete.delay.ms", "100");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            List<ConfigResource> topics = admin.listTopics().names().get().stream()
                    .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                    .toList();
            Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
            admin.describeConfigs(topics).all().get().forEach((topic, configuration) -> {
                boolean compacted = configuration.get("cleanup.policy").value().equals("compact");
                Collection<AlterConfigOp> changed = new ArrayList<>();
                bounds.forEach((key, value) -> {
                    ConfigEntry setting = configuration.get(key);
                    boolean ours = setting.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG;
                    if (ours || key.equals("file.delete.delay.ms")) {
                        changed.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
                    }
                    assertThat(ours || !(compacted ? BY_COMPACTION : BY_RETENTION).contains(key))
                            .as("%s is bounded by its own %s", topic.name(), key)
                            .isTrue();
                });
                changes.put(topic, changed);
            });
            admin.incrementalAlterConfigs(changes).all().get();
        }
    }

    /** Names of topics with a segment file that holds these bytes. */
    private Set<String> topicsThatHold(String text) throws IOException {
        Set<String> topics = new TreeSet<>();
        try (Stream<Path> files = Files.walk(directory.resolve("broker"))) {
            for (Path file : files.filter(path -> path.getFileName().toString().contains(".log"))
                    .toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    String partition = file.getParent().getFileName().toString();
                    topics.add(partition.replaceAll("-\\d+$", ""));
                }
            }
        } catch (NoSuchFileException | UncheckedIOException deletedMeanwhile) {
            return topicsThatHold(text);
        }
        return topics;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] article(String articleId) {
        return bytes("{\"id\":\"" + articleId + "\",\"title\":\"Floods in the valley\",\"publishedAt\":"
                + System.currentTimeMillis() + "}");
    }

    private static byte[] click(String userId, String articleId, String eventId) {
        return bytes("{\"userId\":\"" + userId + "\",\"articleId\":\"" + articleId + "\",\"eventId\":\"" + eventId
                + "\",\"at\":" + System.currentTimeMillis() + "}");
    }

    private static byte[] impression(String userId) {
        return bytes(
                "{\"userId\":\"" + userId + "\",\"articleIds\":[\"a1\"],\"at\":" + System.currentTimeMillis() + "}");
    }
}
