package io.freshet.runtime;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Waiting for the answer of an administration request, always with a limit. */
final class KafkaAnswers {
    private static final long TIMEOUT_SECONDS = 30;

    private KafkaAnswers() {}

    /**
     * The answer.
     *
     * @param asked what was asked, for the message: {@code listing topics}
     * @throws KafkaUnavailableException if it fails, takes too long or this thread is interrupted; its cause is Kafka's
     *     own exception
     */
    static <T> T await(KafkaFuture<T> future, String asked) {
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
}
