package io.freshet.broker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.internals.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a fatal fault of an embedded broker from ending the JVM. Kafka's server code answers such a fault (a full or
 * failing disk, a broken metadata log) with {@link Exit}; here the fault is logged and passed to the listeners instead,
 * which can shut down cleanly. Applies to the whole process. Safe from any thread.
 */
final class FatalFaults {
    private static final Logger LOG = LoggerFactory.getLogger(FatalFaults.class);
    private static final Set<Consumer<String>> LISTENERS = ConcurrentHashMap.newKeySet();

    private FatalFaults() {}

    /**
     * Adds a listener for fatal faults of embedded brokers. From now on such a fault calls the listeners instead of
     * ending the JVM. Every listener receives every fault, because Kafka does not say which of several brokers in this
     * JVM failed.
     */
    static void listen(Consumer<String> listener) {
        LISTENERS.add(listener);
        Exit.setExitProcedure(FatalFaults::fault);
        Exit.setHaltProcedure(FatalFaults::fault);
    }

    /** Removes a listener; once no listener is left, Kafka's exit procedures are restored. */
    static void remove(Consumer<String> listener) {
        LISTENERS.remove(listener);
        if (LISTENERS.isEmpty()) {
            Exit.resetExitProcedure();
            Exit.resetHaltProcedure();
        }
    }

    private static void fault(int status, @Nullable String message) {
        String fault = "the embedded broker met a fatal fault"
                + (message == null ? "" : ": " + message)
                + " (status " + status + ", thread " + Thread.currentThread().getName() + ")";
        LOG.error("{}; the broker's log lines above say more", fault);
        LISTENERS.forEach(listener -> listener.accept(fault));
    }
}
