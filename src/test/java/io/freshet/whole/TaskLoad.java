package io.freshet.whole;

import io.freshet.event.Trigger;
import io.freshet.topology.context.Measurements;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Records the load of reader tasks: lag, deferred lists and published lists. Thread-safe. */
final class TaskLoad implements Measurements {
    private record TaskReport(long lagMillis, int deferredLists) {}

    private final Map<Integer, TaskReport> latest = new ConcurrentHashMap<>();
    private final LongAccumulator lagMillisMax = new LongAccumulator(Math::max, 0);
    private final LongAccumulator deferredListsMax = new LongAccumulator(Math::max, 0);
    private final LongAdder coalesced = new LongAdder();
    private final Map<Trigger, AtomicLong> lists = new ConcurrentHashMap<>();

    @Override
    public void keepingUp(int task, long behindMillis, double learnShare, int listsWaiting) {
        latest.put(task, new TaskReport(behindMillis, listsWaiting));
        lagMillisMax.accumulate(behindMillis);
        deferredListsMax.accumulate(listsWaiting);
    }

    @Override
    public void listSpared() {
        coalesced.increment();
    }

    @Override
    public void listEmitted(Trigger trigger, long nanos, List<String> articleIds) {
        lists.computeIfAbsent(trigger, none -> new AtomicLong()).incrementAndGet();
    }

    /** Whether the latest report of every task has no lag and no deferred list. */
    boolean isIdle() {
        return latest.values().stream().allMatch(task -> task.lagMillis() == 0 && task.deferredLists() == 0);
    }

    /** Number of reader tasks that have reported. */
    int tasks() {
        return latest.size();
    }

    /** Largest lag of a click when it was processed, in milliseconds. */
    long lagMillisMax() {
        return lagMillisMax.get();
    }

    /** Largest number of deferred lists of one task. */
    long deferredListsMax() {
        return deferredListsMax.get();
    }

    /** Number of lists coalesced with another list of the same reader. */
    long coalesced() {
        return coalesced.sum();
    }

    long lists(Trigger trigger) {
        AtomicLong made = lists.get(trigger);
        return made == null ? 0 : made.get();
    }

    /** Number of published lists, for any trigger. */
    long lists() {
        return lists.values().stream().mapToLong(AtomicLong::get).sum();
    }
}
