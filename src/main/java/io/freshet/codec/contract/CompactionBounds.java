package io.freshet.codec.contract;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Topic settings that bound how long a compacted topic keeps a value after it was replaced or deleted, and a key after it
 * was deleted. They hold for the compacted topics of the contract and for the changelogs of all stores.
 *
 * <p>The broker compacts closed segments only. {@link #SEGMENT_TIME} closes a segment with the first record after that
 * time, {@link #COMPACTION_LAG_MAX} has it compacted, and {@link #TOMBSTONE_TIME} later the next compaction removes the
 * tombstone and with it the key. So a deleted value is gone after {@code SEGMENT_TIME + COMPACTION_LAG_MAX}, its key after
 * {@code SEGMENT_TIME + 2 * COMPACTION_LAG_MAX + TOMBSTONE_TIME}, as long as the partition receives records.
 */
public final class CompactionBounds {
    /** Kafka's own seven days would all be read at each start. */
    public static final Duration SEGMENT_TIME = Duration.ofHours(1);

    /** Kafka's own default has no limit: a partition with few writes is never compacted. */
    public static final Duration COMPACTION_LAG_MAX = Duration.ofDays(1);

    /** A copy of a store that is older than this may have missed a tombstone. */
    public static final Duration TOMBSTONE_TIME = Duration.ofDays(1);

    private CompactionBounds() {}

    /** The settings by Kafka's names. */
    public static Map<String, String> settings() {
        return Map.of(
                TopicConfig.SEGMENT_MS_CONFIG, Long.toString(SEGMENT_TIME.toMillis()),
                TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, Long.toString(COMPACTION_LAG_MAX.toMillis()),
                TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(TOMBSTONE_TIME.toMillis()));
    }
}
