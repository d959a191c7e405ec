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
 * Searches the segment files of every topic for the id of an erased reader. The retention settings are the product's,
 * with seconds instead of hours and days.
 */
class ErasedFromDiskTest {
    private static final String ERASED = "reader-to-be-erased";
    private static final List<String> BY_COMPACTION =
            List.of("segment.ms", "max.compaction.lag.ms", "delete.retention.ms");
    private static final List<String> BY_RETENTION = List.of("segment.ms", "retention.ms");

    /**
     * Intervals of the broker's cleaner and retention check, which topics cannot set; default 15 s and five minutes.
     */
    private static final Map<String, String> QUICK_BROKER =
            Map.of("log.cleaner.backoff.ms", "200", "log.retention.check.interval.ms", "500");

    @TempDir
    Path directory;

    @Test
    @Timeout(300)
    void noSegmentContainsTheReaderAfterTheRetentionOfItsTopic() throws Exception {
        try (Instance instance = Instance.start(directory, QUICK_BROKER)) {
            NewsroomClient newsroom = instance.newsroom;
            newsroom.send(Topics.ARTICLES, "a1", article("a1"));
            newsroom.send(Topics.CLICKS, ERASED, click(ERASED, "a1", "e1"));
            newsroom.send(Topics.CLICKS, ERASED, bytes("no event"));
            newsroom.send(Topics.IMPRESSIONS, ERASED, impression(ERASED));
            newsroom.awaitRead();
            Eventually.await()
                    .untilAsserted(() -> assertThat(topicsContaining(ERASED))
                            .contains(
                                    "freshet.clicks",
                                    "freshet.impressions",
                                    "freshet.dead-letters",
                                    "freshet.recommendations",
                                    Instance.APPLICATION_ID + "-readers-changelog"));
            newsroom.send(Topics.ERASURES, ERASED, null);
            newsroom.awaitRead();
            assertThat(topicsContaining(ERASED)).as("topics before compaction").isNotEmpty();

            shortenLimits(newsroom.bootstrapServers());

            // The next record of a partition closes its segment, so other readers continue to read.
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
                assertThat(topicsContaining(ERASED)).isEmpty();
            });
        }
    }

    /** Shortens every limit that the product sets to about a second; settings that it does not set are unchanged. */
    private static void shortenLimits(String bootstrapServers) throws Exception {
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
                    boolean isSet = setting.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG;
                    if (isSet || key.equals("file.delete.delay.ms")) {
                        changed.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
                    }
                    assertThat(isSet || !(compacted ? BY_COMPACTION : BY_RETENTION).contains(key))
                            .as("%s is bounded by its own %s", topic.name(), key)
                            .isTrue();
                });
                changes.put(topic, changed);
            });
            admin.incrementalAlterConfigs(changes).all().get();
        }
    }

    /** Names of topics with a segment file that contains a text. */
    private Set<String> topicsContaining(String text) throws IOException {
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
            return topicsContaining(text);
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
