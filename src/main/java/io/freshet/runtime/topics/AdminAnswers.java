package io.freshet.runtime.topics;

import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;

/** Waiting for the answer of an administration request, always with a limit. */
public final class AdminAnswers {
    private static final long TIMEOUT_SECONDS = 30;

    private AdminAnswers() {}

    /**
     * The answer.
     *
     * @param asked what was asked, for the message: {@code listing topics}
     * @throws KafkaUnavailableException if it fails, takes too long or this thread is interrupted; its cause is Kafka's
     *     own exception
     */
    public static <T> T await(KafkaFuture<T> future, String asked) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new KafkaUnavailableException(asked + " failed: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new KafkaUnavailableException(asked + " took more than " + TIMEOUT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailableException(asked + " was interrupted", e);
        }
    }

    /**
     * Waits until the brokers know of topics created or deleted: they answer such requests before every broker does.
     *
     * @param as condition on the set of all topic names
     * @throws KafkaUnavailableException if that takes too long or this thread is interrupted
     */
    public static void awaitTopics(Admin admin, Predicate<Set<String>> as) {
        awaitTrue(
                "waiting for the brokers to know of the changed topics",
                () -> as.test(await(admin.listTopics().names(), "listing topics")));
    }

    /**
     * Asks repeatedly until the answer is yes.
     *
     * @param what is waited for, for the message
     * @throws KafkaUnavailableException if that takes too long or this thread is interrupted
     */
    public static void awaitTrue(String what, BooleanSupplier question) {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!question.getAsBoolean()) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new KafkaUnavailableException(
                        what + " took more than " + TIMEOUT_SECONDS + " s", new TimeoutException());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaUnavailableException(what + " was interrupted", e);
            }
        }
    }
}
