package io.freshet.runtime.health;

import io.freshet.runtime.topics.InputOffsets;
import io.freshet.runtime.topics.KafkaUnavailableException;
import io.freshet.runtime.topics.PartitionOffsets;
import io.freshet.runtime.topics.PeriodicCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how far an instance is behind its inputs, between the end of a partition and what the application has
 * committed of it: records that a consumer has fetched and not processed count, and so do records that an open transaction
 * hides from it. Also notices input that was deleted before it was read. Safe from any thread.
 */
public final class LagMonitor {
    public static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(LagMonitor.class);

    private final InputOffsets offsets;
    private final Supplier<Set<TopicPartition>> assigned;
    private final Set<TopicPartition> global;
    private final Set<String> inputs;
    private final Duration lagMax;
    private final LongSupplier clockMillis;
    private final LongSupplier nanoTime;
    private final ObjLongConsumer<String> onLost;

    private final Map<TopicPartition, Long> ends = new HashMap<>();
    /** Ends of the inputs before this instance read any. */
    private final Map<TopicPartition, Long> endsAtStart = new HashMap<>();

    private final Map<TopicPartition, Held> held = new HashMap<>();
    private final Map<TopicPartition, Long> lostBefore = new HashMap<>();
    private final Map<TopicPartition, Long> lostUpTo = new HashMap<>();
    private volatile long startedNanos;
    private volatile Status status = Status.NONE;

    /** A stable end that does not move although there are records after it, since when. */
    private record Held(long stableEnd, long sinceNanos) {}

    /** A result, and when it was found. */
    private record Status(OptionalLong lagRecords, List<String> reasons, OptionalLong atNanos) {
        private static final Status NONE = new Status(OptionalLong.empty(), List.of(), OptionalLong.empty());
    }

    /**
     * @param assigned the partitions that tasks of this instance process
     * @param global partitions that every instance reads, without committing
     * @param inputs topics whose records readers wait for; the lag of others is measured, but never a reason
     * @param lagMax an input record may wait for this long while the instance is ready
     * @param onLost told of input deleted unread: topic and number of records
     */
    public LagMonitor(
            InputOffsets offsets,
            Supplier<Set<TopicPartition>> assigned,
            Set<TopicPartition> global,
            Set<String> inputs,
            Duration lagMax,
            LongSupplier clockMillis,
            LongSupplier nanoTime,
            ObjLongConsumer<String> onLost) {
        this.offsets = offsets;
        this.assigned = assigned;
        this.global = Set.copyOf(global);
        this.inputs = Set.copyOf(inputs);
        this.lagMax = lagMax;
        this.clockMillis = clockMillis;
        this.nanoTime = nanoTime;
        this.onLost = onLost;
        this.startedNanos = nanoTime.getAsLong();
    }

    /**
     * Takes note of input that was deleted while no instance ran. To be called before consumers start: they move on to the
     * first record that is left, and commit that.
     *
     * @throws KafkaUnavailableException if the cluster does not answer
     */
    public synchronized void beforeStart() {
        Map<TopicPartition, Long> committed = new HashMap<>(offsets.committed());
        committed.keySet().removeIf(partition -> !inputs.contains(partition.topic()));
        offsets.of(committed.keySet(), clockMillis.getAsLong()).forEach((partition, now) -> {
            endsAtStart.put(partition, now.end());
            long next = Objects.requireNonNull(committed.get(partition));
            if (next < now.beginning()) {
                lostBefore.put(partition, next);
            }
        });
    }

    /** Looks now and after each interval, until the executor is shut down. */
    public void start(ScheduledExecutorService executor, Duration interval) {
        startedNanos = nanoTime.getAsLong();
        new PeriodicCheck("the lag is not known", this::look).start(executor, Duration.ZERO, interval);
    }

    /** Records not yet processed; empty before the first look, and when the brokers have not answered for the limit. */
    public OptionalLong lagRecords() {
        return isCurrent(status) ? status.lagRecords() : OptionalLong.empty();
    }

    /** The reasons found at the last look why the instance is not ready; empty if it may be ready. */
    public List<String> reasons() {
        Status last = status;
        if (isCurrent(last)) {
            return last.reasons();
        }
        Duration time = Duration.ofNanos(nanoTime.getAsLong() - last.atNanos().orElse(startedNanos));
        return time.compareTo(lagMax) < 0
                ? List.of()
                : List.of("the brokers have not told the offsets of the inputs for " + time.toSeconds() + " s");
    }

    private boolean isCurrent(Status last) {
        return last.atNanos().isPresent()
                && nanoTime.getAsLong() - last.atNanos().getAsLong() < lagMax.toNanos() + INTERVAL.toNanos();
    }

