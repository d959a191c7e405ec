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
 * Measures the lag of an instance: the number of records between the committed offset and the end of each of its
 * partitions, in total. The lag includes records that a consumer has fetched but not processed, and records hidden by
 * an open transaction. Also detects input that was deleted before it was read. Safe from any thread.
 */
public final class LagMonitor {
    public static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(LagMonitor.class);

    private final InputOffsets offsets;
    private final WatchedPartitions watched;
    private final Duration lagMax;
    private final LongSupplier nanoTime;
    private final ObjLongConsumer<String> onLost;

    private final Arrivals arrivals;
    /** End offset of each input partition before this instance read any record. */
    private final Map<TopicPartition, Long> endsAtStart = new HashMap<>();

    private final Map<TopicPartition, HeldBack> heldBack = new HashMap<>();
    /**
     * Committed offset of each partition that had lost records before this instance started: records after the offset
     * were deleted unread.
     */
    private final Map<TopicPartition, Long> lostBeforeStart = new HashMap<>();

    private final Map<TopicPartition, Long> lostUpTo = new HashMap<>();
    /** Whether the latest check found input that waits too long or is held back by a transaction. */
    private boolean late;

    private volatile long startedNanos;
    private volatile Status status = Status.UNKNOWN;

    /**
     * Partitions to check: those assigned to this instance, for lag and open transactions, and those that every
     * instance reads, for open transactions.
     *
     * @param assigned supplies the partitions that tasks of this instance process
     * @param global partitions that every instance reads without committing
     * @param inputs topics whose lag makes an instance unready; the lag of others is only measured
     */
    public record WatchedPartitions(
            Supplier<Set<TopicPartition>> assigned, Set<TopicPartition> global, Set<String> inputs) {
        public WatchedPartitions {
            global = Set.copyOf(global);
            inputs = Set.copyOf(inputs);
        }
    }

    /**
     * Last stable offset of a partition that an open transaction holds back, and the time since which the offset has
     * not advanced.
     */
    private record HeldBack(long stableEnd, long sinceNanos) {}

    /**
     * Result of the latest check: lag (empty if unknown), reasons for being unready, and time of the check (empty
     * before the first check).
     */
    private record Status(OptionalLong lagRecords, List<String> reasons, OptionalLong atNanos) {
        private static final Status UNKNOWN = new Status(OptionalLong.empty(), List.of(), OptionalLong.empty());
    }

    /** Numbers of records by topic that wait to be processed and make the instance unready. */
    private static final class Backlogs {
        /** On partitions whose next record has waited longer than the limit. */
        private final Map<String, Long> overdue = new TreeMap<>();
        /** On other partitions, arrived before the start; how long they have waited is unknown. */
        private final Map<String, Long> fromBeforeStart = new TreeMap<>();

        List<String> overdueReasons(Duration lagMax) {
            return overdue.entrySet().stream()
                    .map(topic -> topic.getValue() + " records of " + topic.getKey()
                            + " wait to be processed, the oldest for more than " + lagMax.toSeconds() + " s")
                    .toList();
        }

        List<String> startReasons() {
            return fromBeforeStart.entrySet().stream()
                    .map(topic -> topic.getValue() + " records of " + topic.getKey()
                            + " from before the start wait to be processed")
                    .toList();
        }
    }

    /**
     * Creates a monitor without results; {@link #start} begins to measure.
     *
     * @param lagMax time that an input record may wait while the instance is ready, from the check that first saw it;
     *     timestamps of records do not count, because senders may set them
     * @param nanoTime clock of all waiting times, nanoseconds
     * @param onLost receives the topic and the number of records deleted before they were read
     */
    public LagMonitor(
            InputOffsets offsets,
            WatchedPartitions watched,
            Duration lagMax,
            LongSupplier nanoTime,
            ObjLongConsumer<String> onLost) {
        this.offsets = offsets;
        this.watched = watched;
        this.lagMax = lagMax;
        this.nanoTime = nanoTime;
        this.onLost = onLost;
        this.arrivals = new Arrivals(lagMax);
        this.startedNanos = nanoTime.getAsLong();
    }

    /**
     * Detects input records that were deleted unread while no instance ran. Must be called before consumers start,
     * because they skip to the first record left and commit its offset.
     *
     * @throws KafkaUnavailableException if the cluster does not answer
     */
    public synchronized void beforeStart() {
        Map<TopicPartition, Long> committed = new HashMap<>(offsets.committed());
        committed.keySet().removeIf(partition -> !watched.inputs().contains(partition.topic()));
        offsets.of(committed.keySet()).forEach((partition, now) -> {
            endsAtStart.put(partition, now.end());
            long next = Objects.requireNonNull(committed.get(partition));
            if (next < now.beginning()) {
                lostBeforeStart.put(partition, next);
            }
        });
    }

    /** Measures the lag now and after each interval, in the executor, until the executor is shut down. */
    public void start(ScheduledExecutorService executor, Duration interval) {
        startedNanos = nanoTime.getAsLong();
        new PeriodicCheck("cannot measure the lag", this::check).start(executor, Duration.ZERO, interval);
    }

    /**
     * Number of records in this instance's partitions not yet processed; empty while unknown. Unknown before the first
     * check, without assigned partitions, and after the brokers have not answered for {@code lagMax}.
     */
    public OptionalLong lagRecords() {
        return isCurrent(status) ? status.lagRecords() : OptionalLong.empty();
    }

    /**
     * Reasons why the instance is not ready, one line each: lag, an open transaction, or brokers that do not answer.
     * Empty if there is none.
     */
    public List<String> reasons() {
        Status last = status;
        if (isCurrent(last)) {
            return last.reasons();
        }
        Duration time = Duration.ofNanos(nanoTime.getAsLong() - last.atNanos().orElse(startedNanos));
        return time.compareTo(lagMax) < 0
                ? List.of()
                : List.of("the brokers have not returned the offsets of the inputs for " + time.toSeconds()
                        + " s: check whether they answer");
    }

