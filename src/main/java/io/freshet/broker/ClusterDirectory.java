package io.freshet.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/**
 * Directory that the nodes of one cluster on this machine share. Holds the cluster id and ports in {@code
 * cluster.properties}, and the data of each node in {@code node-0/} and so on. Node 0 is the controller, the other
 * nodes are the brokers. The first node that starts writes the file, which never changes afterwards.
 *
 * @param ports ports of the controller and of each broker; the index is the number of the node
 */
record ClusterDirectory(Path directory, String clusterId, List<Integer> ports) {
    static final int CONTROLLER = 0;
    static final int BROKERS_MAX = 16;
    private static final String PROPERTIES = "cluster.properties";
    private static final String NODE_MARKER = "data";

    ClusterDirectory {
        ports = List.copyOf(ports);
    }

    /**
     * Opens the directory of a cluster: reads {@code cluster.properties}, or writes it if no node has started yet.
     *
     * @param brokers number of brokers
     * @param firstPort port of the first broker, the others follow; 0 for the previous ports or, without any, free
     *     ports
     * @throws BrokerException if the directory cannot be used or holds other files or another cluster
     */
    static ClusterDirectory open(Path directory, int brokers, int firstPort) {
        Path file = directory.resolve(PROPERTIES);
        try {
            // One at a time, because nodes may start simultaneously.
            DirectoryLock lock = DirectoryLock.await(directory, PROPERTIES);
            try {
                return readOrCreate(directory, file, brokers, firstPort);
            } finally {
                lock.close();
            }
        } catch (IOException e) {
            throw new BrokerException(
                    "cannot write to the broker directory " + directory + ": " + BrokerException.reason(e)
                            + "; give a directory that can be written",
                    e);
        } catch (NumberFormatException e) {
            throw new BrokerException(file + " is damaged: " + e.getMessage() + "; delete its directory", e);
        }
    }

    private static ClusterDirectory readOrCreate(Path directory, Path file, int brokers, int firstPort)
            throws IOException {
        if (Files.notExists(file)) {
            create(file, brokers, firstPort);
        }
        ClusterDirectory existing = read(directory, BrokerDirectory.load(file));
        if (existing.brokers() != brokers) {
            throw new BrokerException("the directory " + directory + " holds a cluster of " + existing.brokers()
                    + " brokers, not of " + brokers + ": request as many or choose another directory");
        }
        if (firstPort != 0 && existing.port(1) != firstPort) {
            throw new BrokerException("the cluster in " + directory + " has its ports from " + existing.port(1)
                    + " on, not from " + firstPort + ": request that port or choose another directory");
        }
        return existing;
    }

    private static void create(Path file, int brokers, int firstPort) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("cluster.id", Uuid.randomUuid().toString());
        properties.setProperty("brokers", Integer.toString(brokers));
        Set<Integer> chosen = new HashSet<>();
        for (int node = CONTROLLER; node <= brokers; node++) {
            boolean fixed = firstPort != 0 && node != CONTROLLER;
            int port = fixed ? firstPort + node - 1 : LoopbackPort.free(withFixed(chosen, brokers, firstPort));
            chosen.add(port);
            properties.setProperty("port." + node, Integer.toString(port));
        }
        BrokerDirectory.store(file, properties, "A cluster of Freshet on this machine; node 0 is the controller");
    }

    private static Set<Integer> withFixed(Set<Integer> chosen, int brokers, int firstPort) {
        Set<Integer> all = new HashSet<>(chosen);
        for (int broker = 0; broker < brokers; broker++) {
            all.add(firstPort + broker);
        }
        return all;
    }

    private static ClusterDirectory read(Path directory, Properties properties) {
        int brokers = Integer.parseInt(properties.getProperty("brokers"));
        List<Integer> ports = new ArrayList<>();
        for (int node = CONTROLLER; node <= brokers; node++) {
            ports.add(Integer.parseInt(properties.getProperty("port." + node)));
        }
        return new ClusterDirectory(directory.toAbsolutePath(), properties.getProperty("cluster.id"), ports);
    }

    int brokers() {
        return ports.size() - 1;
    }

    int port(int node) {
        return ports.get(node);
    }

    /** Addresses of all brokers, separated by commas. */
    String bootstrapServers() {
        return ports.subList(1, ports.size()).stream()
                .map(port -> LoopbackPort.HOST + ":" + port)
                .collect(Collectors.joining(","));
    }

    /** Directory with Kafka's own data of the node with this number. */
    Path data(int node) {
        return directory.resolve("node-" + node).resolve(NODE_MARKER);
    }

    /**
     * Locks the directory of a node until the lock is closed.
     *
     * @throws BrokerException if the node already runs or its port is taken
     */
    DirectoryLock lock(int node) throws IOException {
        DirectoryLock lock = DirectoryLock.take(directory.resolve("node-" + node), NODE_MARKER);
        if (!LoopbackPort.isFree(port(node))) {
            lock.close();
            throw new BrokerException("port " + port(node) + " of node " + node + " of the cluster in " + directory
                    + " is in use by another program: stop it, or start a new cluster with another --data and --port");
        }
        return lock;
    }
}
