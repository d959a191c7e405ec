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
 * The data that the nodes of one cluster on this machine share in a directory: the cluster's identity and every
 * node's port in {@code cluster.properties}, each node's own data in {@code node-0/} and so on. Node 0 is the controller,
 * the others are the brokers. The node that comes first writes it; it never changes after.
 *
 * @param ports of the controller and of each broker, by node
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
     * Reads what was agreed, or decides it.
     *
     * @param brokers how many brokers the cluster shall have
     * @param firstPort of the first broker, the others follow; 0 for those used before or else free ones
     * @throws BrokerException if the directory cannot be used or holds something else, another cluster included
     */
    static ClusterDirectory open(Path directory, int brokers, int firstPort) {
        Path file = directory.resolve(PROPERTIES);
        try {
            DirectoryLock deciding = DirectoryLock.await(directory, PROPERTIES);
            try {
                return agreed(directory, file, brokers, firstPort);
            } finally {
                deciding.close();
            }
        } catch (IOException e) {
            throw new BrokerException("cannot write to the broker directory " + directory + ": " + e, e);
        } catch (NumberFormatException e) {
            throw new BrokerException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    /** Nodes that start at the same moment come here one after the other. */
    private static ClusterDirectory agreed(Path directory, Path file, int brokers, int firstPort) throws IOException {
        if (Files.notExists(file)) {
            decide(file, brokers, firstPort);
        }
        ClusterDirectory agreed = read(directory, BrokerDirectory.stored(file));
        if (agreed.brokers() != brokers) {
            throw new BrokerException("the directory " + directory + " holds a cluster of " + agreed.brokers()
                    + " brokers, not of " + brokers + ": ask for as many or name another directory");
        }
        if (firstPort != 0 && agreed.port(1) != firstPort) {
            throw new BrokerException("the cluster in " + directory + " has its ports from " + agreed.port(1)
                    + " on, not from " + firstPort + ": ask for that or name another directory");
        }
        return agreed;
    }

    private static void decide(Path file, int brokers, int firstPort) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("cluster.id", Uuid.randomUuid().toString());
        properties.setProperty("brokers", Integer.toString(brokers));
        Set<Integer> chosen = new HashSet<>();
        for (int node = CONTROLLER; node <= brokers; node++) {
            boolean named = firstPort != 0 && node != CONTROLLER;
            int port = named ? firstPort + node - 1 : LoopbackPort.free(withNamed(chosen, brokers, firstPort));
            chosen.add(port);
            properties.setProperty("port." + node, Integer.toString(port));
        }
        BrokerDirectory.store(file, properties, "A cluster of Freshet's brokers on this machine; node 0 controls it");
    }

    private static Set<Integer> withNamed(Set<Integer> chosen, int brokers, int firstPort) {
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

    /** The addresses of all brokers, for clients. */
    String bootstrapServers() {
        return ports.subList(1, ports.size()).stream()
                .map(port -> LoopbackPort.HOST + ":" + port)
                .collect(Collectors.joining(","));
    }

    /** Kafka's own data of one node. */
    Path data(int node) {
        return directory.resolve("node-" + node).resolve(NODE_MARKER);
    }

    /**
     * The right to run one node, for as long as it runs.
     *
     * @throws BrokerException if the node runs already or its port is taken
     */
    DirectoryLock lock(int node) throws IOException {
        DirectoryLock lock = DirectoryLock.take(directory.resolve("node-" + node), NODE_MARKER);
        if (!LoopbackPort.isFree(port(node))) {
            lock.close();
            throw new BrokerException("port " + port(node) + " of node " + node + " of the cluster in " + directory
                    + " is taken: stop what listens there");
        }
        return lock;
    }
}
