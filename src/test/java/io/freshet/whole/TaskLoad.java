package io.freshet.whole;

import io.freshet.event.Trigger;
import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.Measurements;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Load of the reader tasks, and the lists they send. Safe from any thread. */
final class TaskLoad implements Measurements {
    private final Map<Integer, Measurement.TaskLoad> loads = new ConcurrentHashMap<>();
    private final LongAccumulator clickLagMillisMax = new LongAccumulator(Math::max, 0);
    private final LongAccumulator deferredListsMax = new LongAccumulator(Math::max, 0);
    private final LongAdder coalesced = new LongAdder();
    private final Map<Trigger, AtomicLong> lists = new ConcurrentHashMap<>();

    @Override
    public void record(Measurement measurement) {
        if (measurement instanceof Measurement.TaskLoad load) {
            loads.put(load.task(), load);
            clickLagMillisMax.accumulate(load.clickLagMillis());
            deferredListsMax.accumulate(load.deferredLists());
        } else if (measurement instanceof Measurement.ListCoalesced) {
            coalesced.increment();
        } else if (measurement instanceof Measurement.ListSent list) {
            lists.computeIfAbsent(list.trigger(), none -> new AtomicLong()).incrementAndGet();
        }
    }

    /** Whether every task last reported no click lag and no deferred list. */
    boolean isIdle() {
        return loads.values().stream().allMatch(load -> load.clickLagMillis() == 0 && load.deferredLists() == 0);
    }

    /** Reader tasks that have reported their load. */
    int tasks() {
        return loads.size();
    }

    /** Highest click lag, milliseconds. */
    long lagMillisMax() {
        return clickLagMillisMax.get();
    }

    /** Most deferred lists of a task. */
    long deferredListsMax() {
        return deferredListsMax.get();
    }

    /** Clicks that share the list of an earlier one of their reader. */
    long coalesced() {
        return coalesced.sum();
    }

    /** Lists sent for a trigger. */
    long lists(Trigger trigger) {
        AtomicLong sent = lists.get(trigger);
        return sent == null ? 0 : sent.get();
    }

    /** Lists sent. */
    long lists() {
        return lists.values().stream().mapToLong(AtomicLong::get).sum();
    }
}
