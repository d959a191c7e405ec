package io.freshet.topology.context;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Limits log lines to one per subject and interval, and counts the suppressed lines. A subject is a key that the caller
 * chooses. Keeps a flood of bad records from becoming a flood of log lines. Safe from any thread.
 */
public final class LogThrottle {
    /** Maximum number of subjects remembered; one more clears them all, so that each subject may log one extra line. */
    private static final int SUBJECTS_MAX = 1_000;

    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    private record Line(long atNanos, long suppressed) {}

    /**
     * Creates a throttle with a minimum {@code interval} between two lines of a subject.
     *
     * @param interval minimum time between two lines of a subject
     * @param nanoTime clock of elapsed time, such as {@link System#nanoTime()}
     */
    public LogThrottle(Duration interval, LongSupplier nanoTime) {
        this.intervalNanos = interval.toNanos();
        this.nanoTime = nanoTime;
    }

    /** A throttle that passes one line per subject in ten seconds. */
    public static LogThrottle standard() {
        return new LogThrottle(Duration.ofSeconds(10), System::nanoTime);
    }

    /**
     * Decides whether a line may be logged now: returns the number of lines suppressed before it, or empty to suppress
     * this line.
     *
     * @return number of lines suppressed since the subject's last line; empty if this line is suppressed
     */
    public OptionalLong pass(String subject) {
        if (lines.size() >= SUBJECTS_MAX && !lines.containsKey(subject)) {
            lines.clear();
        }
        long now = nanoTime.getAsLong();
        OptionalLong[] passed = {OptionalLong.empty()};
        lines.compute(subject, (unused, last) -> {
            if (last != null && now - last.atNanos() < intervalNanos) {
                return new Line(last.atNanos(), last.suppressed() + 1);
            }
            passed[0] = OptionalLong.of(last == null ? 0 : last.suppressed());
            return new Line(now, 0);
        });
        return passed[0];
    }
}
