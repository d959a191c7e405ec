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

/** A running Kafka node in this JVM: a broker, a controller or both. Safe from any thread. */
final class KafkaNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaNode.class);

    private final KafkaRaftServer server;
    private final Consumer<String> faultListener = this::failed;
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Formats the data directory if it is new and starts the node; returns when the node accepts requests.
     *
     * @param properties node properties, from {@link NodeProperties}
     */
    KafkaNode(Path data, String clusterId, Properties properties) throws Exception {
        format(data, clusterId, Integer.parseInt(properties.getProperty("node.id")));
        FatalFaults.listen(faultListener);
        try {
            server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
            server.startup();
        } catch (Exception e) {
            FatalFaults.remove(faultListener);
            throw e;
        }
    }

    /** Message of a fatal fault, after which the node no longer works and must be closed; empty if there was none. */
    Optional<String> failure() {
        return Optional.ofNullable(failure.getNow(null));
    }

    /** Registers a listener that receives the message of a fatal fault, on the thread that met the fault. */
    void onFailure(Consumer<String> listener) {
        var unused = failure.thenAccept(listener);
    }

    /** Shuts the node down cleanly; a second call does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            server.shutdown();
            server.awaitShutdown();
        } finally {
            FatalFaults.remove(faultListener);
        }
    }

    private void failed(String fault) {
        failure.complete(fault);
    }

    private static void format(Path data, String clusterId, int nodeId) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        new Formatter()
                .setPrintStream(new PrintStream(output, true, StandardCharsets.UTF_8))
                .setClusterId(clusterId)
                .setNodeId(nodeId)
                .setControllerListenerName(NodeProperties.CONTROLLER_LISTENER)
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .setIgnoreFormatted(true)
                .run();
        LOG.debug(
                "formatted the data directory: {}",
                output.toString(StandardCharsets.UTF_8).strip());
    }
}
