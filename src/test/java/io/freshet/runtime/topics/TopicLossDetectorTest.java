package io.freshet.runtime.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.broker.EmbeddedBroker;
import io.freshet.runtime.Records;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test has its own application with two inputs, an output, an internal topic and two changelogs. */
class TopicLossDetectorTest {
    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static Admin admin;
    private static TopicAdministration administration;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory);
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        administration = new TopicAdministration(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        administration.close();
        admin.close();
        broker.close();
    }

    @Test
    void nothingIsLostBeforeAnyInputWasRead() {
        ApplicationTopics topics = topics("first");
        create("first.clicks");

        assertThat(administration.checkBeforeStart(topics)).isEmpty();
    }

    @Test
    void changelogDeletedWhileNoInstanceRanIsReported() {
        ApplicationTopics topics = ran("stopped");
        assertThat(administration.checkBeforeStart(topics)).isEmpty();

        delete("stopped-items-changelog");

        assertThat(administration.checkBeforeStart(topics))
                .containsExactly(new TopicDifference.StateMissing("stopped-items-changelog"));
        create("stopped-items-changelog");
        assertThat(administration.checkBeforeStart(topics))
                .as("Kafka Streams recreates it")
                .containsExactly(new TopicDifference.StateReplaced("stopped-items-changelog"));
    }

    @Test
    void recreatedTopicsAreReportedByTheStateTheyHold() {
        ApplicationTopics topics = ran("mixed");
        for (String topic : List.of("mixed.catalogue", "mixed.clicks", "mixed.lists")) {
            delete(topic);
            create(topic);
        }

        assertThat(administration.checkBeforeStart(topics))
                .containsExactly(
                        new TopicDifference.StateReplaced("mixed.catalogue"),
                        new TopicDifference.Recreated("mixed.clicks", true),
                        new TopicDifference.Recreated("mixed.lists", false));
    }

    @Test
    void topicsChangedWhileRunningAreReported() {
        ApplicationTopics topics = ran("running");
        TopicLossDetector lossDetector = administration.lossDetector(topics);
        assertThat(lossDetector.whileRunning(administration.describeAll(topics.all())))
                .isEmpty();
        delete("running.clicks");
        create("running.clicks");
        delete("running-readers-changelog");

        assertThat(lossDetector.whileRunning(administration.describeAll(topics.all())))
                .containsExactly(
                        new TopicDifference.StateMissing("running-readers-changelog"),
                        new TopicDifference.Recreated("running.clicks", true));
    }

    @Test
    void recreatedInputIsReportedUntilTheNextStart() {
        ApplicationTopics topics = ran("restarted");
        delete("restarted.clicks");
        create("restarted.clicks");

        assertThat(administration.checkBeforeStart(topics))
                .containsExactly(new TopicDifference.Recreated("restarted.clicks", true));
        assertThat(administration.lossDetector(topics).whileRunning(administration.describeAll(topics.all())))
                .isEmpty();
        assertThat(administration.checkBeforeStart(topics)).isEmpty();
    }

    @Test
    void recordsDeletedFromAChangelogAreReported() {
        ApplicationTopics topics = ran("cut");
        Records.send(broker.bootstrapServers(), "cut-readers-changelog", "k", "v");
        join(admin.deleteRecords(
                        Map.of(new TopicPartition("cut-readers-changelog", 0), RecordsToDelete.beforeOffset(1)))
                .all());

        assertThat(administration.checkBeforeStart(topics))
                .containsExactly(new TopicDifference.StateTruncated("cut-readers-changelog", 0, 1));
    }

    @Test
    void storeThatANewVersionAddsIsNotReported() {
        ran("older");
        ApplicationTopics before = topics("older");
        ApplicationTopics newer = new ApplicationTopics(
                "older",
                "older.",
                before.wanted(),
                before.inputs(),
                before.internal(),
                List.of("older-readers-changelog", "older-items-changelog", "older-erased-changelog"));

        assertThat(administration.checkBeforeStart(newer)).isEmpty();
    }

    @Test
    void withoutStoredIdentitiesAllMissingChangelogsPreventTheStartAndASingleOneIsANote() {
        ApplicationTopics topics = topics("unregistered");
        create("unregistered.clicks");
        commit("unregistered", "unregistered.clicks");
        assertThat(administration.checkBeforeStart(topics))
                .containsExactly(
                        new TopicDifference.StateMissing("unregistered-readers-changelog"),
                        new TopicDifference.StateMissing("unregistered-items-changelog"));

        create("unregistered-readers-changelog");
        assertThat(administration.checkBeforeStart(topics))
                .containsExactly(new TopicDifference.StoreBeginsEmpty("unregistered-items-changelog"));
    }

    private static ApplicationTopics topics(String id) {
        return new ApplicationTopics(
                id,
                id + ".",
                List.of(
                        new WantedTopic(id + ".clicks", 1, Map.of()),
                        new WantedTopic(id + ".articles", 1, Map.of()),
                        new WantedTopic(id + ".lists", 1, Map.of()),
                        new WantedTopic(id + ".catalogue", 1, Map.of())),
                Set.of(id + ".clicks", id + ".articles"),
                Set.of(id + ".catalogue"),
                List.of(id + "-readers-changelog", id + "-items-changelog"));
    }

    /** Topics of an application that has run, read input and been stopped. */
    private static ApplicationTopics ran(String id) {
        ApplicationTopics topics = topics(id);
        create(topics.all().toArray(String[]::new));
        // Two inputs, because Kafka drops the offsets of a deleted topic.
        commit(id, id + ".clicks");
        commit(id, id + ".articles");
        assertThat(administration.lossDetector(topics).whileRunning(administration.describeAll(topics.all())))
                .isEmpty();
        return topics;
    }

    private static void commit(String group, String topic) {
        Records.send(broker.bootstrapServers(), topic, "k", "v");
        join(admin.alterConsumerGroupOffsets(group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(1)))
                .all());
    }

    private static void create(String... topics) {
        join(admin.createTopics(List.of(topics).stream()
                        .map(topic -> new NewTopic(topic, 1, (short) 1))
                        .toList())
                .all());
        AdminAnswers.awaitTopics(admin, names -> names.containsAll(List.of(topics)));
    }

    private static void delete(String topic) {
        join(admin.deleteTopics(List.of(topic)).all());
        AdminAnswers.awaitTopics(admin, names -> !names.contains(topic));
    }

    private static <T> T join(KafkaFuture<T> future) {
        return AdminAnswers.await(future, "preparing the test");
    }
}
