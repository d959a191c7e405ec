package io.freshet.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka node inside this JVM, broker and controller at once, for the demo, experiments and tests. It is a real
 * broker with transactions and compaction, on 127.0.0.1 only, without replication. Topics and ports survive a restart
 * in the same directory. Safe from any thread.
 */
public final class EmbeddedBroker implements EmbeddedKafka {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final int NODE_ID = 1;

    private final BrokerDirectory directory;
    private final KafkaNode node;

    private EmbeddedBroker(BrokerDirectory directory, Map<String, String> overrides) throws Exception {
        this.directory = directory;
        Properties properties = NodeProperties.combined(
                new NodeProperties.Node(NODE_ID, directory.data(), directory.clientPort()),
                directory.controllerPort(),
                overrides);
        if (directory.wasKilled()) {
            LOG.info("the broker in {} did not shut down cleanly: removing its old registration", directory.data());
            StaleRegistration.remove(directory, NODE_ID, properties);
        }
        node = new KafkaNode(directory.data(), directory.clusterId(), properties);
    }

    /**
     * Starts a broker with its data in this directory, on its previous ports or on free ones.
     *
     * @throws BrokerException if the directory is unwritable, in use or holds other files, or if the broker fails
     */
    public static EmbeddedBroker start(Path directory) {
        return start(directory, 0, Map.of());
    }

    /**
     * Starts a broker with its data in this directory, on this client port and with these overriding properties.
     *
     * @param port port for clients on 127.0.0.1; 0 for the previous port or, without one, a free port
     * @param properties broker properties that override Freshet's
     * @throws BrokerException if the directory is unwritable, in use or holds other files, if the port is taken, or if
     *     the broker fails
     */
    public static EmbeddedBroker start(Path directory, int port, Map<String, String> properties) {
        BrokerDirectory opened = BrokerDirectory.open(directory.toAbsolutePath(), port);
        try {
            EmbeddedBroker broker = new EmbeddedBroker(opened, properties);
            LOG.info("embedded broker at {} with data in {}", broker.bootstrapServers(), directory);
            return broker;
        } catch (Exception e) {
            opened.close();
            throw BrokerException.startFailed("the embedded broker in " + directory, e);
        }
    }

    @Override
    public String bootstrapServers() {
        return LoopbackPort.HOST + ":" + directory.clientPort();
    }

    @Override
    public Optional<String> failure() {
        return node.failure();
    }

    @Override
    public void onFailure(Consumer<String> listener) {
        node.onFailure(listener);
    }

    @Override
    public void close() {
        try {
            node.close();
        } finally {
            directory.close();
        }
    }
}
