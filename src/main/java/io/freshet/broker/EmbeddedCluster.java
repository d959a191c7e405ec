package io.freshet.broker;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cluster of Kafka brokers with a controller of its own on 127.0.0.1, or one node of it: for trying out what happens
 * when brokers fail. Three brokers or more keep three copies of everything. What it holds survives a restart in the same
 * directory. Safe from any thread.
 */
public final class EmbeddedCluster implements EmbeddedKafka {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCluster.class);
    /** The most brokers one cluster may have here. */
    public static final int BROKERS_MAX = ClusterDirectory.BROKERS_MAX;

    private final ClusterDirectory cluster;
    /** The last started first: brokers must find the controller when they say farewell. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private final CompletableFuture<String> failure = new CompletableFuture<>();

    private EmbeddedCluster(ClusterDirectory cluster) {
        this.cluster = cluster;
    }

    /**
     * Starts the controller and every broker in this JVM.
     *
     * @param directory shared by all nodes
     * @param brokers how many, 1 to {@value #BROKERS_MAX}
     * @param firstPort of the first broker, the others follow; 0 for those used before or else free ones
     * @param properties broker properties that override those of this class
     * @throws BrokerException if the directory cannot be used, a port is taken or a node fails
     */
    public static EmbeddedCluster start(Path directory, int brokers, int firstPort, Map<String, String> properties) {
        EmbeddedCluster started = new EmbeddedCluster(ClusterDirectory.open(directory, brokers, firstPort));
        for (int node = ClusterDirectory.CONTROLLER; node <= brokers; node++) {
            started.startNode(node, properties);
        }
        return started;
    }

    /**
     * Starts one node of such a cluster in this JVM, so that it can fail alone. The controller (node 0) comes first and
     * goes last; a broker waits a minute for it.
     *
     * @param node 0 for the controller, else the number of the broker
     * @throws BrokerException if the directory cannot be used, the port is taken or the node fails
     */
    public static EmbeddedCluster startNode(
            Path directory, int brokers, int node, int firstPort, Map<String, String> properties) {
        EmbeddedCluster started = new EmbeddedCluster(ClusterDirectory.open(directory, brokers, firstPort));
        started.startNode(node, properties);
        return started;
    }

    private void startNode(int node, Map<String, String> overrides) {
        try {
            parts.push(cluster.lock(node));
            KafkaNode started = new KafkaNode(cluster.data(node), cluster.clusterId(), properties(node, overrides));
            parts.push(started);
            started.onFailure(failure::complete);
            LOG.info("node {} of the cluster in {} runs at port {}", node, cluster.directory(), cluster.port(node));
        } catch (BrokerException e) {
            close();
            throw e;
        } catch (Exception e) {
            close();
            throw BrokerException.notStarted("node " + node + " of the cluster in " + cluster.directory(), e);
        }
    }

    private Properties properties(int node, Map<String, String> overrides) {
        int controllerPort = cluster.port(ClusterDirectory.CONTROLLER);
        return node == ClusterDirectory.CONTROLLER
                ? NodeProperties.controller(node, cluster.data(node), controllerPort, cluster.brokers(), overrides)
                : NodeProperties.broker(
                        node,
                        cluster.data(node),
                        cluster.port(node),
                        ClusterDirectory.CONTROLLER,
                        controllerPort,
                        cluster.brokers(),
                        overrides);
    }

    @Override
    public String bootstrapServers() {
        return cluster.bootstrapServers();
    }

    @Override
    public Optional<String> failure() {
        return Optional.ofNullable(failure.getNow(null));
    }

    @Override
    public void onFailure(Consumer<String> listener) {
        var unused = failure.thenAccept(listener);
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.warn("a node of the cluster in {} did not close cleanly", cluster.directory(), e);
            }
        }
    }
}
