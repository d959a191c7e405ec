package io.freshet.broker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.internals.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a fatal fault of the embedded broker from ending the process without a word. Kafka's server code answers such a
 * fault (a full or failing disk, a broken metadata log) with {@link Exit}, which ends the whole JVM; here it is logged
 * and handed to the listeners instead, who close what they hold in good order. Process-wide, safe from any thread.
 */
final class FatalFaults {
    private static final Logger LOG = LoggerFactory.getLogger(FatalFaults.class);
    private static final Set<Consumer<String>> LISTENERS = ConcurrentHashMap.newKeySet();

    private FatalFaults() {}

    /**
     * Takes over Kafka's exit procedures. Which of several brokers in this JVM failed cannot be told, so every listener
     * hears of every fault.
     */
    static void listen(Consumer<String> listener) {
        LISTENERS.add(listener);
        Exit.setExitProcedure(FatalFaults::fault);
        Exit.setHaltProcedure(FatalFaults::fault);
    }

    /** Hands the exit procedures back to Kafka with the last listener. */
    static void ignore(Consumer<String> listener) {
        LISTENERS.remove(listener);
        if (LISTENERS.isEmpty()) {
            Exit.resetExitProcedure();
            Exit.resetHaltProcedure();
        }
    }

    private static void fault(int status, @org.jspecify.annotations.Nullable String message) {
        String fault = "the embedded broker met a fatal fault"
                + (message == null ? "" : ": " + message)
                + " (status " + status + ", thread " + Thread.currentThread().getName() + ")";
        LOG.error("{}; its own log lines above say more", fault);
        LISTENERS.forEach(listener -> listener.accept(fault));
    }
}
