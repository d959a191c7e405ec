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
 * Replaces a stream thread that dies, as long as that is rare and may help; otherwise stops the instance with the reason,
 * so that its supervisor sees it fail once instead of again and again. Safe from any thread.
 */
public final class ThreadReplacement implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacement.class);
    static final int REPLACEMENTS_MAX = 5;
    static final Duration WINDOW = Duration.ofMinutes(10);

    /** Pause before the second replacement, doubled before each further one: a full disk needs time. */
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /**
     * Failures within the window whose cause is removed before the new thread starts. They do not count as replacements; a
     * disk that damages every rebuilt store must still end the instance.
     */
    static final int REMEDIED_MAX = 30;

    private final LongSupplier nanoTime;
    private final Consumer<Duration> pause;
    private final Consumer<String> onGivingUp;
    private final StoreRepairs repairs;
    private final Deque<Long> replacedNanos = new ArrayDeque<>();
    private final Deque<Long> remediedNanos = new ArrayDeque<>();

    /**
     * @param pause waits for the given time
     * @param repairs is told of the tasks whose stores are damaged
     */
    public ThreadReplacement(
            LongSupplier nanoTime, Consumer<Duration> pause, Consumer<String> onGivingUp, StoreRepairs repairs) {
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.onGivingUp = onGivingUp;
        this.repairs = repairs;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable exception) {
        Optional<String> internalTopic = InternalTopicFault.of(exception);
        if (internalTopic.isPresent()) {
            return giveUp(internalTopic.get(), exception);
        }
        if (isHopeless(exception)) {
            return giveUp("a stream thread failed and a new one would too: " + describe(exception), exception);
        }
        long now = nanoTime.getAsLong();
        forgetOld(replacedNanos, now);
        forgetOld(remediedNanos, now);
        if (isRemedied(exception) && remediedNanos.size() < REMEDIED_MAX) {
            remediedNanos.addLast(now);
            LOG.warn("a stream thread failed and is replaced; the cause is being removed: {}", describe(exception));
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        if (replacedNanos.size() >= REPLACEMENTS_MAX) {
            return giveUp(
                    "stream threads failed " + (REPLACEMENTS_MAX + 1) + " times within " + WINDOW.toMinutes()
                            + " minutes, at last with " + describe(exception),
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
            pause.accept(FIRST_PAUSE.multipliedBy(1L << (replacedNanos.size() - 2)));
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static void forgetOld(Deque<Long> nanos, long now) {
        while (!nanos.isEmpty() && now - nanos.getFirst() > WINDOW.toNanos()) {
            nanos.removeFirst();
        }
    }

    /**
     * Whether a new thread will not meet the same: a damaged store is rebuilt when it is opened next, and a record that the
     * broker refused for its size is not sent a second time.
     */
    private boolean isRemedied(Throwable exception) {
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

    /** Whether the cause stays when the thread goes: rights, settings, a missing topic, another build's state, memory. */
    private static boolean isHopeless(Throwable exception) {
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
