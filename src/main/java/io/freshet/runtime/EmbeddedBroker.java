package io.freshet.runtime;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
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

/**
 * One Kafka broker and controller inside this JVM, for the demo, for trying things and for tests: a real broker with
 * transactions and compaction, on 127.0.0.1 only, without replication. Its topics and ports survive a restart in the same
 * directory. Safe from any thread.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final String HOST = "127.0.0.1";
    private static final int NODE_ID = 1;

    private final BrokerDirectory directory;
    private final KafkaRaftServer server;
    private final Consumer<String> faultListener = this::failed;
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(BrokerDirectory directory, Map<String, String> properties) throws Exception {
        this.directory = directory;
        boolean killed = directory.wasKilled();
        format();
        FatalFaults.listen(faultListener);
        Properties brokerProperties = brokerProperties(properties);
        if (killed) {
            LOG.info("the broker in {} was not stopped in order: its former registration goes first", directory.data());
            StaleRegistration.remove(directory, NODE_ID, brokerProperties);
        }
        server = new KafkaRaftServer(KafkaConfig.fromProps(brokerProperties, false), Time.SYSTEM);
        server.startup();
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
            throw new BrokerException("the embedded broker in " + directory + " did not start: " + rootCause(e), e);
        }
    }

    /** Where clients connect, {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return HOST + ":" + directory.clientPort();
    }

    /** What a fatal fault said, once there was one: the broker serves no more and must be closed. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure.getNow(null));
    }

    /** Calls the listener with what a fatal fault said, when there is one, on the thread that met it. */
    public void onFailure(Consumer<String> listener) {
        var unused = failure.thenAccept(listener);
    }

    /** Stops the broker and releases its directory; calling it again does nothing. */
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
            directory.close();
        }
    }

    private void failed(String fault) {
        failure.complete(fault);
    }

    private void format() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        new Formatter()
                .setPrintStream(new PrintStream(said, true, StandardCharsets.UTF_8))
                .setClusterId(directory.clusterId())
                .setNodeId(NODE_ID)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(directory.data().toString())
                .addDirectory(directory.data().toString())
                .setIgnoreFormatted(true)
                .run();
        LOG.debug("formatting said: {}", said.toString(StandardCharsets.UTF_8).strip());
    }

    private Properties brokerProperties(Map<String, String> overrides) {
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", Integer.toString(NODE_ID));
        properties.setProperty("log.dirs", directory.data().toString());
        properties.setProperty("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + directory.controllerPort());
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("inter.broker.listener.name", "CLIENTS");
        properties.setProperty("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty(
                "listeners",
                "CLIENTS://" + HOST + ":" + directory.clientPort() + ",CONTROLLER://" + HOST + ":"
                        + directory.controllerPort());
        properties.setProperty("auto.create.topics.enable", "false");
        singleReplicas(properties);
        // Nobody else will join: waiting for more members only delays the first assignment.
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("group.streams.initial.rebalance.delay.ms", "0");
        // Trying out how fast another instance takes over must not be held up by the broker's least session timeout.
        properties.setProperty("group.min.session.timeout.ms", "1000");
        // The default is 128 MB, allocated at start; two megabytes still compact 100,000 keys a pass.
        properties.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "4");
        overrides.forEach(properties::setProperty);
        return properties;
    }

    private static void singleReplicas(Properties properties) {
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            properties.setProperty(topic + ".replication.factor", "1");
            properties.setProperty(topic + ".num.partitions", "1");
        }
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        properties.setProperty("default.replication.factor", "1");
        properties.setProperty("min.insync.replicas", "1");
    }

    private static Throwable rootCause(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
