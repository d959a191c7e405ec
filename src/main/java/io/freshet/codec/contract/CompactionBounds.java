package io.freshet.codec.contract;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Topic settings that limit how long a compacted topic keeps replaced or deleted values and deleted keys. They apply to
 * the compacted topics of the contract and to the changelogs of all stores.
 *
 * <p>The broker compacts closed segments only. The first record after {@link #SEGMENT_TIME} closes a segment. The
 * segment is compacted within {@link #COMPACTION_LAG_MAX}. {@link #TOMBSTONE_TIME} later, the next compaction removes
 * the tombstone and its key. So a deleted value is gone after {@code SEGMENT_TIME + COMPACTION_LAG_MAX}, and its key
 * after {@code SEGMENT_TIME + 2 * COMPACTION_LAG_MAX + TOMBSTONE_TIME}, if the partition receives records.
 */
public final class CompactionBounds {
    /**
     * Time after which Kafka closes a log segment ({@code segment.ms}). With Kafka's default, seven days of records
     * would be read at each start.
     */
    public static final Duration SEGMENT_TIME = Duration.ofHours(1);

    /**
     * Longest time that Kafka may leave a record uncompacted ({@code max.compaction.lag.ms}). Kafka's default has no
     * limit: a partition with few writes is never compacted.
     */
    public static final Duration COMPACTION_LAG_MAX = Duration.ofDays(1);

    /**
     * Time for which Kafka retains a tombstone after compaction ({@code delete.retention.ms}). A local copy of a store
     * that is older may have missed a tombstone.
     */
    public static final Duration TOMBSTONE_TIME = Duration.ofDays(1);

    private CompactionBounds() {}

    /** These bounds as Kafka topic settings: milliseconds by configuration key, such as {@code segment.ms}. */
    public static Map<String, String> settings() {
        return Map.of(
                TopicConfig.SEGMENT_MS_CONFIG, Long.toString(SEGMENT_TIME.toMillis()),
                TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, Long.toString(COMPACTION_LAG_MAX.toMillis()),
                TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(TOMBSTONE_TIME.toMillis()));
    }
}
