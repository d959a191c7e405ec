package io.freshet.runtime.health;

import io.freshet.codec.binary.OtherVersionException;
import io.freshet.topology.store.StoreRepairs;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a failed stream thread if failures are rare and a new thread can help; otherwise stops the instance with the
 * reason. The supervisor of the instance then sees one failure instead of an endless series. Safe from any thread.
 */
public final class ThreadReplacement implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacement.class);
    /** Maximum number of stream threads replaced within {@link #WINDOW}; a further failure stops the instance. */
    static final int REPLACEMENTS_MAX = 5;

    static final Duration WINDOW = Duration.ofMinutes(10);

    /** Back-off before the second replacement within {@link #WINDOW}, doubled before each further one. */
    static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);

    /**
     * Maximum number of failures within {@link #WINDOW} that do not count towards {@link #REPLACEMENTS_MAX}, because
     * their cause was repaired. Further ones do count, so that a disk that damages every rebuilt store still stops the
     * instance.
     */
    static final int REPAIRS_MAX = 30;

    private final LongSupplier nanoTime;
    private final Consumer<Duration> backoff;
    private final Consumer<String> onGivingUp;
    private final StoreRepairs repairs;
    private final Deque<Long> replacedNanos = new ArrayDeque<>();
    private final Deque<Long> repairedNanos = new ArrayDeque<>();

    /**
     * Creates a handler of uncaught exceptions for the stream threads of one instance.
     *
     * @param backoff waits for the given time
     * @param onGivingUp receives the reason when the instance must stop
     * @param repairs receives the tasks whose stores are damaged
     */
    public ThreadReplacement(
            LongSupplier nanoTime, Consumer<Duration> backoff, Consumer<String> onGivingUp, StoreRepairs repairs) {
        this.nanoTime = nanoTime;
        this.backoff = backoff;
        this.onGivingUp = onGivingUp;
        this.repairs = repairs;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable exception) {
        Optional<String> internalTopic = InternalTopicFault.of(exception);
        if (internalTopic.isPresent()) {
            return giveUp(internalTopic.get(), exception);
        }
        if (isPermanent(exception)) {
            return giveUp("a stream thread failed and a new one would fail too: " + describe(exception), exception);
        }
        long now = nanoTime.getAsLong();
        expire(replacedNanos, now);
        expire(repairedNanos, now);
        if (tryRepair(exception) && repairedNanos.size() < REPAIRS_MAX) {
            repairedNanos.addLast(now);
            LOG.warn("a stream thread failed and is replaced; the cause is being removed: {}", describe(exception));
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        if (replacedNanos.size() >= REPLACEMENTS_MAX) {
            return giveUp(
                    "stream threads failed " + (REPLACEMENTS_MAX + 1) + " times within " + WINDOW.toMinutes()
                            + " minutes, most recently with " + describe(exception),
                    exception);
        }
        replacedNanos.addLast(now);
        LOG.error(
                "a stream thread failed and is replaced ({} of at most {} within {} minutes)",
                replacedNanos.size(),
                REPLACEMENTS_MAX,
                WINDOW.toMinutes(),
                exception);
        if (replacedNanos.size() > 1) {
            backoff.accept(FIRST_BACKOFF.multipliedBy(1L << (replacedNanos.size() - 2)));
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static void expire(Deque<Long> nanos, long now) {
        while (!nanos.isEmpty() && now - nanos.getFirst() > WINDOW.toNanos()) {
            nanos.removeFirst();
        }
    }

    /**
     * Returns whether a new thread will not fail again, because a damaged store or an oversize record caused the
     * failure. Marks a damaged store, which is rebuilt when it is next opened; an oversize record is not sent again.
     */
    private boolean tryRepair(Throwable exception) {
        if (StoreRepairs.isDamage(exception)) {
            if (exception instanceof StreamsException failure) {
                failure.taskId().ifPresent(task -> repairs.damaged(task, exception));
            }
            return true;
        }
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException) {
                return true;
            }
        }
        return false;
    }

    private StreamThreadExceptionResponse giveUp(String reason, Throwable exception) {
        LOG.error("this instance stops: {}", reason, exception);
        onGivingUp.accept(reason);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /**
     * Whether a failure would recur in a new thread, because its cause persists. Such causes are permissions, settings,
     * a missing topic, a broker or data of an unsupported version, and errors of the JVM.
     */
    private static boolean isPermanent(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof MissingSourceTopicException
                    || cause instanceof AuthorizationException
                    || cause instanceof AuthenticationException
                    || cause instanceof ConfigException
                    || cause instanceof UnsupportedVersionException
                    || cause instanceof OtherVersionException
                    || cause instanceof Error) {
                return true;
            }
        }
        return false;
    }

    private static String describe(Throwable exception) {
        Throwable cause = exception;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
