package io.freshet.runtime.health;

import io.freshet.runtime.topics.PeriodicCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Checks periodically that stream threads make progress. A healthy thread polls ten times a second or processes; a thread
 * that is blocked in a store or a client shows only by the records it does not read. Safe from any thread.
 *
 * <p>If a check itself is late by the stall limit, the whole process or the machine was paused: all timers are reset.
 */
public final class StallDetector {
    /** Half the time after which Kafka gives a thread's tasks to others. */
    public static final Duration STANDSTILL_MAX = Duration.ofSeconds(30);
    /**
     * Longer than Kafka's clients wait for brokers in the longest commit, four minutes. A thread that waits longer does not
     * recover: RocksDB can hang in a write although the disk has long been free again.
     */
    public static final Duration HOPE_MAX = Duration.ofMinutes(5);

    /**
     * A failed thread must end within this time. Until then it holds the directories of its tasks, so no other thread of
     * this process can take them over; a write that hangs, or a wait for the thread that rebuilt the stores, may never end.
     */
    static final Duration ENDING_MAX = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(StallDetector.class);
    private static final int LOOKS_WITHIN_MAX = 6;
    /** Part of the names of Kafka Streams' threads that rebuild stores. */
    private static final String REBUILDING = "StateUpdater-";

    private static final String LINE = System.lineSeparator() + "    at ";

    private final Supplier<Map<String, Double>> countsByThread;
    private final Duration standstillMax;
    private final Duration hopeMax;
    private final LongSupplier nanoTime;
    private final Map<String, Seen> seenByThread = new HashMap<>();
    private final Map<Thread, Long> failedAtNanos = new HashMap<>();
    private final Consumer<String> onNotEnding;
    private long lookedAtNanos;

    private volatile List<StalledThread> standing = List.of();
    private volatile Duration longest = Duration.ZERO;

    /** The count of a thread, and since when it has not grown. */
    private record Seen(double count, long sinceNanos) {}

    /**
     * @param countsByThread anything that grows while a thread goes on, by the name of the thread
     * @param standstillMax how long a thread may make no progress
     * @param hopeMax time without progress after which a thread is not expected to recover
     * @param onNotEnding told why when a thread failed and does not end
     */
    public StallDetector(
            Supplier<Map<String, Double>> countsByThread,
            Duration standstillMax,
            Duration hopeMax,
            LongSupplier nanoTime,
            Consumer<String> onNotEnding) {
        this.countsByThread = countsByThread;
        this.standstillMax = standstillMax;
        this.hopeMax = hopeMax;
        this.nanoTime = nanoTime;
        this.onNotEnding = onNotEnding;
    }

    /** Looks several times within the time that a thread may stand still, until the executor is shut down. */
    public void start(ScheduledExecutorService executor) {
        new PeriodicCheck("could not tell whether the stream threads make progress", this::look)
                .start(executor, Duration.ZERO, standstillMax.dividedBy(LOOKS_WITHIN_MAX));
    }

    /** Takes note of a thread that failed, is replaced and is going to end. */
    public synchronized void failed(Thread thread) {
        failedAtNanos.put(thread, nanoTime.getAsLong());
    }

    /** The threads that had made no progress for too long at the last check. */
    public List<StalledThread> standing() {
        return standing;
    }

    /** The longest time without progress of any thread at the last check; zero if all made progress. */
    public Duration longest() {
        return longest;
    }

    synchronized void look() {
        long nowNanos = nanoTime.getAsLong();
        if (nowNanos - lookedAtNanos >= standstillMax.toNanos()) {
            seenByThread.clear();
            failedAtNanos.replaceAll((thread, sinceNanos) -> nowNanos);
        }
        lookAtFailed(nowNanos);
        lookedAtNanos = nowNanos;
        Map<String, Double> counts = countsByThread.get();
        seenByThread.keySet().retainAll(counts.keySet());
        counts.forEach((thread, count) -> seenByThread.compute(
                thread,
                (name, before) -> before != null && before.count() == count ? before : new Seen(count, nowNanos)));
        List<StalledThread> now = new ArrayList<>();
        Duration most = Duration.ZERO;
        for (Map.Entry<String, Seen> seen : seenByThread.entrySet()) {
            Duration time = Duration.ofNanos(nowNanos - seen.getValue().sinceNanos());
            most = time.compareTo(most) > 0 ? time : most;
            if (time.compareTo(standstillMax) >= 0) {
                now.add(standstill(seen.getKey(), time));
            }
        }
        logGoingOn(now);
        longest = most;
        standing = List.copyOf(now);
    }

    /** Reports each thread that does not end, once. */
    private void lookAtFailed(long nowNanos) {
        failedAtNanos.entrySet().removeIf(failed -> {
            Thread thread = failed.getKey();
            Duration time = Duration.ofNanos(nowNanos - failed.getValue());
            boolean notEnding = thread.isAlive() && time.compareTo(ENDING_MAX) >= 0;
            if (notEnding) {
                StackTraceElement[] stack = thread.getStackTrace();
                String reason = "stream thread " + thread.getName() + " failed and has not ended for "
                        + time.toSeconds() + " s, it is in " + place(stack)
                        + ": no other of this process can take up its partitions; " + StalledThread.WHERE_TO_LOOK;
                LOG.error("this instance stops: {}{}{}", reason, lines(stack), rebuildingStacks());
                onNotEnding.accept(reason);
            }
            return notEnding || !thread.isAlive();
        });
    }

    /** The stacks of the threads that rebuild stores: a stream thread may wait for its own. */
    private static String rebuildingStacks() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(running -> running.getKey().getName().contains(REBUILDING))
                .map(running -> System.lineSeparator() + "  " + running.getKey().getName() + lines(running.getValue()))
                .collect(Collectors.joining());
    }

    private static String lines(StackTraceElement[] stack) {
        return Arrays.stream(stack).map(frame -> LINE + frame).collect(Collectors.joining());
    }

    private static String place(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .filter(frame -> !isOfJava(frame.getClassName()))
                .findFirst()
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .orElse("no code of ours");
    }

    private StalledThread standstill(String thread, Duration time) {
        StackTraceElement[] stack = stack(thread);
        StalledThread found = new StalledThread(thread, time, place(stack), time.compareTo(hopeMax) >= 0);
        Optional<StalledThread> before = standing.stream()
                .filter(standstill -> standstill.thread().equals(thread))
                .findFirst();
        if (before.isEmpty() || found.hopeless() != before.get().hopeless()) {
            LOG.atLevel(found.hopeless() ? Level.ERROR : Level.WARN)
                    .log("{}{}{}", found.reason(), lines(stack), rebuildingStacks());
        }
        return found;
    }

    private void logGoingOn(List<StalledThread> now) {
        Set<String> still = now.stream().map(StalledThread::thread).collect(Collectors.toSet());
        standing.stream()
                .map(StalledThread::thread)
                .filter(thread -> !still.contains(thread))
                .forEach(thread -> LOG.info("stream thread {} makes progress again", thread));
    }

    private static StackTraceElement[] stack(String thread) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(running -> running.getKey().getName().equals(thread))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(new StackTraceElement[0]);
    }

    private static boolean isOfJava(String className) {
        return className.startsWith("java.") || className.startsWith("jdk.") || className.startsWith("sun.");
    }
}