    synchronized void look() {
        Set<TopicPartition> own = assigned.get();
        Set<TopicPartition> all = new HashSet<>(own);
        all.addAll(global);
        ends.keySet().retainAll(all);
        held.keySet().retainAll(all);
        Map<TopicPartition, PartitionOffsets> now = offsets.of(all, clockMillis.getAsLong() - lagMax.toMillis());
        // Asked last: what was processed and deleted meanwhile is not lost.
        Map<TopicPartition, Long> committed = offsets.committed();
        long nowNanos = nanoTime.getAsLong();
        List<String> reasons = new ArrayList<>(transactions(now, committed, nowNanos));
        Map<String, Long> behindByTopic = new TreeMap<>();
        long lag = 0;
        for (TopicPartition partition : own) {
            PartitionOffsets its = Objects.requireNonNull(now.get(partition));
            long next = next(partition, its, committed);
            lag += Math.max(0, its.end() - next);
            noteLost(partition, its, committed);
            boolean readable = next < its.stableEnd();
            if (readable && inputs.contains(partition.topic()) && isOld(partition, its, next)) {
                behindByTopic.merge(partition.topic(), its.stableEnd() - next, Long::sum);
            }
        }
        if (!own.isEmpty()) {
            // The partitions that are left were assigned to other instances, which count them.
            lostBefore.clear();
        }
        now.forEach((partition, its) -> ends.put(partition, its.end()));
        behindByTopic.forEach((topic, records) -> reasons.add(records + " records of " + topic
                + " wait to be processed, the oldest for more than " + lagMax.toSeconds() + " s"));
        log(reasons);
        status = new Status(
                own.isEmpty() ? OptionalLong.empty() : OptionalLong.of(lag),
                List.copyOf(reasons),
                OptionalLong.of(nowNanos));
    }

    private List<String> transactions(
            Map<TopicPartition, PartitionOffsets> now, Map<TopicPartition, Long> committed, long nowNanos) {
        List<String> reasons = new ArrayList<>();
        now.forEach((partition, its) -> {
            if (its.stableEnd() >= its.end()) {
                held.remove(partition);
                return;
            }
            Held since = held.compute(
                    partition,
                    (key, before) -> before != null && before.stableEnd() == its.stableEnd()
                            ? before
                            : new Held(its.stableEnd(), nowNanos));
            Duration time = Duration.ofNanos(nowNanos - since.sinceNanos());
            boolean allReadableRead = next(partition, its, committed) >= its.stableEnd();
            boolean oldAtStart =
                    allReadableRead && inputs.contains(partition.topic()) && isOld(partition, its, its.stableEnd());
            if (time.compareTo(lagMax) >= 0 || oldAtStart) {
                reasons.add(transaction(partition, its, time, oldAtStart));
            }
        });
        return reasons;
    }

    private String transaction(TopicPartition partition, PartitionOffsets its, Duration time, boolean old) {
        Optional<InputOffsets.OpenTransaction> open = offsets.openTransaction(partition);
        long seconds = old ? Math.max(time.toSeconds(), lagMax.toSeconds()) : time.toSeconds();
        return "a transaction has been open on " + partition + " for " + seconds + " s"
                + open.map(producer -> " (producer id " + producer.producerId() + ")")
                        .orElse("")
                + ": nobody can read the " + (its.end() - its.stableEnd()) + " records from offset " + its.stableEnd()
                + " on until it ends; see 'kafka-transactions.sh find-hanging' and abort";
    }

    /**
     * Whether the next record is older than the limit, and was there at the look before or at the start: the clocks of senders
     * alone do not make a record late that has just arrived.
     */
    private boolean isOld(TopicPartition partition, PartitionOffsets its, long next) {
        Long endBefore = ends.getOrDefault(partition, endsAtStart.get(partition));
        return endBefore != null && next < endBefore && next < its.recent();
    }

    private static long next(TopicPartition partition, PartitionOffsets its, Map<TopicPartition, Long> committed) {
        return Math.max(its.beginning(), committed.getOrDefault(partition, its.beginning()));
    }

    private void noteLost(TopicPartition partition, PartitionOffsets its, Map<TopicPartition, Long> committed) {
        Long before = lostBefore.remove(partition);
        Long next = before == null ? committed.get(partition) : before;
        long accounted = Math.max(next == null ? its.beginning() : next, lostUpTo.getOrDefault(partition, 0L));
        if (accounted < its.beginning()) {
            long records = its.beginning() - accounted;
            lostUpTo.put(partition, its.beginning());
            LOG.warn(
                    "{} records of {} were deleted before they were read, up to offset {}: the retention of the topic is"
                            + " shorter than this application was behind",
                    records,
                    partition,
                    its.beginning());
            onLost.accept(partition.topic(), records);
        }
    }

    private void log(Collection<String> reasons) {
        boolean before = status.reasons().isEmpty();
        if (before && !reasons.isEmpty()) {
            LOG.warn("not ready: {}", String.join("; ", reasons));
        } else if (!before && reasons.isEmpty()) {
            LOG.info("input is processed within {} s again", lagMax.toSeconds());
        }
    }
}
