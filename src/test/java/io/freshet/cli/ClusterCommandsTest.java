package io.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import io.freshet.broker.EmbeddedBroker;
import io.freshet.cli.CommandHarness.Outcome;
import io.freshet.codec.contract.Contract;
import io.freshet.codec.contract.Topics;
import io.freshet.codec.json.AnswerEncoder;
import io.freshet.event.Reason;
import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.event.Trigger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the commands that connect to Kafka against a real broker, in the order in which an operator uses them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterCommandsTest {

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    @Order(1)
    void replayAndWatchBeforeTheTopicsExistSayHowToCreateThem() throws IOException {
        Files.writeString(directory.resolve("clicks.jsonl"), """
                {"userId":"alice","articleId":"a","at":1764000000000}
                {"userId":"bob","articleId":"b","at":"2025-11-24T16:00:01Z"}
                """);
        assertFails(run("replay", "clicks.jsonl"), "create them with 'freshet topics create'");
        assertFails(run("watch", "--limit", "1"), "create it with 'freshet topics create'");
        assertFails(run("topics", "check"), "topics differ from the contract");
        assertFails(run("model", "snapshot"), "there is no topic freshet.word-commands at ");
    }

    @Test
    @Order(2)
    void createdTopicsAreThoseOfTheContractAndPassTheCheck() {
        Outcome created = run("topics", "create");
        assertThat(created.exitCode()).isZero();
        assertThat(created.out().lines())
                .containsExactlyInAnyOrderElementsOf(Contract.load().topics().stream()
                        .map(topic -> "created freshet." + topic.name())
                        .toList());
        assertThat(run("topics", "create").out()).isEqualTo("all topics exist already\n");
        assertThat(run("topics", "check")).isEqualTo(new Outcome(0, "all topics match the contract\n", ""));
        assertThat(run("topics", "describe").out())
                .contains("freshet.clicks  4 partitions, 1 replicas, delete, 168 h\n")
                .contains("freshet.trending  1 partitions, 1 replicas, compact\n");
        assertFails(run("topics", "check", "-c", "topics.partitions=5"), "topics differ from the contract");
    }

    @Test
    @Order(3)
    void replayPrintsTheNumberOfEventsSent() {
        Outcome outcome = run("replay", "clicks.jsonl");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("2 clicks").contains("2 events in ");
        assertThat(run("replay", "clicks.jsonl", "--limit", "1").out()).contains("1 clicks");
    }

    @Test
    @Order(4)
    void replayOfABadLineNamesFileAndLine() throws IOException {
        Files.writeString(directory.resolve("clicks-bad.jsonl"), """
                {"userId":"alice","articleId":"a","at":1764000000000}
                {"userId":"alice","at":1764000000000}
                """);
        Outcome outcome = run("replay", "clicks-bad.jsonl");
        assertFails(outcome, "clicks-bad.jsonl:2");
        assertThat(outcome.err()).contains("articleId").contains("--skip-bad-lines");
        assertThat(run("replay", "clicks-bad.jsonl", "--skip-bad-lines").out())
                .contains("1 clicks")
                .contains("1 bad lines skipped");
        assertFails(run("replay", "nothing.jsonl"), "no such file");
        assertThat(run("replay", "clicks.jsonl", "--speed", "0").exitCode()).isEqualTo(2);
    }

    @Test
    @Order(5)
    void watchShowsTheListsOfOneReaderWithTheirReasons() {
        CommandHarness harness = harness();
        Future<Outcome> watching = CompletableFuture.supplyAsync(
                () -> harness.run("watch", "--user", "alice", "--limit", "1", "-b", broker.bootstrapServers()));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            // The watcher reads from the end of the topic, so lists are sent until it has printed one.
            Eventually.await().pollInterval(Duration.ofMillis(300)).until(() -> {
                send(producer, "bob");
                send(producer, "alice");
                return watching.isDone();
            });
        } finally {
            harness.stop().stop();
        }
        assertThat(watching).succeedsWithin(Eventually.LIMIT).satisfies(outcome -> {
            assertThat(outcome.err())
                    .isEqualTo("freshet watch: waiting for new lists of reader alice on freshet.recommendations;"
                            + " Ctrl-C stops\n");
            assertThat(outcome.out())
                    .startsWith("2025-11-24T16:00:00Z  alice  (click)\n")
                    .contains("   1  article-1  — Like “article-2”")
                    .doesNotContain("bob");
        });
    }

    @Test
    @Order(6)
    void resetAsksFirstAndDeletesOnlyInternalTopics() {
        create("freshet-readers-changelog", "freshet-canary-readers-changelog");
        Outcome declined = harness().answering("no\n").run("reset", "-b", broker.bootstrapServers());
        assertThat(declined.exitCode()).isEqualTo(1);
        assertThat(declined.err())
                .contains("nothing was deleted", "  freshet-readers-changelog\n  freshet.announcements\n")
                .doesNotContain("canary", "freshet.clicks");
        assertThat(run("topics", "check").exitCode()).isZero();

        Outcome confirmed = harness().answering("freshet\n").run("reset", "-b", broker.bootstrapServers());
        assertThat(confirmed.exitCode()).isZero();
        assertThat(confirmed.out())
                .contains(
                        "deleted topic freshet.catalogue",
                        "deleted topic freshet.dead-letters",
                        "deleted topic freshet-readers-changelog")
                .doesNotContain("canary", "freshet.clicks", "freshet.recommendations");
        assertThat(topics()).contains("freshet-canary-readers-changelog");
        assertFails(run("topics", "check"), "topics differ from the contract");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topics check",
                "topics create",
                "topics describe",
                "replay clicks.jsonl",
                "reset",
                "reset --yes",
                "model snapshot",
                "run -c http.port=0"
            })
    @Order(7)
    void unreachableClusterGivesAOneLineErrorWithItsAddress(String command) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(List.of("-b", "127.0.0.1:1"));
        arguments.addAll(List.of("-c", "kafka.default.api.timeout.ms=1000", "-c", "kafka.request.timeout.ms=500"));

        assertFails(
                harness().run(arguments.toArray(String[]::new)),
                "Timed out waiting for a node assignment. Call: ",
                "check that Kafka runs at 127.0.0.1:1, that --bootstrap-servers is right");
    }

    private static void create(String... topics) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(Arrays.stream(topics)
                            .map(topic -> new NewTopic(topic, 1, (short) 1))
                            .toList())
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    private static Set<String> topics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin.listTopics()
                    .names()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String userId) {
        Recommendations list = new Recommendations(
                userId,
                "list",
                1_764_000_000_000L,
                1_763_999_999_000L,
                Trigger.CLICK,
                List.of(new RecommendedArticle("article-1", 1, List.of(new Reason.Resembles("article-2")))));
        var unused = producer.send(new ProducerRecord<>(
                "freshet." + Topics.RECOMMENDATIONS.name(),
                userId.getBytes(StandardCharsets.UTF_8),
                AnswerEncoder.encode(list)));
        producer.flush();
    }

    private static void assertFails(Outcome outcome, String... messages) {
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains(messages).hasLineCount(1);
    }

    private static Outcome run(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--bootstrap-servers";
        all[arguments.length + 1] = broker.bootstrapServers();
        return harness().run(all);
    }

    private static CommandHarness harness() {
        return new CommandHarness(directory);
    }
}
