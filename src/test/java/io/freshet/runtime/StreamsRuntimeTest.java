package io.freshet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.ConsoleLog;
import io.freshet.Eventually;
import io.freshet.recommend.ReadModel;
import io.freshet.runtime.health.StallDetector;
import io.freshet.runtime.read.Owner;
import io.freshet.runtime.topics.ApplicationTopics;
import io.freshet.runtime.topics.TopicAdministration;
import io.freshet.runtime.topics.TopicIdentities;
import io.freshet.runtime.topics.WantedTopic;
import io.freshet.telemetry.KafkaMeters;
import io.freshet.telemetry.PrometheusMeasurements;
import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.MeasurementHandlers;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.intake.DeadLetterContent;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs a topology under exactly-once on an embedded broker. The topology counts words, fails at the word {@code poison}
 * and blocks at the word {@code stuck}; its global thread blocks at the name {@code stuck}.
 */
class StreamsRuntimeTest {
    private static final CountDownLatch UNSTUCK = new CountDownLatch(1);
    private static final CountDownLatch GLOBAL_UNSTUCK = new CountDownLatch(1);

    @TempDir
    static Path directory;

    private static TestBroker broker;

    @BeforeAll
    static void start() {
        broker = new TestBroker(directory);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void countingContinuesAfterARestart() throws InterruptedException {
        RuntimeSettings settings = settings("restart");
        createTopics(settings);

        try (StreamsRuntime runtime = started(settings, Measurements.NONE)) {
            send(settings, "a", "b", "a");
            assertThat(values(settings, 3)).containsExactly("1", "1", "2");
            Eventually.await().untilAsserted(() -> {
                assertThat(runtime.health().reasons()).isEmpty();
                assertThat(runtime.lagRecords()).hasValue(0);
            });
            assertThat(runtime.health().ready()).isTrue();
            assertThat(runtime.ownerOf("counts", "a")).isEqualTo(new Owner.Local(OptionalInt.empty()));
            assertThat(count(runtime, new Owner.Local(OptionalInt.empty()), "a"))
                    .contains(2L);
        }

        try (StreamsRuntime runtime = started(settings, Measurements.NONE)) {
            send(settings, "a");
            assertThat(values(settings, 4)).containsExactly("1", "1", "2", "3");
            closeTwice(runtime);
            assertThat(runtime.health().live()).isFalse();
        }
    }

    @Test
    void poisonRecordGoesToTheDeadLettersAndProcessingContinues() throws InterruptedException {
        RuntimeSettings settings = settings("poison");
        createTopics(settings);
        try (PrometheusMeasurements measurements = new PrometheusMeasurements(KafkaMeters.CURATED);
                StreamsRuntime runtime = started(settings, measurements)) {
            measurements.bindKafkaStreams(runtime.kafkaStreams());
            send(settings, "a", "poison", "a");

            assertThat(values(settings, 2)).containsExactly("1", "2");
            ConsumerRecord<byte[], byte[]> dead = broker.deadLetter(settings);
            assertThat(dead.key()).asString().isEqualTo("poison");
            assertThat(dead.value()).asString().isEqualTo("poison");
            assertThat(Records.header(dead, DeadLetterHandlers.REASON_HEADER))
                    .isEqualTo(DeadLetterHandlers.PROCESSING_FAILED);
            assertThat(Records.header(dead, DeadLetterHandlers.TOPIC_HEADER))
                    .isEqualTo(settings.topicPrefix() + "words");
            assertThat(Records.header(dead, DeadLetterHandlers.PARTITION_HEADER))
                    .isEqualTo("0");
            assertThat(Records.header(dead, DeadLetterHandlers.OFFSET_HEADER)).isEqualTo("1");
            assertThat(Records.header(dead, DeadLetterHandlers.MESSAGE_HEADER)).contains("cannot count poison");
            assertThat(runtime.health().live()).isTrue();
            String scrape = measurements.scrape();
            assertThat(scrape)
                    .contains(
                            "freshet_events_total{input=\"words\",outcome=\"rejected\",reason=\"processing-failed\"} 1.0")
                    .contains("kafka_stream_thread_process_rate");
        }
    }

    /** Kafka Streams registers the gauges with the store; a read while the store closes would end the process. */
    @Test
    void gaugesThatReadStoresNativelyAreNeitherOnMetricsNorInJmx() throws Exception {
        RuntimeSettings settings = settings("gauges");
        createTopics(settings);
        try (PrometheusMeasurements measurements = new PrometheusMeasurements(KafkaMeters.ALL);
                StreamsRuntime runtime = started(settings, Measurements.NONE)) {
            measurements.bindKafkaStreams(runtime.kafkaStreams());
            send(settings, "a");
            assertThat(values(settings, 1)).containsExactly("1");

            assertThat(runtime.kafkaStreams().metrics().values())
                    .noneMatch(FilteredKafkaStreams::isStoreGauge)
                    .anyMatch(metric -> metric.metricName().name().equals("process-rate"));
            assertThat(measurements.scrape())
                    .contains("kafka_stream_thread_process_rate")
                    .doesNotContain("kafka_stream_state_estimate_num_keys", "kafka_stream_state_block_cache_usage");
            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            assertThat(beans.queryNames(new ObjectName("kafka.streams:type=stream-thread-metrics,*"), null))
                    .isNotEmpty();
            assertThat(beans.queryNames(new ObjectName("kafka.streams:type=stream-state-metrics,*"), null))
                    .isEmpty();
            assertThat(runtime.storeMemoryBytes()).isPositive();
        }
    }

    @Test
    void recordTooLargeForTheDeadLettersIsShortenedAndProcessingContinues() throws InterruptedException {
        RuntimeSettings settings = settings("large");
        createTopics(settings);
        try (StreamsRuntime runtime = started(settings, Measurements.NONE)) {
            // Larger than a producer sends by default, but accepted by the topic; fails in the processor.
            broker.send(settings, "words", "poison", "poison" + "x".repeat(3 << 20));
            send(settings, "a");

            assertThat(values(settings, 1)).containsExactly("1");
            ConsumerRecord<byte[], byte[]> dead = broker.deadLetter(settings);
            assertThat(dead.key()).asString().isEqualTo("poison");
            assertThat(dead.value()).hasSize(DeadLetterContent.CUT_BYTES).startsWith(Records.bytes("poisonxx"));
            assertThat(Records.header(dead, DeadLetterContent.VALUE_BYTES)).isEqualTo(Integer.toString(6 + (3 << 20)));
            assertThat(Records.header(dead, DeadLetterHandlers.REASON_HEADER))
                    .isEqualTo(DeadLetterHandlers.PROCESSING_FAILED);
            assertThat(runtime.failure()).isEmpty();
        }
    }

    @Test
    void resetFailsWhileAnInstanceRunsAndDeletesAllStateAfterwards() throws InterruptedException {
        RuntimeSettings settings = settings("reset");
        createTopics(settings);
        ApplicationReset reset = new ApplicationReset(settings, List.of("counts"));
        String other = "reset-canary-counts-changelog";
        broker.create(new WantedTopic(other, 1, Map.of()));
        try (StreamsRuntime runtime = started(settings, Measurements.NONE)) {
            send(settings, "a");
            assertThat(values(settings, 1)).containsExactly("1");
            assertThatThrownBy(() -> reset.run(List.of()))
                    .isInstanceOf(RuntimeFailureException.class)
                    .hasMessageContaining("reset is running, stream threads: 1");
            assertThat(runtime.health().live()).isTrue();
        }

        ApplicationReset.Report report = reset.run(List.of(settings.topicPrefix() + "counts"));

        try (TopicAdministration topics = new TopicAdministration(settings.clientProperties())) {
            assertThat(topics.describeAll(List.of(other)))
                    .as("the changelog of another application whose id begins with the same letters")
                    .containsKey(other);
        }
        assertThat(report.groupDeleted()).isTrue();
        assertThat(report.topics()).containsExactly("reset-counts-changelog", settings.topicPrefix() + "counts");
        assertThat(report.files()).isPositive();
        assertThat(settings.stateDirectory().resolve("reset")).doesNotExist();
        assertThat(reset.run(List.of())).isEqualTo(new ApplicationReset.Report(false, List.of(), 0));
        createTopics(settings);
        try (StreamsRuntime runtime = started(settings, Measurements.NONE)) {
            send(settings, "a");
            assertThat(values(settings, 2)).containsExactly("1", "2");
            assertThat(runtime.failure()).isEmpty();
        }
    }

    @Test
    void stateDirectoryInUseIsExplainedInOneLine() throws InterruptedException {
        RuntimeSettings settings = settings("lock");
        createTopics(settings);
        try (StreamsRuntime runtime = started(settings, Measurements.NONE);
                ConsoleLog log = new ConsoleLog()) {
            assertThatThrownBy(() -> new StreamsRuntime(counting(settings), settings, Measurements.NONE))
                    .isInstanceOf(RuntimeFailureException.class)
                    .hasMessage("the state directory " + settings.stateDirectory()
                            + " is in use by another running instance: stop that one or give this one its own");
            assertThat(log.linesWith("ERROR"))
                    .as("errors of Kafka Streams beside our message")
                    .isEmpty();
            assertThat(runtime.health().live()).isTrue();
        }
    }

    @Test
    void instancesKnowTheOwnerOfEachKeyAndTakeOverAtOnce() throws InterruptedException {
        RuntimeSettings first = settings("two", "127.0.0.1:7001", "first");
        RuntimeSettings second = settings("two", "127.0.0.1:7002", "second");
        createTopics(first, 2);
        List<String> keys = List.of("a", "b", "c", "d", "e", "f", "g", "h");
        try (StreamsRuntime one = started(first, Measurements.NONE)) {
            try (StreamsRuntime two = started(second, Measurements.NONE)) {
                Eventually.await().untilAsserted(() -> {
                    assertThat(keys).anyMatch(key -> one.ownerOf("counts", key) instanceof Owner.Local);
                    assertThat(keys)
                            .anyMatch(key -> one.ownerOf("counts", key)
                                    .equals(new Owner.Remote(URI.create("http://127.0.0.1:7002"))));
                    assertThat(keys)
                            .allMatch(key -> one.ownerOf("counts", key) instanceof Owner.Local
                                    != two.ownerOf("counts", key) instanceof Owner.Local);
                });
            }
            // The session timeout is longer than the wait, so the instance must have left the group.
            Eventually.await()
                    .untilAsserted(
                            () -> assertThat(keys).allMatch(key -> one.ownerOf("counts", key) instanceof Owner.Local));
        }
    }

    @Test
    void readsBeforeTheStartAndAfterTheCloseAreUnavailable() {
        RuntimeSettings settings = settings("early", "127.0.0.1:7001", "early");
        createTopics(settings);
        StreamsRuntime runtime = new StreamsRuntime(counting(settings), settings, Measurements.NONE);

        assertThat(runtime.ownerOf("counts", "a")).isEqualTo(new Owner.Unknown());
        assertThatThrownBy(() -> count(runtime, new Owner.Local(OptionalInt.empty()), "a"))
                .isInstanceOf(ReadModel.UnavailableException.class);
        assertThatThrownBy(() -> count(runtime, new Owner.Local(OptionalInt.of(0)), "a"))
                .isInstanceOf(ReadModel.UnavailableException.class);
        runtime.close();
        assertThatThrownBy(() -> count(runtime, new Owner.Local(OptionalInt.of(0)), "a"))
                .isInstanceOf(ReadModel.UnavailableException.class);
    }

    @Test
    void readOfAStoreThatMovesAwayIsUnavailable() throws InterruptedException {
        RuntimeSettings settings = settings("moved");
        createTopics(settings);
        try (StreamsRuntime runtime = started(settings, Measurements.NONE)) {
            assertThatThrownBy(
                            () -> runtime.read("counts", QueryableStoreTypes.<String, Long>keyValueStore(), counts -> {
                                closeTwice(runtime);
                                return counts.get("a");
                            }))
                    .isInstanceOf(ReadModel.UnavailableException.class);
        }
    }

    /** Two machines with the same default address: neither may treat the other's readers as missing. */
    @Test
    void keyOfAnotherInstanceAtTheSameAddressIsElsewhereAndNotMissing() throws InterruptedException {
        RuntimeSettings first = settings("same", "127.0.0.1:7001", "same-first");
        RuntimeSettings second = settings("same", "127.0.0.1:7001", "same-second");
        createTopics(first, 2);
        List<String> keys = List.of("a", "b", "c", "d", "e", "f", "g", "h");
        try (StreamsRuntime one = started(first, Measurements.NONE);
                StreamsRuntime two = started(second, Measurements.NONE)) {
            send(first, keys.toArray(String[]::new));

            Eventually.await()
                    .untilAsserted(() -> assertThat(keys)
                            .allSatisfy(key -> assertThat(List.of(found(one, key), found(two, key)))
                                    .containsExactlyInAnyOrder("1", "elsewhere")));
        }
    }

    private static String found(StreamsRuntime runtime, String key) {
        if (!(runtime.ownerOf("counts", key) instanceof Owner.Local here)) {
            return "elsewhere";
        }
        try {
            return count(runtime, here, key).map(String::valueOf).orElse("missing");
        } catch (ReadModel.UnavailableException notHere) {
            return "unavailable";
        }
    }

    @Test
    void stateDirectoryThatCannotBeCreatedIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("no-directory"), "");
        RuntimeSettings settings = RuntimeSettings.builder("unwritable", broker.bootstrapServers(), file)
                .build();

