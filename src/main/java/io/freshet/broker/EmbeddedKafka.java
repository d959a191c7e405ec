package io.freshet.broker;

import java.util.Optional;
import java.util.function.Consumer;

/** Kafka broker or cluster inside this JVM, on 127.0.0.1 only; it runs until it is closed. */
public sealed interface EmbeddedKafka extends AutoCloseable permits EmbeddedBroker, EmbeddedCluster {

    /** Addresses for clients: {@code 127.0.0.1:port} of each broker, separated by commas. */
    String bootstrapServers();

    /**
     * Message of a fatal fault, after which this object no longer works and must be closed; empty if there was none.
     */
    Optional<String> failure();

    /** Registers a listener that receives the message of a fatal fault, on the thread that met the fault. */
    void onFailure(Consumer<String> listener);

    /** Shuts down cleanly and releases the directory; a second call does nothing. */
    @Override
    void close();
}
