package io.freshet.runtime;

import io.freshet.runtime.health.LagMonitor;
import io.freshet.runtime.health.StallDetector;
import io.freshet.runtime.topics.TopicMonitor;
import java.time.Duration;

/**
 * Limits of the health checks: stall times after which an instance is no longer ready ({@code stall}) or live ({@code
 * recovery}), and intervals between checks.
 *
 * @param stall time that a stream thread may go without progress while the instance is ready
 * @param recovery time that a stream thread may go without progress while the instance is live
 * @param intervals times between two runs of a check
 */
record HealthLimits(Duration stall, Duration recovery, Intervals intervals) {
    static final HealthLimits DEFAULT = new HealthLimits(
            StallDetector.STALL_LIMIT,
            StallDetector.RECOVERY_LIMIT,
            new Intervals(TopicMonitor.INTERVAL, TopicMonitor.EARLY_INTERVAL, LagMonitor.INTERVAL));

    /**
     * Time between two regular topic checks, shortest time between two early topic checks, and time between two
     * measurements of the lag.
     *
     * @param topics between two regular checks of the topics
     * @param earlyTopics shortest time between two checks of the topics requested because a record was rejected
     * @param lag between two measurements of the lag
     */
    record Intervals(Duration topics, Duration earlyTopics, Duration lag) {}
}
