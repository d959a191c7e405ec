package io.freshet.topology.context;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Lets one log line of each subject through in an interval and counts the others, so that a flood of bad records does not
 * become a flood of log lines. Safe from any thread.
 */
public final class LogThrottle {
    /** Subjects that are remembered; beyond them all is forgotten at once, which costs one line of each. */
    private static final int SUBJECTS_MAX = 1_000;

    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    private record Line(long atNanos, long suppressed) {}

    /** @param interval shortest time between two lines of one subject */
    public LogThrottle(Duration interval, LongSupplier nanoTime) {
        this.intervalNanos = interval.toNanos();
        this.nanoTime = nanoTime;
    }

    /** A throttle of a line per subject and ten seconds. */
    public static LogThrottle standard() {
        return new LogThrottle(Duration.ofSeconds(10), System::nanoTime);
    }

    /** The number of lines suppressed since the last one of this subject if a line may be written now, otherwise empty. */
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
