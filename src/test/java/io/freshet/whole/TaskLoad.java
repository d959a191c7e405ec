package io.freshet.whole;

import io.freshet.event.Trigger;
import io.freshet.topology.context.Measurements;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** How reader tasks say that they keep up with their clicks, and how many lists they make. Safe from any thread. */
final class TaskLoad implements Measurements {
    private record KeepingUp(long behindMillis, int listsWaiting) {}

    private final Map<Integer, KeepingUp> now = new ConcurrentHashMap<>();
    private final LongAccumulator behindMillisMax = new LongAccumulator(Math::max, 0);
    private final LongAccumulator listsWaitingMax = new LongAccumulator(Math::max, 0);
    private final LongAdder spared = new LongAdder();
    private final Map<Trigger, AtomicLong> lists = new ConcurrentHashMap<>();

    @Override
    public void keepingUp(int task, long behindMillis, double learnShare, int listsWaiting) {
        now.put(task, new KeepingUp(behindMillis, listsWaiting));
        behindMillisMax.accumulate(behindMillis);
        listsWaitingMax.accumulate(listsWaiting);
    }

    @Override
    public void listSpared() {
        spared.increment();
    }

    @Override
    public void listEmitted(Trigger trigger, long nanos, List<String> articleIds) {
        lists.computeIfAbsent(trigger, none -> new AtomicLong()).incrementAndGet();
    }

    /** Whether every task has said last that no click lies on its topic and no list waits. */
    boolean isOver() {
        return now.values().stream().allMatch(task -> task.behindMillis() == 0 && task.listsWaiting() == 0);
    }

    /** Reader tasks that have said how they keep up. */
    int tasks() {
        return now.size();
    }

    /** The longest that a click had lain on its topic when its turn came, in milliseconds. */
    long behindMillisMax() {
        return behindMillisMax.get();
    }

    /** The most readers of one task whose list was still to be made. */
    long listsWaitingMax() {
        return listsWaitingMax.get();
    }

    /** Clicks that were answered by the list of an earlier one of their reader. */
    long spared() {
        return spared.sum();
    }

    long lists(Trigger trigger) {
        AtomicLong made = lists.get(trigger);
        return made == null ? 0 : made.get();
    }

    /** Whatever the reason they were made for. */
    long lists() {
        return lists.values().stream().mapToLong(AtomicLong::get).sum();
    }
}
