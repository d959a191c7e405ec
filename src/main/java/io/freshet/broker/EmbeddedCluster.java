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
 * Cluster of Kafka brokers with a separate controller on 127.0.0.1, or one node of such a cluster, for experiments with
 * failing brokers. Three or more brokers keep three replicas of each partition. Topics and ports survive a restart in
 * the same directory. Safe from any thread.
 */
public final class EmbeddedCluster implements EmbeddedKafka {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCluster.class);
    /** Largest number of brokers in a cluster. */
    public static final int BROKERS_MAX = ClusterDirectory.BROKERS_MAX;

    private final ClusterDirectory cluster;
    /**
     * Locks and nodes to close, in reverse order of their start, because brokers need the controller for a clean
     * shutdown.
     */
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();

    private final CompletableFuture<String> failure = new CompletableFuture<>();

    private EmbeddedCluster(ClusterDirectory cluster) {
        this.cluster = cluster;
    }

    /**
     * Starts the controller and all brokers of a cluster in this JVM.
     *
     * @param directory directory that all nodes share
     * @param brokers number of brokers, 1 to {@value #BROKERS_MAX}
     * @param firstPort port of the first broker, the others follow; 0 for the previous ports or, without any, free
     *     ports
     * @param properties broker properties that override Freshet's
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
     * Starts one node of a cluster in this JVM, so that the node can fail alone. Start the controller (node 0) first
     * and stop it last; a broker waits a minute for the controller.
     *
     * @param node 0 for the controller, otherwise the number of the broker
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
            resources.push(cluster.lock(node));
            KafkaNode started = new KafkaNode(cluster.data(node), cluster.clusterId(), properties(node, overrides));
            resources.push(started);
            started.onFailure(failure::complete);
            LOG.info("node {} of the cluster in {} listens on port {}", node, cluster.directory(), cluster.port(node));
        } catch (BrokerException e) {
            close();
            throw e;
        } catch (Exception e) {
            close();
            throw BrokerException.startFailed("node " + node + " of the cluster in " + cluster.directory(), e);
        }
    }

    private Properties properties(int node, Map<String, String> overrides) {
        NodeProperties.Node own = new NodeProperties.Node(node, cluster.data(node), cluster.port(node));
        return node == ClusterDirectory.CONTROLLER
                ? NodeProperties.controller(own, cluster.brokers(), overrides)
                : NodeProperties.broker(
                        own,
                        new NodeProperties.Controller(
                                ClusterDirectory.CONTROLLER, cluster.port(ClusterDirectory.CONTROLLER)),
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
        while (!resources.isEmpty()) {
            try {
                resources.pop().close();
            } catch (Exception e) {
                LOG.warn("a node of the cluster in {} did not shut down cleanly", cluster.directory(), e);
            }
        }
    }
}
