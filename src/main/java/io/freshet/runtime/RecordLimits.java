package io.freshet.runtime;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Size and age limits of each topic's records, as far as known, and the topics whose size limit a record exceeded. A
 * size limit comes from the topic's settings or, until these are known, from a record that the broker rejected. Safe
 * from any thread.
 */
final class RecordLimits {
    private final Map<String, Integer> sizeLimits = new ConcurrentHashMap<>();
    private final Map<String, Long> ageLimits = new ConcurrentHashMap<>();
    private final Map<String, Oversize> oversizes = new ConcurrentHashMap<>();

    /**
     * Topic with a record above a size limit: size of its largest rejected record, the limit, and the setting to raise.
     *
     * @param bytes size of the largest rejected record
     * @param limit largest size accepted, bytes
     * @param setting name of the setting to raise
     */
    record Oversize(String topic, int bytes, int limit, String setting) {
        /**
         * Message for the operator in one line: topic, limit, size of the rejected record, and the setting to raise.
         */
        String message() {
            return "topic " + topic + " accepts at most " + limit + " bytes, a record of " + bytes
                    + " was not written: raise " + setting;
        }
    }

    /** Records the size limit of a topic, in bytes, as read from its setting {@code max.message.bytes}. */
    void setSizeLimit(String topic, int bytes) {
        sizeLimits.put(topic, bytes);
        oversizes.computeIfPresent(topic, (unused, known) -> {
            if (!known.setting().equals(RecordSize.TOPIC_SETTING)) {
                return known;
            }
            // A limit derived from a rejected record may have been too high.
            return known.bytes() <= bytes ? null : new Oversize(topic, known.bytes(), bytes, known.setting());
        });
    }

    /** Size limit of a topic in bytes; empty if unknown. */
    OptionalInt sizeLimit(String topic) {
        Integer bytes = sizeLimits.get(topic);
        return bytes == null ? OptionalInt.empty() : OptionalInt.of(bytes);
    }

    /** Records the age limit of a topic: the age in milliseconds above which the broker rejects a record. */
    void setAgeLimit(String topic, long ageMillisMax) {
        ageLimits.put(topic, ageMillisMax);
    }

    /**
     * Timestamp that a topic accepts: the record's own, or the current time if the record is from the future or older
     * than half the topic's age limit. Half, because records age on their way to the broker.
     */
    long acceptedTimestamp(String topic, long timestampMillis, long nowMillis) {
        long ageMillisMax = ageLimits.getOrDefault(topic, Long.MAX_VALUE) / 2;
        return timestampMillis > nowMillis || nowMillis - timestampMillis > ageMillisMax ? nowMillis : timestampMillis;
    }

    /**
     * Lowers the size limit of a topic below the size of a record that the broker rejected, until {@link #setSizeLimit}
     * sets the actual limit.
     */
    void rejectedByBroker(String topic, int bytes) {
        sizeLimits.merge(topic, bytes - 1, Math::min);
    }

    /** Remembers a record that was not written because of its size; only the largest record of each topic is kept. */
    void notWritten(Oversize oversize) {
        oversizes.merge(
                oversize.topic(), oversize, (known, latest) -> latest.bytes() >= known.bytes() ? latest : known);
    }

    /**
     * Topics with a record that was not written because of its size, unless the limit has been raised since; sorted by
     * name.
     */
    List<Oversize> oversizes() {
        return List.copyOf(new TreeMap<>(oversizes).values());
    }
}
