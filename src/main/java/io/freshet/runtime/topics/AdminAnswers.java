package io.freshet.runtime.topics;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;

/** Waits for the answers to Kafka admin requests, for at most {@value #TIMEOUT_SECONDS} seconds each. */
public final class AdminAnswers {
    private static final long TIMEOUT_SECONDS = 30;
    private static final long REQUEST_SECONDS = 20;

    private AdminAnswers() {}

    /**
     * Opens an admin client whose requests fail after {@value #REQUEST_SECONDS} seconds: before {@link #await} gives
     * up, so that the exception says why, and so that closing the client waits for no request.
     *
     * @param clientProperties {@code bootstrap.servers} and, where needed, security settings; timeouts that they name
     *     stay
     */
    public static Admin client(Map<String, String> clientProperties) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        int millis = (int) TimeUnit.SECONDS.toMillis(REQUEST_SECONDS);
        properties.putIfAbsent(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        properties.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
        return Admin.create(properties);
    }

    /**
     * Waits for the answer to a request and returns it; {@code request} describes the request in error messages.
     *
     * @param request description of the request for the message, such as {@code listing topics}
     * @throws KafkaUnavailableException if the request fails or times out or this thread is interrupted; its cause is
     *     Kafka's own exception
     */
    public static <T> T await(KafkaFuture<T> future, String request) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new KafkaUnavailableException(request + " failed: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new KafkaUnavailableException(request + " took more than " + TIMEOUT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailableException(request + " was interrupted", e);
        }
    }

    /**
     * Waits until the names of all topics on the cluster meet a condition. Needed after topics were created or deleted,
     * because Kafka answers before every broker knows of the change.
     *
     * @param condition condition on the set of all topic names
     * @throws KafkaUnavailableException if the wait times out or this thread is interrupted
     */
    public static void awaitTopics(Admin admin, Predicate<Set<String>> condition) {
        awaitTrue(
                "waiting for the brokers to know of the changed topics",
                () -> condition.test(await(admin.listTopics().names(), "listing topics")));
    }

    /**
     * Evaluates a condition repeatedly until it holds; throws after {@value #TIMEOUT_SECONDS} seconds, with {@code
     * description} in the message.
     *
     * @param description description of the wait for the message
     * @throws KafkaUnavailableException if the wait times out or this thread is interrupted
     */
    static void awaitTrue(String description, BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new KafkaUnavailableException(
                        description + " took more than " + TIMEOUT_SECONDS + " s", new TimeoutException());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaUnavailableException(description + " was interrupted", e);
            }
        }
    }
}
