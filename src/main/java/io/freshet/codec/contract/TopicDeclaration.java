package io.freshet.codec.contract;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A topic as {@code topology/topics.yaml} declares it.
 *
 * @param name in kebab-case, without the prefix
 * @param key what the key means
 * @param value what the value means
 * @param schema the file in {@code topology/schemas/} that JSON values keep, or null
 * @param layout the class of this package that documents the bytes of an internal value, or null
 * @param partitions topics of one group have equally many partitions
 * @param retention how long records stay, or null where the last value of each key stays
 * @param description what it is for, in sentences
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

    /** Between whom a topic stands. */
    public enum Direction {
        /** From the newsroom to Freshet. */
        IN,
        /** From Freshet to the newsroom. */
        OUT,
        /** Between parts of Freshet. */
        INTERNAL
    }

    /** Topics whose records meet in one task, and so must have equally many partitions. */
    public enum PartitionGroup {
        /** By reader. */
        READER,
        /** By article. */
        ITEM,
        /** One partition. */
        SINGLE
    }

    /** What the broker keeps. */
    public enum Cleanup {
        /** The last value of each key. */
        COMPACT,
        /** Everything for the retention. */
        DELETE
    }

    public TopicDeclaration {
        ContractText.checkName("topic", name);
        ContractText.checkFilled(name, "key", key);
        ContractText.checkFilled(name, "value", value);
        ContractText.checkFilled(name, "description", description);
        if ((cleanup == Cleanup.DELETE) != (retention != null)) {
            throw new IllegalArgumentException("topic " + name + " has cleanup " + cleanup + " and retention "
                    + retention + ": delete needs one, compact has none");
        }
        if (retention != null && (retention.isNegative() || retention.isZero())) {
            throw new IllegalArgumentException("topic " + name + " has retention " + retention);
        }
        if (direction == Direction.INTERNAL && schema != null) {
            throw new IllegalArgumentException("topic " + name + " is internal but has the schema " + schema);
        }
    }

    /** The JSON Schema of the values, if they are JSON. */
    public Optional<String> schemaFile() {
        return Optional.ofNullable(schema);
    }

    /** How long records stay; empty where the last value of each key stays. */
    public Optional<Duration> retentionTime() {
        return Optional.ofNullable(retention);
    }
}
