package io.freshet.runtime;

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
 * Looks now and then whether stream threads go on. One that is well polls ten times a second or processes; one that waits
 * in a store or a client for what does not come shows nowhere else than by the records it does not read. Safe from any
 * thread.
 *
 * <p>A look that comes so late that a thread could have been found standing still says nothing of the threads: the whole
 * process stood still, or the machine. Time is counted anew from there.
 */
final class ThreadWatch {
    /** Half of what Kafka waits until it gives a thread's work to others. */
    static final Duration STANDSTILL_MAX = Duration.ofSeconds(30);
    /**
     * Longer than Kafka's clients wait for brokers in the longest commit, four minutes. What waits for more than that waits
     * for something that does not come: RocksDB can hang in a write though the disk has long been free again.
     */
    static final Duration HOPE_MAX = Duration.ofMinutes(5);

    /**
     * For so long a thread that failed may take to end. It holds the directories of its tasks until then, so no other of
     * this process can take them up; and a write that hangs, or Kafka waiting for whoever rebuilt its stores, has no end.
     */
    static final Duration ENDING_MAX = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(ThreadWatch.class);
    private static final int LOOKS_WITHIN_MAX = 6;
    /** In the names of Kafka Streams' threads that rebuild stores. */
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

    private volatile List<Standstill> standing = List.of();
    private volatile Duration longest = Duration.ZERO;

    /** What a thread had done, and since when that is all. */
    private record Seen(double count, long sinceNanos) {}

    /**
     * @param countsByThread anything that grows while a thread goes on, by the name of the thread
     * @param standstillMax a thread may go without progress for so long
     * @param hopeMax after so long without progress a thread is not expected to go on by itself
     * @param onNotEnding told why when a thread failed and does not end
     */
    ThreadWatch(
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
    void start(ScheduledExecutorService executor) {
        new PeriodicCheck("could not tell whether the stream threads make progress", this::look)
                .start(executor, Duration.ZERO, standstillMax.dividedBy(LOOKS_WITHIN_MAX));
    }

    /** Takes note of a thread that failed, is replaced and is going to end. */
    synchronized void failed(Thread thread) {
        failedAtNanos.put(thread, nanoTime.getAsLong());
    }

    /** The threads that stood still for too long when last looked at. */
    List<Standstill> standing() {
        return standing;
    }

    /** How long the thread that stood still longest did so when last looked at, zero if all went on. */
    Duration longest() {
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
        List<Standstill> now = new ArrayList<>();
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

    /** Says once of a thread that it does not end. */
    private void lookAtFailed(long nowNanos) {
        failedAtNanos.entrySet().removeIf(failed -> {
            Thread thread = failed.getKey();
            Duration time = Duration.ofNanos(nowNanos - failed.getValue());
            boolean notEnding = thread.isAlive() && time.compareTo(ENDING_MAX) >= 0;
            if (notEnding) {
                StackTraceElement[] stack = thread.getStackTrace();
                String reason = "stream thread " + thread.getName() + " failed and has not ended for "
                        + time.toSeconds() + " s, it is in " + place(stack)
                        + ": no other of this process can take up its partitions; " + Standstill.WHERE_TO_LOOK;
                LOG.error("this instance stops: {}{}{}", reason, lines(stack), rebuildingStacks());
                onNotEnding.accept(reason);
            }
            return notEnding || !thread.isAlive();
        });
    }

    /** Where the threads are that rebuild stores: a stream thread may wait for its own. */
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

    private Standstill standstill(String thread, Duration time) {
        StackTraceElement[] stack = stack(thread);
        Standstill found = new Standstill(thread, time, place(stack), time.compareTo(hopeMax) >= 0);
        Optional<Standstill> before = standing.stream()
                .filter(standstill -> standstill.thread().equals(thread))
                .findFirst();
        if (before.isEmpty() || found.hopeless() != before.get().hopeless()) {
            LOG.atLevel(found.hopeless() ? Level.ERROR : Level.WARN)
                    .log("{}{}{}", found.reason(), lines(stack), rebuildingStacks());
        }
        return found;
    }

    private void logGoingOn(List<Standstill> now) {
        Set<String> still = now.stream().map(Standstill::thread).collect(Collectors.toSet());
        standing.stream()
                .map(Standstill::thread)
                .filter(thread -> !still.contains(thread))
                .forEach(thread -> LOG.info("stream thread {} no longer stands still", thread));
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
