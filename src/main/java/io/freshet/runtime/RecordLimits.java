package io.freshet.runtime;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The largest and the oldest record that each topic takes, as far as it is known, and the topics for which records were too
 * large. A limit is known from the settings of the topic or, until they are looked at, from a refusal of the broker. Safe
 * from any thread.
 */
public final class RecordLimits {
    private final Map<String, Integer> limits = new ConcurrentHashMap<>();
    private final Map<String, Long> ages = new ConcurrentHashMap<>();
    private final Map<String, Oversize> oversizes = new ConcurrentHashMap<>();

    /**
     * A topic for which records were not written.
     *
     * @param bytes size of the largest of them
     * @param limit the most that was taken
     * @param setting the setting to raise
     */
    public record Oversize(String topic, int bytes, int limit, String setting) {
        /** Fact and remedy in one line. */
        String message() {
            return "topic " + topic + " takes at most " + limit + " bytes, a record of " + bytes
                    + " was not written: raise " + setting;
        }
    }

    /** Sets the largest record that a topic takes, as its setting {@code max.message.bytes} says. */
    public void put(String topic, int bytes) {
        limits.put(topic, bytes);
        oversizes.computeIfPresent(topic, (unused, known) -> {
            if (!known.setting().equals(RecordSize.TOPIC_SETTING)) {
                return known;
            }
            // The limit learned from a refusal may have been too high.
            return known.bytes() <= bytes ? null : new Oversize(topic, known.bytes(), bytes, known.setting());
        });
    }

    /** The largest record that a topic takes; empty if that is not known. */
    public OptionalInt get(String topic) {
        Integer bytes = limits.get(topic);
        return bytes == null ? OptionalInt.empty() : OptionalInt.of(bytes);
    }

    /** Sets the age, in milliseconds, of the oldest record that a topic takes. */
    void putAge(String topic, long ageMillisMax) {
        ages.put(topic, ageMillisMax);
    }

    /**
     * A timestamp that a topic accepts: the record's own, or the present if that is in the future or older than half the age
     * limit of the topic. Half, because records grow older on their way.
     */
    long timestamp(String topic, long timestampMillis, long nowMillis) {
        long ageMillisMax = ages.getOrDefault(topic, Long.MAX_VALUE) / 2;
        return timestampMillis > nowMillis || nowMillis - timestampMillis > ageMillisMax ? nowMillis : timestampMillis;
    }

    /** Learns from a broker's refusal that a record of this size is too large, until {@link #put} says otherwise. */
    void refused(String topic, int bytes) {
        limits.merge(topic, bytes - 1, Math::min);
    }

    /** Notes that a record was not written. */
    void notWritten(Oversize oversize) {
        oversizes.merge(
                oversize.topic(), oversize, (known, latest) -> latest.bytes() >= known.bytes() ? latest : known);
    }

    /** The topics whose limit is still below what was to be written, by name. */
    public List<Oversize> oversizes() {
        return List.copyOf(new TreeMap<>(oversizes).values());
    }
}
