package io.freshet.runtime.topics;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One way in which the topics of a cluster differ from those wanted; {@link #message()} says it in a line. */
public sealed interface TopicDifference {

    /** The difference and its remedy. */
    String message();

    /** Whether Freshet would be wrong, and not only late, on such topics: then it does not start. */
    default boolean preventsStart() {
        return true;
    }

    /** Whether a running instance is not ready on such topics; if not, its health names the difference as a note. */
    default boolean preventsReady() {
        return preventsStart();
    }

    /** The topic is not there. */
    record Missing(String topic) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " is missing; create it with 'freshet topics create'";
        }
    }

    /** It has another number of partitions: keys would go elsewhere than the state they belong to. */
    record WrongPartitionCount(String topic, int wanted, int actual) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " has " + actual + " partitions, expected " + wanted
                    + ": its keys are no longer where their state is; set topics.partitions and start over with"
                    + " 'freshet reset --answers', as docs/UPGRADING.md says";
        }
    }

    /** Records leave it by another rule. */
    record WrongCleanupPolicy(String topic, String wanted, String actual) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " has cleanup.policy " + actual + ", expected " + wanted + "; "
                    + change(topic, "cleanup.policy", "[" + wanted + "]");
        }
    }

    /** Another clock stamps its records: what is late by that clock looks late to Freshet, whose lists then wait. */
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

    /** Records leave it earlier than the contract says: unread ones may be lost, and a reset rebuilds from fewer. */
    record ShortRetention(String topic, long wantedMillis, long actualMillis) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " has retention.ms " + actualMillis + " ("
                    + Duration.ofMillis(actualMillis)
                            .toString()
                            .substring("PT".length())
                            .toLowerCase(Locale.ROOT)
                    + "), expected at least " + wantedMillis + ": records not read by then are lost; "
                    + change(topic, "retention.ms", Long.toString(wantedMillis));
        }

        @Override
        public boolean preventsStart() {
            return false;
        }
    }

    /** Erased records stay for longer than promised. */
    record LateDeletion(String topic, String setting, long wantedMillis, String actual) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " has " + setting + " " + actual + ", expected at most " + wantedMillis
                    + ": erased and outdated records stay longer than docs/SECURITY.md promises; "
                    + change(topic, setting, Long.toString(wantedMillis));
        }

        @Override
        public boolean preventsStart() {
            return false;
        }
    }

    /** It accepts smaller records than Kafka does by default. */
    record SmallRecords(String topic, int wantedBytes, int actualBytes) implements TopicDifference {
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

    /** Topics that must meet in one task differ in their number of partitions. */
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

    /** A topic that holds state is gone, while the place in the input says that it was filled. */
    record StateMissing(String topic) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " is missing, and with it what was learned from input already read; " + REBUILD;
        }
    }

    /** A changelog is not there, and nothing tells whether it ever was: a new version may bring its store. */
    record StoreBeginsEmpty(String topic) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic
                    + " is missing and its store begins empty; if this version does not bring that store,"
                    + " the topic was deleted: " + REBUILD;
        }

        @Override
        public boolean preventsStart() {
            return false;
        }
    }

    /** A topic that holds state was deleted and created again. */
    record StateReplaced(String topic) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " was deleted and created again, and what it held of input already read is lost; "
                    + REBUILD;
        }
    }

    /** Records were deleted from a changelog, which is compacted only. */
    record StateTruncated(String topic, int partition, long beginningOffset) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " partition " + partition + " begins at offset " + beginningOffset
                    + " instead of 0: records were deleted from it, and the state they held is lost; " + REBUILD;
        }
    }

    /** A topic that holds no state was deleted and created again. */
    record Recreated(String topic, boolean input) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " was deleted and created again; "
                    + (input
                            ? "what it held unread is lost; restart all instances, they go on with the new topic"
                            : "what it held comes again as readers and articles change");
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

    /** The remedy for lost state. */
    String REBUILD = "stop all instances, 'freshet reset' forgets the rest and the next start rebuilds it from the"
            + " input topics";

    private static String change(String topic, String setting, String value) {
        return "change it with 'kafka-configs.sh --alter --topic " + topic + " --add-config " + setting + "=" + value
                + "'";
    }
}
