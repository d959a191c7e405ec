package io.freshet.broker;

import java.util.Optional;
import java.util.function.Consumer;

/** Kafka inside this JVM, on 127.0.0.1 only, running until it is closed. */
public sealed interface EmbeddedKafka extends AutoCloseable permits EmbeddedBroker, EmbeddedCluster {

    /** The addresses for clients: each broker's {@code 127.0.0.1:port}, separated by commas. */
    String bootstrapServers();

    /** The message of a fatal fault, if there was one: this no longer serves and must be closed. */
    Optional<String> failure();

    /** Calls the listener with what a fatal fault said, when there is one, on the thread that met it. */
    void onFailure(Consumer<String> listener);

    /** Stops in good order and releases the directory; calling it again does nothing. */
    @Override
    void close();
}
