package io.freshet.runtime;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The {@code max.message.bytes} of each topic, as last read from the cluster. Written by the checks of topics, read by
 * producers. Safe from any thread.
 */
final class RecordLimits {
    private final Map<String, Integer> bytesByTopic = new ConcurrentHashMap<>();

    /**
     * Takes in the limit of a topic.
     *
     * @param topic full name
     * @param bytesMax the largest record batch the topic accepts, bytes, after compression
     */
    void put(String topic, int bytesMax) {
        bytesByTopic.put(topic, bytesMax);
    }

    /** The largest record batch a topic accepts, bytes; empty before the first check of the topic. */
    OptionalInt get(String topic) {
        Integer bytesMax = bytesByTopic.get(topic);
        return bytesMax == null ? OptionalInt.empty() : OptionalInt.of(bytesMax);
    }
}
