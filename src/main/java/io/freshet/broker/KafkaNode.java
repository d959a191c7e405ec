package io.freshet.broker;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node of Kafka in this JVM, running: a broker, a controller or both. Safe from any thread. */
final class KafkaNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaNode.class);

    private final KafkaRaftServer server;
    private final Consumer<String> faultListener = this::failed;
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Formats the data directory if it is new, and starts; returns when the node serves.
     *
     * @param properties as {@link NodeProperties} makes them
     */
    KafkaNode(Path data, String clusterId, Properties properties) throws Exception {
        format(data, clusterId, Integer.parseInt(properties.getProperty("node.id")));
        FatalFaults.listen(faultListener);
        try {
            server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
            server.startup();
        } catch (Exception e) {
            FatalFaults.ignore(faultListener);
            throw e;
        }
    }

    /** The message of a fatal fault, if there was one: the node no longer serves and must be closed. */
    Optional<String> failure() {
        return Optional.ofNullable(failure.getNow(null));
    }

    /** Calls the listener with what a fatal fault said, when there is one, on the thread that met it. */
    void onFailure(Consumer<String> listener) {
        var unused = failure.thenAccept(listener);
    }

    /** Stops the node in good order; calling it again does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            server.shutdown();
            server.awaitShutdown();
        } finally {
            FatalFaults.ignore(faultListener);
        }
    }

    private void failed(String fault) {
        failure.complete(fault);
    }

    private static void format(Path data, String clusterId, int nodeId) throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        new Formatter()
                .setPrintStream(new PrintStream(said, true, StandardCharsets.UTF_8))
                .setClusterId(clusterId)
                .setNodeId(nodeId)
                .setControllerListenerName(NodeProperties.CONTROLLER_LISTENER)
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .setIgnoreFormatted(true)
                .run();
        LOG.debug("formatting said: {}", said.toString(StandardCharsets.UTF_8).strip());
    }
}
