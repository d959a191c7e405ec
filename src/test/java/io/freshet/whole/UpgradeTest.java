package io.freshet.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import io.freshet.broker.EmbeddedBroker;
import io.freshet.codec.contract.Topics;
import io.freshet.codec.json.EventEncoder;
import io.freshet.event.ArticleProfile;
import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.recommend.reader.ClickRate;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.runtime.RuntimeFailureException;
import io.freshet.topology.message.ArticleText;
import io.freshet.topology.message.StateStores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts an instance on state that another build stored. The instance reads state of the former version; state of any
 * other version stops it before it drops an event. The test writes the bytes to the changelogs from which Streams
 * restores.
 */
class UpgradeTest {
    private static final long AT_MILLIS = Instant.parse("2025-03-03T08:00:00Z").toEpochMilli();
    private static final String READERS_CHANGELOG =
            Instance.APPLICATION_ID + "-" + StateStores.READERS.name() + "-changelog";

    /** A reader who read the article {@code old} at second 1, in version 1 of the layout. */
    private static final String OLD_READER = "01 036f6c64"
            + "01 036f6c64 d00f 00"
            + "00 00 00" + "00 00 00 00 00"
            + "d00f d00f 01" + "01 3ff0000000000000 bff0000000000000" + "00 00";

    private static final String TEXTS_CHANGELOG =
            Instance.APPLICATION_ID + "-" + StateStores.ARTICLE_TEXTS.name() + "-changelog";

    /** An article as received, which is the complete value in version 1 of the layout of texts. */
    private static final String OLD_ARTICLE = "{\"id\":\"old\",\"title\":\"Old bridge opens for walkers\","
            + "\"category\":\"city\",\"publishedAt\":\"2025-03-03T07:00:00Z\"}";

    @TempDir
    private Path directory;

    @Test
    void stateOfTheFormerVersionIsReadAndStateOfAnyOtherStopsTheInstance() throws Exception {
        ArticleState before = createTopicsAndProcessArticle();
        putIntoBroker(READERS_CHANGELOG, "old", OLD_READER);
        putIntoBroker(TEXTS_CHANGELOG, "old", HexFormat.of().formatHex(OLD_ARTICLE.getBytes(StandardCharsets.UTF_8)));
        try (Instance instance = Instance.start(directory)) {
            assertTextOfTheFormerVersionIsUpgraded(instance, before);

            ReaderSnapshot old = Objects.requireNonNull(instance.readers().get("old"));
            assertThat(old.reads()).containsExactly(new ReaderSnapshot.PastRead("old", 1000, ClickKind.CLICK));
            assertThat(old.clickRate()).isEqualTo(ClickRate.NONE);

            instance.newsroom.send(Topics.CLICKS, "old", EventEncoder.encode(Click.of("old", "new", AT_MILLIS)));
            instance.newsroom.flush();

            Eventually.await()
                    .untilAsserted(
                            () -> assertThat(instance.readers().get("old").reads())
                                    .extracting(ReaderSnapshot.PastRead::articleId)
                                    .containsExactly("new", "old"));
            instance.awaitQuiet();
            assertThat(versions(instance, READERS_CHANGELOG)).containsEntry("old", 3);
        }

        // A single value of another version is a malformed record; several are another build's state.
        for (int newer = 0; newer < 4; newer++) {
            putIntoBroker(READERS_CHANGELOG, "newer-" + newer, "04 00");
        }
        assertThat(failure())
                .contains("reader state on " + READERS_CHANGELOG + " is of version 4, this build reads 3")
                .contains("a newer build wrote it; run that build, or delete all state with 'freshet reset'");
    }

    /** The reason for which the instance stops, at its start or at a click. */
    private String failure() throws InterruptedException {
        try (Instance instance = Instance.start(directory)) {
            for (int newer = 0; newer < 4; newer++) {
                instance.newsroom.send(
                        Topics.CLICKS,
                        "newer-" + newer,
                        EventEncoder.encode(Click.of("newer-" + newer, "new", AT_MILLIS)));
            }
            instance.newsroom.flush();

            Eventually.await().until(() -> instance.runtime().failure().isPresent());
            assertThat(instance.newsroom.committed("freshet.dead-letters")).isEmpty();
            return instance.runtime().failure().orElseThrow();
        } catch (RuntimeFailureException atStart) {
            return Objects.requireNonNull(atStart.getMessage());
        }
    }

    /** The stored text and the profile of an article. */
    private record ArticleState(ArticleText text, ArticleProfile profile) {
        static ArticleState of(Instance instance) {
            ArticleText text = instance.newsroom
                    .latest(
                            TEXTS_CHANGELOG,
                            UpgradeTest::text,
                            value -> StateStores.ARTICLE_TEXTS
                                    .valueSerde()
                                    .deserializer()
                                    .deserialize(TEXTS_CHANGELOG, value))
                    .get("old");
            ArticleProfile profile =
                    instance.newsroom.latest(Topics.ARTICLE_PROFILES).get("old");
            return new ArticleState(Objects.requireNonNull(text), Objects.requireNonNull(profile));
        }
    }

    private ArticleState createTopicsAndProcessArticle() throws InterruptedException {
        try (Instance instance = Instance.start(directory)) {
            instance.newsroom.send(Topics.ARTICLES, "old", OLD_ARTICLE.getBytes(StandardCharsets.UTF_8));
            instance.newsroom.flush();
            instance.awaitQuiet();
            return ArticleState.of(instance);
        }
    }

    /** A text of the former version has no basis of its embedding: the article is re-embedded with the same result. */
    private static void assertTextOfTheFormerVersionIsUpgraded(Instance instance, ArticleState before) {
        assertThat(before.text().fingerprint()).isNotZero();
        Eventually.await()
                .untilAsserted(
                        () -> assertThat(versions(instance, TEXTS_CHANGELOG)).containsEntry("old", 2));
        assertThat(instance.counts.reembedded()).isEqualTo(Map.of(false, 1L));
        ArticleState now = ArticleState.of(instance);
        assertThat(now.profile()).isEqualTo(before.profile());
        assertThat(now.text().fingerprint()).isEqualTo(before.text().fingerprint());
    }

    private static Map<String, Integer> versions(Instance instance, String changelog) {
        return instance.newsroom.latest(changelog, UpgradeTest::text, value -> (int) value[0]);
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }

    /** Writes a value as another build would have left it; the instance restores the value at its next start. */
    private void putIntoBroker(String topic, String key, String hex) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            byte[] value = HexFormat.of().parseHex(hex.replace(" ", ""));
            var unused = Eventually.resultOf(
                    producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value)));
        }
    }
}
