package io.freshet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.codec.Contract;
import io.freshet.codec.TopicDeclaration;
import io.freshet.codec.TopicNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                .containsExactly("topic a.clicks is missing", "topic a.lists is missing");
        assertThat(topics.createMissing(List.of(lists, clicks), 1)).containsExactly("a.clicks", "a.lists");
        assertThat(topics.createMissing(List.of(clicks, lists), 1)).isEmpty();

        assertThat(topics.check(List.of(clicks, lists))).isEmpty();
        assertThat(topics.describe(List.of(clicks, lists)))
                .containsEntry("a.clicks", new TopicState("a.clicks", 3, 1, "delete", 1000, 1, "CreateTime"))
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
                        "topic b.articles has 2 partitions, expected 4",
                        "topic b.articles has cleanup.policy delete, expected compact",
                        "the topics of article owners must have equal partition counts but have"
                                + " {b.articles=2, b.reads=3}");
    }

    @Test
    void inputStampedByItsSendersIsNamedWithTheRemedy() {
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
                .isEqualTo(new TopicState("c.recommendations", 4, 1, "compact", 604_800_000, 1, "CreateTime"));
        assertThat(topics.describe(wanted))
                .extractingByKey("c.articles")
                .extracting(TopicState::retentionMillis)
                .isEqualTo(Duration.ofDays(30).toMillis());
        assertThat(topics.check(WantedTopic.ofContract(contract, new TopicNames("c."), group -> 4)))
                .allSatisfy(
                        difference -> assertThat(difference).isInstanceOf(TopicDifference.WrongPartitionCount.class))
                .isNotEmpty();
    }

    @Test
    void clusterThatDoesNotAnswerIsAnErrorThatSaysWhatWasAsked() {
        try (TopicAdministration nowhere = new TopicAdministration(Map.of(
                "bootstrap.servers", "127.0.0.1:1", "default.api.timeout.ms", "500", "request.timeout.ms", "400"))) {
            assertThatThrownBy(() -> nowhere.check(List.of()))
                    .isInstanceOf(KafkaUnavailableException.class)
                    .hasMessageContaining("listing topics");
        }
    }

    @Test
    void whatComesInIsStampedByTheBrokerBecauseSendersHaveWrongClocks() {
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
