package io.freshet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.topology.context.Measurements;
import io.freshet.topology.store.ForeignVersionDetector;
import io.freshet.topology.store.StoreRepairs;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsPropertiesTest {
    private final RuntimeSettings settings =
            RuntimeSettings.builder("app", "broker:9092", Path.of("state")).build();

    @Test
    void everyDefaultIsPinned() {
        Properties properties = StreamsProperties.of(settings, Measurements.NONE);
        // New objects for each run.
        assertThat(properties.remove("freshet.store.repairs")).isInstanceOf(StoreRepairs.class);
        assertThat(properties.remove("freshet.stray.versions")).isInstanceOf(ForeignVersionDetector.class);
        assertThat(properties)
                .containsOnly(
                        Map.entry("application.id", "app"),
                        Map.entry("bootstrap.servers", "broker:9092"),
                        Map.entry("state.dir", "state"),
                        Map.entry("num.stream.threads", 1),
                        Map.entry("num.standby.replicas", 0),
                        Map.entry("replication.factor", -1),
                        Map.entry("processing.guarantee", "exactly_once_v2"),
                        Map.entry("commit.interval.ms", 20L),
                        Map.entry("producer.linger.ms", 5L),
                        Map.entry("main.consumer.session.timeout.ms", 8_000),
                        Map.entry("main.consumer.heartbeat.interval.ms", 2_000),
                        Map.entry("main.consumer.max.poll.interval.ms", 60_000),
                        Map.entry("statestore.cache.max.bytes", 32L << 20),
                        Map.entry("rocksdb.config.setter", BoundedMemoryRocksDbConfig.class),
                        Map.entry("freshet.rocksdb.block.cache.bytes", 256L << 20),
                        Map.entry("freshet.rocksdb.write.buffer.bytes", 64L << 20),
                        Map.entry("ensure.explicit.internal.resource.naming", true),
                        Map.entry("enable.metrics.push", false),
                        Map.entry("errors.dead.letter.queue.topic.name", "freshet.dead-letters"),
                        Map.entry("deserialization.exception.handler", DeadLetterHandlers.Reading.class),
                        Map.entry("default.timestamp.extractor", ArrivalTime.class),
                        Map.entry("processing.exception.handler", DeadLetterHandlers.Processing.class),
                        Map.entry("production.exception.handler", DeadLetterHandlers.Sending.class),
                        Map.entry("processing.exception.handler.global.enabled", true),
                        Map.entry("metrics.jmx.exclude", "kafka\\.streams:type=stream-state-metrics,.*rocksdb-.*"),
                        Map.entry("freshet.measurements", Measurements.NONE),
                        Map.entry("freshet.topic.prefix", "freshet."));
    }

    @Test
    void kafkaStreamsAcceptsThem() {
        Properties properties = StreamsProperties.of(settings, Measurements.NONE);

        StreamsConfig config = new StreamsConfig(properties);

        assertThat(config.getBoolean("processing.exception.handler.global.enabled"))
                .isTrue();
        assertThat(config.getMainConsumerConfigs("app", "client", 0))
                .containsEntry("session.timeout.ms", 8_000)
                .containsEntry("isolation.level", "read_committed");
        assertThat(config.getProducerConfigs("client")).containsEntry("linger.ms", 5L);
    }

    @Test
    void atLeastOnceCommitsRarelyAndLingersBriefly() {
        assertThat(of(settings.toBuilder().guarantee(Guarantee.AT_LEAST_ONCE)))
                .containsEntry("processing.guarantee", "at_least_once")
                .containsEntry("commit.interval.ms", 100L)
                .containsEntry("producer.linger.ms", 1L);
    }

    @Test
    void withThreeReplicasAWriteMustReachTwo() {
        assertThat(of(settings.toBuilder().replicationFactor(3)))
                .containsEntry("replication.factor", 3)
                .containsEntry("topic.min.insync.replicas", "2");
        assertThat(of(settings.toBuilder().replicationFactor(2))).doesNotContainKey("topic.min.insync.replicas");
    }

    @Test
    void passedThroughPropertiesOverrideTheDefaults() {
        Properties properties = with(Map.of("max.task.idle.ms", "7", "consumer.max.poll.records", "9"));

        assertThat(properties).containsEntry("max.task.idle.ms", "7").containsEntry("consumer.max.poll.records", "9");
    }

    @Test
    void streamsProtocolLeavesSessionAndStandbysToTheBroker() {
        assertThat(with(Map.of("group.protocol", "streams")))
                .doesNotContainKeys("main.consumer.session.timeout.ms", "num.standby.replicas");
    }

    @ParameterizedTest
    @ValueSource(strings = {"max.task.idle.milliseconds", "application.id", "commit.interval.ms", "linger.ms"})
    void unknownAndReservedPropertiesAreRejectedByName(String key) {
        assertThatThrownBy(() -> with(Map.of(key, "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEBUG", "TRACE", "debug"})
    void recordingLevelsThatReadStoresWhileTheyCloseAreRejected(String level) {
        assertThatThrownBy(() -> with(Map.of("metrics.recording.level", level)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("metrics.recording.level is " + level)
                .hasMessageEndingWith("use INFO");
        assertThatThrownBy(() -> of(settings.toBuilder().kafkaProperties(Map.of("metrics.recording.level", level))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("metrics.recording.level is " + level);
        assertThat(with(Map.of("metrics.recording.level", "INFO"))).containsEntry("metrics.recording.level", "INFO");
    }

    @Test
    void invalidSettingsAreRejectedWithTheirValue() {
        assertThatThrownBy(() -> RuntimeSettings.builder(" ", "broker:9092", Path.of("state"))
                        .build())
                .hasMessage("applicationId is blank");
        assertThatThrownBy(() -> new RocksDbMemory(1, 1)).hasMessageContaining("blockCacheBytes is 1");
        assertThatThrownBy(() -> new RocksDbMemory(1 << 20, 1 << 20))
                .hasMessageContaining("writeBufferBytes is 1048576");
    }

    private static Properties of(RuntimeSettings.Builder changed) {
        return StreamsProperties.of(changed.build(), Measurements.NONE);
    }

    private Properties with(Map<String, String> streamsProperties) {
        return of(settings.toBuilder().streamsProperties(streamsProperties));
    }
}
