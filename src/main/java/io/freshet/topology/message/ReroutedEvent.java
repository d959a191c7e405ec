package io.freshet.topology.message;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Record of an input topic that arrived on the wrong partition for its key and is sent on to the right one. Immutable.
 */
public final class ReroutedEvent {
    private final String input;
    private final long arrivedAtMillis;
    private final byte @Nullable [] value;

    /**
     * Creates a re-routed record of the topic {@code input}, with its original timestamp and value.
     *
     * @param input name of the input topic without the prefix, such as {@code clicks}
     * @param arrivedAtMillis timestamp of the record on the input topic, epoch milliseconds
     * @param value value of the record as received
     */
    public ReroutedEvent(String input, long arrivedAtMillis, byte @Nullable [] value) {
        this.input = input;
        this.arrivedAtMillis = arrivedAtMillis;
        this.value = value == null ? null : value.clone();
    }

    /** Name of the input topic without the prefix, such as {@code clicks}. */
    public String input() {
        return input;
    }

    /** Timestamp of the record on the input topic, epoch milliseconds. */
    public long arrivedAtMillis() {
        return arrivedAtMillis;
    }

    /** Value of the record as received, a copy; null if the record has none. */
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
