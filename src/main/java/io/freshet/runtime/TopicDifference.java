package io.freshet.runtime;

import java.util.Map;
import java.util.TreeMap;

/** One way in which the topics of a cluster differ from those wanted; {@link #message()} says it in a line. */
public sealed interface TopicDifference {

    /** What differs, and what to do about it where that is not plain. */
    String message();

    /** Whether Freshet would be wrong, and not only late, on such topics: then it does not start. */
    default boolean preventsStart() {
        return true;
    }

    /** The topic is not there. */
    record Missing(String topic) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " is missing";
        }
    }

    /** It has another number of partitions: keys would go elsewhere than the state they belong to. */
    record WrongPartitionCount(String topic, int wanted, int actual) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " has " + actual + " partitions, expected " + wanted;
        }
    }

    /** Records leave it by another rule. */
    record WrongCleanupPolicy(String topic, String wanted, String actual) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " has cleanup.policy " + actual + ", expected " + wanted;
        }
    }

    /** Another clock stamps its records: what is late by that clock looks late to Freshet, whose lists then wait. */
    record WrongTimestampType(String topic, String wanted, String actual) implements TopicDifference {
        @Override
        public String message() {
            return "topic " + topic + " has message.timestamp.type " + actual + ", expected " + wanted
                    + "; change it with 'kafka-configs.sh --alter --topic " + topic
                    + " --add-config message.timestamp.type=" + wanted + "'";
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
}