    private boolean isCurrent(Status last) {
        return last.atNanos().isPresent()
                && nanoTime.getAsLong() - last.atNanos().getAsLong() < lagMax.toNanos() + INTERVAL.toNanos();
    }

    synchronized void check() {
        Set<TopicPartition> own = watched.assigned().get();
        Set<TopicPartition> all = new HashSet<>(own);
        all.addAll(watched.global());
        arrivals.retainAll(own);
        heldBack.keySet().retainAll(all);
        Map<TopicPartition, PartitionOffsets> now = offsets.of(all);
        // Committed offsets come last: records processed and then deleted in between are not lost.
        Map<TopicPartition, Long> committed = offsets.committed();
        long nowNanos = nanoTime.getAsLong();
        List<String> reasons = new ArrayList<>(openTransactions(now, nowNanos));
        Backlogs backlogs = new Backlogs();
        long lag = 0;
        for (TopicPartition partition : own) {
            PartitionOffsets current = Objects.requireNonNull(now.get(partition));
            long next = next(partition, current, committed);
            lag += Math.max(0, current.end() - next);
            countLost(partition, current, committed);
            if (watched.inputs().contains(partition.topic())) {
                arrivals.observe(partition, current.end(), nowNanos);
                // A topic that was created again has other records.
                endsAtStart.computeIfPresent(partition, (key, end) -> end > current.end() ? null : end);
                if (!committed.containsKey(partition)) {
                    // No instance has processed a record of this partition yet.
                    endsAtStart.putIfAbsent(partition, current.end());
                }
                addBacklog(backlogs, partition, current, next, nowNanos);
            }
        }
        if (!own.isEmpty()) {
            // The remaining partitions are assigned to other instances, which count the loss.
            lostBeforeStart.clear();
        }
        reasons.addAll(backlogs.overdueReasons(lagMax));
        log(reasons);
        // Not logged, because nearly every start begins with a backlog.
        reasons.addAll(backlogs.startReasons());
        status = new Status(
                own.isEmpty() ? OptionalLong.empty() : OptionalLong.of(lag),
                List.copyOf(reasons),
                OptionalLong.of(nowNanos));
    }

    private List<String> openTransactions(Map<TopicPartition, PartitionOffsets> now, long nowNanos) {
        List<String> reasons = new ArrayList<>();
        now.forEach((partition, current) -> {
            if (current.stableEnd() >= current.end()) {
                heldBack.remove(partition);
                return;
            }
            HeldBack since = heldBack.compute(
                    partition,
                    (key, before) -> before != null && before.stableEnd() == current.stableEnd()
                            ? before
                            : new HeldBack(current.stableEnd(), nowNanos));
            Duration time = Duration.ofNanos(nowNanos - since.sinceNanos());
            if (time.compareTo(lagMax) >= 0) {
                reasons.add(openTransaction(partition, current, time));
            }
        });
        return reasons;
    }

    private String openTransaction(TopicPartition partition, PartitionOffsets current, Duration time) {
        Optional<InputOffsets.OpenTransaction> open = offsets.openTransaction(partition);
        return "a transaction has been open on " + partition + " for " + time.toSeconds() + " s"
                + open.map(producer -> " (producer id " + producer.producerId() + ")")
                        .orElse("")
                + ": nobody can read the " + (current.end() - current.stableEnd()) + " records from offset "
                + current.stableEnd()
                + " on until it ends; find it with 'kafka-transactions.sh find-hanging' and abort it";
    }

    /** Adds the readable records of a partition to the backlogs if the first has waited too long or since the start. */
    private void addBacklog(
            Backlogs backlogs, TopicPartition partition, PartitionOffsets current, long next, long nowNanos) {
        if (next >= current.stableEnd()) {
            return;
        }
        long endAtStart = endsAtStart.getOrDefault(partition, 0L);
        if (arrivals.hasWaitedTooLong(partition, next, nowNanos)) {
            backlogs.overdue.merge(partition.topic(), current.stableEnd() - next, Long::sum);
        } else if (next < endAtStart) {
            long end = Math.min(endAtStart, current.stableEnd());
            backlogs.fromBeforeStart.merge(partition.topic(), end - next, Long::sum);
        }
    }

    private static long next(TopicPartition partition, PartitionOffsets current, Map<TopicPartition, Long> committed) {
        return Math.max(current.beginning(), committed.getOrDefault(partition, current.beginning()));
    }

    private void countLost(TopicPartition partition, PartitionOffsets current, Map<TopicPartition, Long> committed) {
        Long before = lostBeforeStart.remove(partition);
        Long next = before == null ? committed.get(partition) : before;
        long accounted = Math.max(next == null ? current.beginning() : next, lostUpTo.getOrDefault(partition, 0L));
        if (accounted < current.beginning()) {
            long records = current.beginning() - accounted;
            lostUpTo.put(partition, current.beginning());
            LOG.warn(
                    "{} records of {} were deleted before they were read, up to offset {}: raise retention.ms of the"
                            + " topic, which is shorter than the lag of this application",
                    records,
                    partition,
                    current.beginning());
            onLost.accept(partition.topic(), records);
        }
    }

    private void log(Collection<String> reasons) {
        if (!late && !reasons.isEmpty()) {
            LOG.warn("not ready: {}", String.join("; ", reasons));
        } else if (late && reasons.isEmpty()) {
            LOG.info("input is processed within {} s again", lagMax.toSeconds());
        }
        late = !reasons.isEmpty();
    }
}
