package io.freshet.runtime.topics;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a check periodically in the background; a failed check is logged and repeated. Safe from any thread. */
public final class PeriodicCheck implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicCheck.class);

    private final String failure;
    private final Runnable check;
    private boolean unavailable;

    /**
     * Creates a periodic check, which {@link #start} schedules; {@code failure} is the message logged when the check
     * fails.
     *
     * @param failure message to log when the check fails, such as {@code cannot measure the lag}
     */
    public PeriodicCheck(String failure, Runnable check) {
        this.failure = failure;
        this.check = check;
    }

    /** Runs the check after a delay, and again after each interval, until the executor is shut down. */
    public void start(ScheduledExecutorService executor, Duration delay, Duration interval) {
        var unused = executor.scheduleWithFixedDelay(
                this, delay.toMillis(), Math.max(1, interval.toMillis()), TimeUnit.MILLISECONDS);
    }

    /** Runs the check now; logs a failure instead of throwing it. An executor stops repeating a task that throws. */
    @Override
    public synchronized void run() {
        try {
            check.run();
            unavailable = false;
        } catch (KafkaUnavailableException e) {
            if (!unavailable && !Thread.currentThread().isInterrupted()) {
                LOG.warn("{}: {}", failure, e.getMessage());
            }
            unavailable = true;
        } catch (RuntimeException e) {
            LOG.warn("{}", failure, e);
        }
    }
}
