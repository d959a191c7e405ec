package io.freshet.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka broker and controller inside this JVM, for the demo, for trying things and for tests: a real broker with
 * transactions and compaction, on 127.0.0.1 only, without replication. Its topics and ports survive a restart in the same
 * directory. Safe from any thread.
 */
public final class EmbeddedBroker implements EmbeddedKafka {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final int NODE_ID = 1;

    private final BrokerDirectory directory;
    private final KafkaNode node;

    private EmbeddedBroker(BrokerDirectory directory, Map<String, String> overrides) throws Exception {
        this.directory = directory;
        Properties properties = NodeProperties.alone(
                NODE_ID, directory.data(), directory.clientPort(), directory.controllerPort(), overrides);
        if (directory.wasKilled()) {
            LOG.info("the broker in {} was not stopped in order: its former registration goes first", directory.data());
            StaleRegistration.remove(directory, NODE_ID, properties);
        }
        node = new KafkaNode(directory.data(), directory.clusterId(), properties);
    }

    /**
     * Starts a broker with its data in this directory, on the ports it had before or on free ones.
     *
     * @throws BrokerException if the directory is unwritable, holds something else or is in use, or if the broker fails
     */
    public static EmbeddedBroker start(Path directory) {
        return start(directory, 0, Map.of());
    }

    /**
     * Starts a broker with its data in this directory.
     *
     * @param port the port for clients on 127.0.0.1, or 0 for the one used before or else a free one
     * @param properties broker properties that override those of this class
     * @throws BrokerException if the directory is unwritable, holds something else or is in use, if the port is taken,
     *     or if the broker fails
     */
    public static EmbeddedBroker start(Path directory, int port, Map<String, String> properties) {
        BrokerDirectory opened = BrokerDirectory.open(directory.toAbsolutePath(), port);
        try {
            EmbeddedBroker broker = new EmbeddedBroker(opened, properties);
            LOG.info("embedded broker at {} with its data in {}", broker.bootstrapServers(), directory);
            return broker;
        } catch (Exception e) {
            opened.close();
            throw BrokerException.notStarted("the embedded broker in " + directory, e);
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
