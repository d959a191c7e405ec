package io.freshet.runtime.health;

import java.util.List;
import java.util.OptionalLong;

/**
 * Liveness and readiness of an instance, with the reasons and figures behind them.
 *
 * @param live whether the instance works or can recover by itself; a thread that has waited less than five minutes for
 *     a full disk or for brokers can recover. If false, the instance must be restarted
 * @param ready whether the instance answers with fresh lists
 * @param reasons why the instance is not ready or not live, one line each; empty if it is both
 * @param notes problems that leave the instance ready, one line each
 * @param state state of Kafka Streams, by Kafka's name
 * @param lagRecords input records that this instance has not processed yet; empty while unknown
 * @param restoring progress of the restoration of stores
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