        assertThatThrownBy(() -> new StreamsRuntime(counting(settings), settings, Measurements.NONE))
                .isInstanceOf(RuntimeFailureException.class)
                .hasMessageContaining("the state directory " + file + " cannot be used");
    }

    @Test
    void stalledThreadMakesTheInstanceUnreadyUntilItMakesProgress() throws InterruptedException {
        RuntimeSettings settings = settings("stuck");
        createTopics(settings);
        try (StreamsRuntime runtime = TestBroker.started(new StreamsRuntime(
                counting(settings),
                settings,
                Measurements.NONE,
                ApplicationTopics.none(settings.applicationId(), settings.topicPrefix()),
                limits(Duration.ofSeconds(2), Eventually.LIMIT)))) {
            send(settings, "a");
            assertThat(values(settings, 1)).containsExactly("1");
            Eventually.await()
                    .untilAsserted(() -> assertThat(runtime.health().ready()).isTrue());

            send(settings, "stuck");
            Eventually.await()
                    .untilAsserted(() -> assertThat(runtime.health().ready()).isFalse());

            assertThat(runtime.health().live()).isTrue();
            assertThat(runtime.lagRecords()).as("fetched, and not processed").hasValue(1);
            assertThat(runtime.health().reasons())
                    .singleElement()
                    .satisfies(reason -> assertThat(reason)
                            .matches("stream thread stuck-.*-StreamThread-1 has made no progress for \\d+ s, .*")
                            .contains("it is in " + StreamsRuntimeTest.class.getName() + ".waitFor"));
            assertThat(runtime.longestStall()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));

            UNSTUCK.countDown();
            assertThat(values(settings, 2)).containsExactly("1", "1");
            Eventually.await().untilAsserted(() -> {
                assertThat(runtime.health().reasons()).isEmpty();
                assertThat(runtime.longestStall()).isLessThan(Duration.ofSeconds(2));
            });
        } finally {
            UNSTUCK.countDown();
        }
    }

    @Test
    void threadStalledBeyondTheRecoveryLimitMakesTheInstanceNotLive() throws InterruptedException {
        RuntimeSettings settings = settings("dead");
        createTopics(settings);
        Duration recoveryLimit = Duration.ofSeconds(2);
        try (StreamsRuntime runtime = TestBroker.started(new StreamsRuntime(
                countingAndNaming(settings),
                settings,
                Measurements.NONE,
                ApplicationTopics.none(settings.applicationId(), settings.topicPrefix()),
                limits(recoveryLimit, recoveryLimit)))) {
            Eventually.await()
                    .untilAsserted(() -> assertThat(runtime.health().live()).isTrue());

            broker.send(settings, "names", "stuck", "stuck");
            Eventually.await()
                    .untilAsserted(() -> assertThat(runtime.health().live()).isFalse());

            assertThat(runtime.health().ready()).isFalse();
            assertThat(runtime.health().reasons())
                    .anySatisfy(reason -> assertThat(reason)
                            .matches("stream thread dead-.*-GlobalStreamThread has made no progress for \\d+ s, .*")
                            .contains(
                                    "it is in " + StreamsRuntimeTest.class.getName() + ".waitFor",
                                    "restart this instance"));

            GLOBAL_UNSTUCK.countDown();
            Eventually.await()
                    .untilAsserted(() -> assertThat(runtime.health().live()).isTrue());
        } finally {
            GLOBAL_UNSTUCK.countDown();
        }
    }

    @Test
    void openTransactionOfASenderMakesTheInstanceUnreadyUntilItEnds() throws InterruptedException {
        RuntimeSettings settings =
                settings("open").toBuilder().lagMax(Duration.ofSeconds(1)).build();
        createTopics(settings);
        try (StreamsRuntime runtime = watched(settings, Measurements.NONE);
                KafkaProducer<byte[], byte[]> producer = transactional("sender")) {
            awaitReady(runtime);
            producer.beginTransaction();
            var unused = producer.send(
                    new ProducerRecord<>(settings.topicPrefix() + "words", Records.bytes("a"), Records.bytes("a")));
            producer.flush();
            send(settings, "b");

            Eventually.await().untilAsserted(() -> {
                assertThat(runtime.health().reasons())
                        .singleElement()
                        .asString()
                        .matches("a transaction has been open on open\\.words-0 for \\d+ s \\(producer id \\d+\\):"
                                + " nobody can read the 2 records from offset 0 on until it ends; .*");
                assertThat(runtime.lagRecords()).hasValue(2);
            });
            assertThat(runtime.health().ready()).isFalse();

            producer.commitTransaction();
            assertThat(values(settings, 2)).containsExactly("1", "1");
            awaitReady(runtime);
        }
    }

    @Test
    void partitionsAddedToAnInputMakeTheInstanceUnreadyAndStopItWithOurRemedy() throws Exception {
        RuntimeSettings settings = settings("grown").toBuilder()
                .streamsProperties(Map.of("consumer.metadata.max.age.ms", "500", "consumer.retry.backoff.ms", "50"))
                .build();
        createTopics(settings);
        StringBuilder ended = new StringBuilder();
        try (StreamsRuntime runtime = watched(settings, Measurements.NONE);
                Admin admin = broker.admin()) {
            runtime.onFailure(ended::append);
            awaitReady(runtime);

            admin.createPartitions(Map.of("grown.words", NewPartitions.increaseTo(3)))
                    .all()
                    .get();

            Eventually.await()
                    .untilAsserted(() -> assertThat(runtime.health().reasons())
                            .anySatisfy(reason -> assertThat(reason)
                                    .startsWith("topic grown.words has 3 partitions, expected 1")
                                    .contains("'freshet reset --answers'")));
            assertThat(runtime.health().ready()).isFalse();
            Eventually.await()
                    .untilAsserted(() -> assertThat(runtime.failure())
                            .hasValueSatisfying(reason -> assertThat(reason)
                                    .contains("grown-counts-changelog has 1 partitions, expected 3", "freshet reset")
                                    .doesNotContain("StreamsResetter")));
        }
        assertThat(ended).contains("grown");
    }

    @Test
    void changelogDeletedWhileRunningIsReportedAndPreventsTheNextStartUntilAReset() throws Exception {
        RuntimeSettings settings = settings("robbed");
        createTopics(settings);
        ApplicationTopics topics = topics(settings);
        try (TopicAdministration administration = new TopicAdministration(settings.clientProperties())) {
            assertThat(administration.checkBeforeStart(topics))
                    .as("the first start")
                    .isEmpty();
            try (StreamsRuntime runtime = watched(settings, Measurements.NONE);
                    Admin admin = broker.admin()) {
                send(settings, "a", "b");
                assertThat(values(settings, 2)).containsExactly("1", "1");
                awaitReady(runtime);
                TopicIdentities identities = new TopicIdentities(admin, topics);
                Eventually.await()
                        .untilAsserted(() ->
                                assertThat(identities.load()).containsKeys("robbed-counts-changelog", "robbed.words"));
                assertThat(administration.checkBeforeStart(topics))
                        .as("another instance")
                        .isEmpty();

                admin.deleteTopics(List.of("robbed-counts-changelog")).all().get();

                Eventually.await()
                        .untilAsserted(() -> assertThat(runtime.health().reasons())
                                .anySatisfy(reason -> assertThat(reason)
                                        .startsWith("topic robbed-counts-changelog ")
                                        .contains("'freshet reset'")));
            }
            assertThat(administration.checkBeforeStart(topics)).singleElement().satisfies(difference -> {
                assertThat(difference.preventsStart()).isTrue();
                assertThat(difference.message()).startsWith("topic robbed-counts-changelog ");
            });

            new ApplicationReset(settings, List.of("counts")).run(List.of());

            assertThat(administration.checkBeforeStart(topics))
                    .as("after a reset")
                    .isEmpty();
        }
        try (StreamsRuntime runtime = watched(settings, Measurements.NONE)) {
            awaitReady(runtime);
        }
    }

    @Test
    void inputDeletedUnreadIsCountedOnce() throws Exception {
        RuntimeSettings settings = settings("lost");
        createTopics(settings);
        Map<String, Long> lost = new ConcurrentHashMap<>();
        Measurements measurements = new MeasurementHandlers()
                .on(Measurement.InputLost.class, input -> lost.merge(input.input(), input.records(), Long::sum));
        try (StreamsRuntime runtime = watched(settings, measurements)) {
            send(settings, "a");
            assertThat(values(settings, 1)).containsExactly("1");
            awaitReady(runtime);
            assertThat(lost).containsExactly(Map.entry("words", 0L));
        }
        send(settings, "a", "a", "a", "a");
        try (Admin admin = broker.admin()) {
            admin.deleteRecords(Map.of(new TopicPartition("lost.words", 0), RecordsToDelete.beforeOffset(4)))
                    .all()
                    .get();
        }

        try (StreamsRuntime runtime = watched(settings, measurements)) {
            assertThat(values(settings, 2)).containsExactly("1", "2");
            awaitReady(runtime);
            Eventually.await().untilAsserted(() -> assertThat(lost).containsExactly(Map.entry("words", 3L)));
        }
        try (StreamsRuntime runtime = watched(settings, measurements)) {
            awaitReady(runtime);
            assertThat(lost).containsExactly(Map.entry("words", 3L));
        }
    }

    @Test
    void eventRejectedBeforeAndAfterAResetIsOneDeadLetter() throws InterruptedException {
        RuntimeSettings settings = settings("again");
        createTopics(settings);
        try (StreamsRuntime runtime = started(settings, Measurements.NONE)) {
            send(settings, "poison", "a");
            assertThat(values(settings, 1)).containsExactly("1");
            assertThat(runtime.failure()).isEmpty();
        }

        ApplicationReset.Report report =
                new ApplicationReset(settings, List.of("counts")).run(List.of(settings.deadLetterTopic()));

        assertThat(report.topics()).containsExactly("again-counts-changelog", "again.dead-letters");
        createTopics(settings);
        try (StreamsRuntime runtime = started(settings, Measurements.NONE)) {
            assertThat(values(settings, 2)).containsExactly("1", "1");
            assertThat(runtime.failure()).isEmpty();
        }
        assertThat(broker.read(settings, "dead-letters", 1)).hasSize(1);
    }

    @Test
    void missingInputStopsTheInstanceWithTheReason() throws InterruptedException {
        RuntimeSettings settings = settings("missing");
        try (StreamsRuntime runtime = new StreamsRuntime(counting(settings), settings, Measurements.NONE)) {
            runtime.start();

            assertThatThrownBy(() -> runtime.awaitRunning(Eventually.LIMIT))
                    .isInstanceOf(RuntimeFailureException.class)
                    .hasMessageContaining("source topics were missing");
            Eventually.await()
                    .untilAsserted(() -> assertThat(runtime.health().live()).isFalse());
            assertThat(runtime.health().reasons()).anyMatch(reason -> reason.contains("source topics were missing"));
        }
    }

    private static Optional<Long> count(StreamsRuntime runtime, Owner.Local owner, String word) {
        return runtime.read(
                owner,
                "counts",
                QueryableStoreTypes.<String, Long>keyValueStore(),
                counts -> Optional.ofNullable(counts.get(word)));
    }

    private static void closeTwice(StreamsRuntime runtime) {
        runtime.close();
        runtime.close();
    }

    private static RuntimeSettings settings(String name) {
        return settings(name, null, name);
    }

    private static RuntimeSettings settings(String name, @Nullable String applicationServer, String state) {
        return broker.settings(name, state)
                .applicationServer(applicationServer)
                // No session may time out in a test; the heartbeat interval stays as in production.
                .streamsProperties(Map.of(
                        "main.consumer.session.timeout.ms",
                        Long.toString(Eventually.LIMIT.multipliedBy(2).toMillis())))
                .build();
    }

    private static HealthLimits limits(Duration stall, Duration recovery) {
        return new HealthLimits(
                stall,
                recovery,
                new HealthLimits.Intervals(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(200)));
    }

    private static ApplicationTopics topics(RuntimeSettings settings) {
        return new ApplicationTopics(
                settings.applicationId(),
                settings.topicPrefix(),
                List.of(
                        new WantedTopic(settings.topicPrefix() + "words", 1, Map.of()),
                        new WantedTopic(settings.topicPrefix() + "counts", 1, Map.of())),
                Set.of(settings.topicPrefix() + "words"),
                Set.of(),
                List.of(settings.applicationId() + "-counts-changelog"));
    }

    /** Starts an instance that checks its topics. */
    private static StreamsRuntime watched(RuntimeSettings settings, Measurements measurements)
            throws InterruptedException {
        return started(settings, measurements, topics(settings));
    }

    private static StreamsRuntime started(RuntimeSettings settings, Measurements measurements)
            throws InterruptedException {
        return started(
                settings, measurements, ApplicationTopics.none(settings.applicationId(), settings.topicPrefix()));
    }

    /** Starts an instance that checks its topics and lag several times a second. */
    private static StreamsRuntime started(RuntimeSettings settings, Measurements measurements, ApplicationTopics topics)
            throws InterruptedException {
        return TestBroker.started(new StreamsRuntime(
                counting(settings),
                settings,
                measurements,
                topics,
                limits(StallDetector.STALL_LIMIT, StallDetector.RECOVERY_LIMIT)));
    }

    private static void awaitReady(StreamsRuntime runtime) {
        Eventually.await().untilAsserted(() -> {
            assertThat(runtime.health().reasons()).isEmpty();
            assertThat(runtime.lagRecords()).hasValue(0);
        });
    }

    private static KafkaProducer<byte[], byte[]> transactional(String id) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", id),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    private static void createTopics(RuntimeSettings settings) {
        createTopics(settings, 1);
    }

    private static void createTopics(RuntimeSettings settings, int partitions) {
        broker.createTopics(settings, "counts", "names");
        broker.create(new WantedTopic(
                settings.topicPrefix() + "words", partitions, Map.of("max.message.bytes", Integer.toString(8 << 20))));
    }

    private static void send(RuntimeSettings settings, String... words) {
        Arrays.stream(words).forEach(word -> broker.send(settings, "words", word, word));
    }

    private static List<String> values(RuntimeSettings settings, int count) {
        return broker.read(settings, "counts", count).stream()
                .map(record -> Records.text(record.value()))
                .toList();
    }

    private static Topology counting(RuntimeSettings settings) {
        return TestBroker.topology(
                settings,
                "words",
                "counts",
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore("counts"), Serdes.String(), Serdes.Long()),
                Counting::new);
    }

    private static Topology countingAndNaming(RuntimeSettings settings) {
        Topology topology = counting(settings);
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("names"), Serdes.String(), Serdes.String())
                        .withLoggingDisabled(),
                "names",
                Serdes.String().deserializer(),
                Serdes.String().deserializer(),
                settings.topicPrefix() + "names",
                "name",
                Naming::new);
        return topology;
    }

    private static final class Counting extends ContextualProcessor<String, String, String, String> {
        private @Nullable KeyValueStore<String, Long> counts;

        @Override
        public void init(ProcessorContext<String, String> context) {
            super.init(context);
            counts = context.getStateStore("counts");
        }

        @Override
        public void process(Record<String, String> record) {
            if (record.value().startsWith("poison")) {
                throw new IllegalStateException("cannot count poison");
            }
            if (record.value().equals("stuck")) {
                waitFor(UNSTUCK);
            }
            KeyValueStore<String, Long> store = Objects.requireNonNull(counts);
            Long before = store.get(record.key());
            long now = before == null ? 1 : before + 1;
            store.put(record.key(), now);
            context().forward(record.withValue(Long.toString(now)));
        }
    }

    private static final class Naming extends ContextualProcessor<String, String, Void, Void> {
        @Override
        public void process(Record<String, String> record) {
            if (record.value().equals("stuck")) {
                waitFor(GLOBAL_UNSTUCK);
            }
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
