package io.freshet.codec.contract;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A topic as {@code topology/topics.yaml} declares it.
 *
 * @param name in kebab-case, without the prefix
 * @param key meaning of the key
 * @param value meaning of the value
 * @param schema file in {@code topology/schemas/} with the JSON Schema of the value, or null
 * @param layout simple name of the class that documents the bytes of an internal value, or null
 * @param partitions group of topics with equally many partitions
 * @param retention retention time of records, or null for a compacted topic
 * @param description purpose, in sentences
 */
public record TopicDeclaration(
        String name,
        Direction direction,
        String key,
        String value,
        @Nullable String schema,
        @Nullable String layout,
        PartitionGroup partitions,
        Cleanup cleanup,
        @Nullable Duration retention,
        String description) {

    /** Direction in which the records of a topic flow: into Freshet, out of Freshet, or within Freshet. */
    public enum Direction {
        /** From the newsroom to Freshet. */
        IN,
        /** From Freshet to the newsroom. */
        OUT,
        /** Between parts of Freshet. */
        INTERNAL
    }

    /** Groups of topics that one task reads together, so they need equally many partitions. */
    public enum PartitionGroup {
        /** Topics keyed by reader. */
        READER,
        /** Topics keyed by article. */
        ITEM,
        /** Topics with one partition. */
        SINGLE
    }

    /** Cleanup policy of a topic. */
    public enum Cleanup {
        /** Keeps the last value of each key. */
        COMPACT,
        /** Keeps all records for the retention time. */
        DELETE
    }

    public TopicDeclaration {
        ContractText.checkName("topic", name);
        ContractText.checkNotBlank(name, "key", key);
        ContractText.checkNotBlank(name, "value", value);
        ContractText.checkNotBlank(name, "description", description);
        if ((cleanup == Cleanup.DELETE) != (retention != null)) {
            throw new IllegalArgumentException("topic " + name + " has cleanup " + cleanup + " and retention "
                    + retention + ": delete needs a retention, compact has none");
        }
        if (retention != null && (retention.isNegative() || retention.isZero())) {
            throw new IllegalArgumentException("topic " + name + " has retention " + retention + ", expected above 0");
        }
        if (direction == Direction.INTERNAL && schema != null) {
            throw new IllegalArgumentException(
                    "topic " + name + " is internal but has the schema " + schema + ": declare a layout instead");
        }
    }

    /** The retention time of records; empty for a compacted topic. */
    public Optional<Duration> retentionTime() {
        return Optional.ofNullable(retention);
    }
}
