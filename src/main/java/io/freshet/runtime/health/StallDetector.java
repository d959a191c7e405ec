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
 * Checks periodically that stream threads make progress. A healthy thread polls ten times a second or processes
 * records. A thread that is blocked in a store or a client reports no error: only its missing progress shows the stall.
 * Safe from any thread.
 *
 * <p>If a check itself is late by the stall limit, the whole process or the machine was paused: all timers are reset.
 */
public final class StallDetector {
    /**
     * Time without progress of a stream thread after which the instance is not ready: half the time after which Kafka
     * reassigns the tasks.
     */
    public static final Duration STALL_LIMIT = Duration.ofSeconds(30);
    /**
     * Time without progress of a stream thread after which the instance is not live. Kafka's clients wait at most four
     * minutes for brokers, in the longest commit. A thread that waits longer does not recover: RocksDB can hang in a
     * write long after the disk has space again.
     */
    public static final Duration RECOVERY_LIMIT = Duration.ofMinutes(5);

    /**
     * Time within which a failed stream thread must exit; otherwise the instance stops. Until it exits, the thread
     * holds the directories of its tasks, so no other thread of this process can take them over. A write that hangs, or
     * a wait for the thread that restores stores, may never end.
     */
    static final Duration EXIT_LIMIT = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(StallDetector.class);
    private static final int CHECKS_PER_LIMIT = 6;
    /** Part of the name of each Kafka Streams thread that restores stores. */
    private static final String RESTORE_THREAD = "StateUpdater-";

    private static final String STACK_LINE = System.lineSeparator() + "    at ";

    private final Supplier<Map<String, Double>> countsByThread;
    private final Duration stallLimit;
    private final Duration recoveryLimit;
    private final LongSupplier nanoTime;
    private final Map<String, ThreadProgress> progressByThread = new HashMap<>();
    private final Map<Thread, Long> failedAtNanos = new HashMap<>();
    private final Consumer<String> onNotExiting;
    private long checkedAtNanos;

    private volatile List<StalledThread> stalled = List.of();
    private volatile Duration longestStall = Duration.ZERO;

    /** Progress count of a thread, and the time since which the count has not grown. */
    private record ThreadProgress(double count, long sinceNanos) {}

    /**
     * Creates a detector; {@link #start} runs its checks.
     *
     * @param countsByThread by thread name a count that grows while the thread makes progress
     * @param stallLimit time without progress after which a thread is stalled
     * @param recoveryLimit time without progress after which a thread is not expected to recover
     * @param onNotExiting receives the reason if a failed thread does not exit
     */
    public StallDetector(
            Supplier<Map<String, Double>> countsByThread,
            Duration stallLimit,
            Duration recoveryLimit,
            LongSupplier nanoTime,
            Consumer<String> onNotExiting) {
        this.countsByThread = countsByThread;
        this.stallLimit = stallLimit;
        this.recoveryLimit = recoveryLimit;
        this.nanoTime = nanoTime;
        this.onNotExiting = onNotExiting;
    }

    /** Checks the threads several times per stall limit, in the executor, until the executor is shut down. */
    public void start(ScheduledExecutorService executor) {
        new PeriodicCheck("cannot check the progress of the stream threads", this::check)
                .start(executor, Duration.ZERO, stallLimit.dividedBy(CHECKS_PER_LIMIT));
    }

    /** Starts watching whether a failed thread exits within {@link #EXIT_LIMIT}. */
    public synchronized void threadFailed(Thread thread) {
        failedAtNanos.put(thread, nanoTime.getAsLong());
    }

    /** Threads that were stalled at the last check. */
    public List<StalledThread> stalled() {
        return stalled;
    }

    /** Time without progress of the thread that has stalled longest, at the last check; zero if all made progress. */
    public Duration longestStall() {
        return longestStall;
    }

    synchronized void check() {
        long nowNanos = nanoTime.getAsLong();
        if (nowNanos - checkedAtNanos >= stallLimit.toNanos()) {
            progressByThread.clear();
            failedAtNanos.replaceAll((thread, sinceNanos) -> nowNanos);
        }
        checkFailedThreads(nowNanos);
        checkedAtNanos = nowNanos;
        Map<String, Double> counts = countsByThread.get();
        progressByThread.keySet().retainAll(counts.keySet());
        counts.forEach((thread, count) -> progressByThread.compute(
                thread,
                (name, before) ->
                        before != null && before.count() == count ? before : new ThreadProgress(count, nowNanos)));
        List<StalledThread> now = new ArrayList<>();
        Duration longest = Duration.ZERO;
        for (Map.Entry<String, ThreadProgress> progress : progressByThread.entrySet()) {
            Duration time = Duration.ofNanos(nowNanos - progress.getValue().sinceNanos());
            longest = time.compareTo(longest) > 0 ? time : longest;
            if (time.compareTo(stallLimit) >= 0) {
                now.add(stalledThread(progress.getKey(), time));
            }
        }
        logRecovered(now);
        longestStall = longest;
        stalled = List.copyOf(now);
    }

    /**
     * Logs each failed thread that has not exited within {@link #EXIT_LIMIT} and reports it once to {@code
     * onNotExiting}.
     */
    private void checkFailedThreads(long nowNanos) {
        failedAtNanos.entrySet().removeIf(failed -> {
            Thread thread = failed.getKey();
            Duration time = Duration.ofNanos(nowNanos - failed.getValue());
            boolean notExiting = thread.isAlive() && time.compareTo(EXIT_LIMIT) >= 0;
            if (notExiting) {
                StackTraceElement[] stack = thread.getStackTrace();
                String reason = "stream thread " + thread.getName() + " failed and has not exited for "
                        + time.toSeconds() + " s, it is in " + location(stack)
                        + ": no other thread of this process can take over its partitions; "
                        + StalledThread.WHERE_TO_LOOK;
                LOG.error("this instance stops: {}{}{}", reason, lines(stack), restoreThreadStacks());
                onNotExiting.accept(reason);
            }
            return notExiting || !thread.isAlive();
        });
    }

    /**
     * Stack traces of the threads that restore stores, for the log: a stream thread may be waiting for its restore
     * thread.
     */
    private static String restoreThreadStacks() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(running -> running.getKey().getName().contains(RESTORE_THREAD))
                .map(running -> System.lineSeparator() + "  " + running.getKey().getName() + lines(running.getValue()))
                .collect(Collectors.joining());
    }

    private static String lines(StackTraceElement[] stack) {
        return Arrays.stream(stack).map(frame -> STACK_LINE + frame).collect(Collectors.joining());
    }

    private static String location(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .filter(frame -> !isJdkClass(frame.getClassName()))
                .findFirst()
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .orElse("JDK code only");
    }

    private StalledThread stalledThread(String thread, Duration time) {
        StackTraceElement[] stack = stack(thread);
        StalledThread found = new StalledThread(thread, time, location(stack), time.compareTo(recoveryLimit) >= 0);
        Optional<StalledThread> before =
                stalled.stream().filter(known -> known.thread().equals(thread)).findFirst();
        if (before.isEmpty() || found.unrecoverable() != before.get().unrecoverable()) {
            LOG.atLevel(found.unrecoverable() ? Level.ERROR : Level.WARN)
                    .log("{}{}{}", found.reason(), lines(stack), restoreThreadStacks());
        }
        return found;
    }

    private void logRecovered(List<StalledThread> now) {
        Set<String> still = now.stream().map(StalledThread::thread).collect(Collectors.toSet());
        stalled.stream()
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

    private static boolean isJdkClass(String className) {
        return className.startsWith("java.") || className.startsWith("jdk.") || className.startsWith("sun.");
    }
}
