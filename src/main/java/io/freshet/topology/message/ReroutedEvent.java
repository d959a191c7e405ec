package io.freshet.topology.message;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An event of an input topic on its way to the partition of its key: its sender's partitioner had put it on another one.
 * Immutable.
 */
public final class ReroutedEvent {
    private final String input;
    private final long arrivedAtMillis;
    private final byte @Nullable [] value;

    /**
     * @param input plain name of the topic it came from, such as {@code clicks}
     * @param arrivedAtMillis timestamp of its record there, epoch milliseconds
     * @param value the value of its record there
     */
    public ReroutedEvent(String input, long arrivedAtMillis, byte @Nullable [] value) {
        this.input = input;
        this.arrivedAtMillis = arrivedAtMillis;
        this.value = value == null ? null : value.clone();
    }

    /** Plain name of the topic it came from. */
    public String input() {
        return input;
    }

    /** Timestamp of its record on that topic, epoch milliseconds. */
    public long arrivedAtMillis() {
        return arrivedAtMillis;
    }

    /** A copy of the value of its record on that topic. */
    public byte @Nullable [] value() {
        return value == null ? null : value.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReroutedEvent event
                && event.input.equals(input)
                && event.arrivedAtMillis == arrivedAtMillis
                && Arrays.equals(event.value, value);
    }

    @Override
    public int hashCode() {
        return input.hashCode() * 31 + Long.hashCode(arrivedAtMillis);
    }

    @Override
    public String toString() {
        return "ReroutedEvent[" + input + ", arrivedAtMillis=" + arrivedAtMillis + ", "
                + (value == null ? "null" : value.length + " bytes") + "]";
    }
}
