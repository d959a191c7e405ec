package io.freshet.runtime.health;

import java.util.List;
import java.util.OptionalLong;

/**
 * How an instance is.
 *
 * @param live whether it works or may come to work by itself, as a thread may that has waited for less than five minutes
 *     for a full disk or for brokers; if not, it must be restarted
 * @param ready whether it answers with fresh lists
 * @param reasons why it is not ready or not live, a line each; empty if it is both
 * @param notes what to look into although the instance may be ready, a line each
 * @param state the state as Kafka Streams names it
 * @param lagRecords input records not yet processed by this instance; empty while that is unknown
 * @param restoring how far stores are rebuilt
 */
public record InstanceHealth(
        boolean live,
        boolean ready,
        List<String> reasons,
        List<String> notes,
        String state,
        OptionalLong lagRecords,
        RestoreStatus restoring) {

    public InstanceHealth {
        reasons = List.copyOf(reasons);
        notes = List.copyOf(notes);
    }
}
