package io.freshet.runtime.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.broker.EmbeddedBroker;
import io.freshet.codec.contract.Contract;
import io.freshet.codec.contract.TopicDeclaration;
import io.freshet.codec.contract.TopicNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicAdministrationTest {
    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static TopicAdministration topics;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory);
        topics = new TopicAdministration(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        topics.close();
        broker.close();
    }

    @Test
    void missingTopicsAreCreatedAsWantedAndOnlyThose() {
        WantedTopic clicks = new WantedTopic("a.clicks", 3, Map.of("retention.ms", "1000", "min.insync.replicas", "1"));
        WantedTopic lists = new WantedTopic("a.lists", 2, Map.of("cleanup.policy", "compact"));

        assertThat(topics.check(List.of(clicks, lists)))
                .extracting(TopicDifference::message)
                .containsExactly(
                        "topic a.clicks is missing; create it with 'freshet topics create'",
                        "topic a.lists is missing; create it with 'freshet topics create'");
        assertThat(topics.createMissing(List.of(lists, clicks), 1)).containsExactly("a.clicks", "a.lists");
        assertThat(topics.createMissing(List.of(clicks, lists), 1)).isEmpty();

        assertThat(topics.check(List.of(clicks, lists))).isEmpty();
        assertThat(topics.describe(List.of(clicks, lists)))
                .hasEntrySatisfying("a.clicks", state -> {
                    assertThat(state.partitions()).isEqualTo(3);
                    assertThat(state.replicationFactor()).isEqualTo(1);
                    assertThat(state.cleanupPolicy()).isEqualTo("delete");
                    assertThat(state.retentionMillis()).isEqualTo(1000);
                    assertThat(state.minInSyncReplicas()).isEqualTo(1);
                    assertThat(state.timestampType()).isEqualTo("CreateTime");
                    assertThat(state.messageBytesMax()).isEqualTo(1_048_588);
                })
                .extractingByKey("a.lists")
                .extracting(TopicState::cleanupPolicy)
                .isEqualTo("compact");
    }

    @Test
    void eachDifferenceIsNamed() {
        Map<String, String> compact = Map.of("cleanup.policy", "compact");
        topics.createMissing(
                List.of(new WantedTopic("b.articles", 2, Map.of()), new WantedTopic("b.reads", 3, Map.of())), 1);

        List<TopicDifference> differences = topics.check(List.of(
                new WantedTopic("b.reads", 3, Optional.of("article owners"), Map.of("cleanup.policy", "delete")),
                new WantedTopic("b.articles", 4, Optional.of("article owners"), compact)));

        assertThat(differences)
                .extracting(TopicDifference::message)
                .containsExactly(
                        "topic b.articles has 2 partitions, expected 4: keys and their state are in different"
                                + " partitions now; set topics.partitions and rebuild with 'freshet reset --answers',"
                                + " see docs/how-to/upgrade.md",
                        "topic b.articles has cleanup.policy delete, expected compact; change it with"
                                + " 'kafka-configs.sh --alter --topic b.articles --add-config cleanup.policy=[compact]'",
                        "the topics of article owners must have equal partition counts but have"
                                + " {b.articles=2, b.reads=3}");
    }

    @Test
    void inputStampedByItsSendersIsReportedWithTheRemedy() {
        WantedTopic stampedByBroker = new WantedTopic("d.clicks", 1, Map.of("message.timestamp.type", "LogAppendTime"));
        topics.createMissing(List.of(new WantedTopic("d.clicks", 1, Map.of())), 1);

        assertThat(topics.check(List.of(stampedByBroker)))
                .extracting(TopicDifference::message)
                .containsExactly(
                        "topic d.clicks has message.timestamp.type CreateTime, expected LogAppendTime; change it"
                                + " with 'kafka-configs.sh --alter --topic d.clicks --add-config"
                                + " message.timestamp.type=LogAppendTime'");
    }

    @Test
    void topicsOfTheContractAreCreatedAsDeclared() {
        Contract contract = Contract.load();
        List<WantedTopic> wanted = WantedTopic.ofContract(contract, new TopicNames("c."), contract::defaultPartitions);

        assertThat(topics.createMissing(wanted, 1)).hasSize(contract.topics().size());

        assertThat(topics.check(wanted)).isEmpty();
        assertThat(topics.describe(wanted).get("c.recommendations"))
                .satisfies(state -> assertThat(state.configuration())
                        .containsEntry("cleanup.policy", "compact")
                        .containsEntry("segment.ms", "3600000")
                        .containsEntry("max.compaction.lag.ms", "86400000")
                        .containsEntry("delete.retention.ms", "86400000"));
        assertThat(topics.describe(wanted))
                .extractingByKey("c.articles")
                .extracting(TopicState::retentionMillis)
                .isEqualTo(Duration.ofDays(30).toMillis());
        assertThat(topics.describe(wanted))
                .extractingByKey("c.dead-letters")
                .satisfies(state -> assertThat(state.configuration())
                        .containsEntry("retention.ms", "1209600000")
                        .containsEntry("segment.ms", "86400000"));
        assertThat(topics.check(WantedTopic.ofContract(contract, new TopicNames("c."), group -> 4)))
                .allSatisfy(
                        difference -> assertThat(difference).isInstanceOf(TopicDifference.WrongPartitionCount.class))
                .isNotEmpty();
    }

    @Test
    void internalTopicsAndChangelogsAreCorrectedAndThoseOfTheNewsroomReported() {
        Map<String, String> late = Map.of("segment.ms", "604800000", "cleanup.policy", "compact,delete");
        WantedTopic clicks = new WantedTopic("e.clicks", 1, Map.of("segment.ms", "86400000"));
        WantedTopic reads = new WantedTopic("e.reads", 1, Map.of("segment.ms", "86400000"));
        topics.createMissing(
                List.of(
                        new WantedTopic("e.clicks", 1, late),
                        new WantedTopic("e.reads", 1, late),
                        new WantedTopic("e-readers-changelog", 2, late)),
                1);
        ApplicationTopics application = new ApplicationTopics(
                "e",
                "e.",
                List.of(clicks, reads),
                Set.of("e.clicks"),
                Set.of("e.reads"),
                List.of("e-readers-changelog"));

        assertThat(topics.correctSettings(application))
                .containsExactlyInAnyOrder(
                        "topic e.reads: segment.ms 604800000 -> 86400000",
                        "topic e-readers-changelog: cleanup.policy compact,delete -> compact",
                        "topic e-readers-changelog: segment.ms 604800000 -> 3600000",
                        "topic e-readers-changelog: max.compaction.lag.ms 9223372036854775807 -> 86400000");

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(topics.correctSettings(application)).isEmpty());
        assertThat(topics.describeAll(List.of("e-readers-changelog")).values())
                .singleElement()
                .satisfies(state -> {
                    assertThat(state.cleanupPolicy()).isEqualTo("compact");
                    assertThat(state.configuration()).containsEntry("max.compaction.lag.ms", "86400000");
                });
        assertThat(topics.check(application.wanted())).singleElement().satisfies(difference -> {
            assertThat(difference.preventsStart()).isFalse();
            assertThat(difference.message())
                    .startsWith("topic e.clicks has segment.ms 604800000, expected at most 86400000");
        });
    }

    @Test
    void clusterThatDoesNotAnswerIsAnErrorThatNamesTheRequest() {
        try (TopicAdministration nowhere = new TopicAdministration(Map.of(
                "bootstrap.servers", "127.0.0.1:1", "default.api.timeout.ms", "500", "request.timeout.ms", "400"))) {
            assertThatThrownBy(() -> nowhere.check(List.of()))
                    .isInstanceOf(KafkaUnavailableException.class)
                    .hasMessageContaining("listing topics");
        }
    }

    @Test
    void inputIsStampedByTheBrokerBecauseClocksOfSendersMayBeWrong() {
        Contract contract = Contract.load();
        List<String> inputs = contract.topics().stream()
                .filter(topic -> topic.direction() == TopicDeclaration.Direction.IN)
                .map(TopicDeclaration::name)
                .toList();

        assertThat(WantedTopic.ofContract(contract, new TopicNames(""), contract::defaultPartitions))
                .allSatisfy(topic -> assertThat(
                                "LogAppendTime".equals(topic.configuration().get("message.timestamp.type")))
                        .isEqualTo(inputs.contains(topic.name())));
    }
}
