package io.freshet.runtime.topics;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A difference between an existing topic and the wanted one; {@link #message()} describes the difference and its remedy
 * in one line.
 */
public sealed interface TopicDifference {

    /** Difference and remedy in one line. */
    String message();

    /** Whether an instance must not start, because the difference would make its results wrong and not only late. */
    default boolean preventsStart() {
        return true;
    }

    /** Whether the difference makes a running instance unready; otherwise its health lists the difference as a note. */
    default boolean preventsReady() {
        return preventsStart();
    }

    /** A wanted topic does not exist. */
    record Missing(String topic) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " is missing; create it with 'freshet topics create'";
        }
    }

    /**
     * A topic has another partition count than wanted, so that keys and their state would be in different partitions.
     */
    record WrongPartitionCount(String topic, int wanted, int actual) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " has " + actual + " partitions, expected " + wanted
                    + ": keys and their state are in different partitions now; set topics.partitions and rebuild with"
                    + " 'freshet reset --answers', see docs/how-to/upgrade.md";
        }
    }

    /** A topic has another cleanup policy than wanted. */
    record WrongCleanupPolicy(String topic, String wanted, String actual) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " has cleanup.policy " + actual + ", expected " + wanted + "; "
                    + change(topic, "cleanup.policy", "[" + wanted + "]");
        }
    }

    /**
     * A topic's record timestamps come from another clock than wanted, such as the sender's instead of the broker's.
     * Records that look old by that clock make Freshet defer lists.
     */
    record WrongTimestampType(String topic, String wanted, String actual) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " has message.timestamp.type " + actual + ", expected " + wanted + "; "
                    + change(topic, "message.timestamp.type", wanted);
        }

        @Override
        public boolean preventsStart() {
            return false;
        }
    }

    /**
     * A topic retains records for a shorter time than wanted. Unread records may be lost, and a reset has less input.
     */
    record ShortRetention(String topic, long wantedMillis, long actualMillis) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " has retention.ms " + actualMillis + " ("
                    + Duration.ofMillis(actualMillis)
                            .toString()
                            .substring("PT".length())
                            .toLowerCase(Locale.ROOT)
                    + "), expected at least " + wantedMillis + ": records still unread by then are lost; "
                    + change(topic, "retention.ms", Long.toString(wantedMillis));
        }

        @Override
        public boolean preventsStart() {
            return false;
        }
    }

    /** A setting of a topic lets erased records remain longer than wanted. */
    record SlowDeletion(String topic, String setting, long wantedMillis, String actual) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " has " + setting + " " + actual + ", expected at most " + wantedMillis
                    + ": erased and outdated records remain longer than docs/how-to/secure.md promises; "
                    + change(topic, setting, Long.toString(wantedMillis));
        }

        @Override
        public boolean preventsStart() {
            return false;
        }
    }

    /** A topic's size limit for records is below Kafka's default. */
    record SmallMessageLimit(String topic, int wantedBytes, int actualBytes) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " has max.message.bytes " + actualBytes + ", expected at least " + wantedBytes
                    + ": larger records cannot be written to it; "
                    + change(topic, "max.message.bytes", Integer.toString(wantedBytes));
        }

        @Override
        public boolean preventsStart() {
            return false;
        }
    }

    /** Co-partitioned topics, which one task reads together, differ in their partition counts. */
    record UnequalCoPartitioning(String group, Map<String, Integer> partitionsByTopic) implements TopicDifference {
        public UnequalCoPartitioning {
            partitionsByTopic = Map.copyOf(partitionsByTopic);
        }

        @Override
        public String message() {
            return "the topics of " + group + " must have equal partition counts but have "
                    + new TreeMap<>(partitionsByTopic);
        }
    }

    /** A topic that holds state is missing although an earlier run or the committed offsets show that it existed. */
    record StateMissing(String topic) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " is missing, and with it the state built from input already read; " + REBUILD;
        }
    }

    /** A changelog is missing and may never have existed, because a new version may have added its store. */
    record StoreBeginsEmpty(String topic) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic
                    + " is missing and its store starts empty; if this version did not add that store,"
                    + " the topic was deleted: " + REBUILD;
        }

        @Override
        public boolean preventsStart() {
            return false;
        }
    }

    /** A topic that holds state was deleted and recreated. */
    record StateReplaced(String topic) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " was deleted and created again, and the state that it held is lost; " + REBUILD;
        }
    }

    /** Records were deleted from the beginning of a changelog, which compaction alone never does. */
    record StateTruncated(String topic, int partition, long beginningOffset) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " partition " + partition + " begins at offset " + beginningOffset
                    + " instead of 0: its first records were deleted, and the state they held is lost; " + REBUILD;
        }
    }

    /**
     * A topic that holds no state was deleted and recreated.
     *
     * @param input whether the newsroom writes the topic, so that its unread records are lost
     */
    record Recreated(String topic, boolean input) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " was deleted and created again; "
                    + (input
                            ? "its unread records are lost; restart all instances, they continue with the new topic"
                            : "its records are published again as readers and articles change");
        }

        @Override
        public boolean preventsStart() {
            return false;
        }

        @Override
        public boolean preventsReady() {
            return input;
        }
    }

    /** Text of the remedy for lost state: reset the application, which rebuilds all state from the input topics. */
    String REBUILD =
            "stop all instances and run 'freshet reset'; the next start rebuilds all state from the input topics";

    private static String change(String topic, String setting, String value) {
        return "change it with 'kafka-configs.sh --alter --topic " + topic + " --add-config " + setting + "=" + value
                + "'";
    }
}
