package io.freshet.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Properties of a Kafka node on 127.0.0.1; the reason for each value stands beside it. */
final class NodeProperties {
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final String CLIENT_LISTENER = "CLIENTS";
    private static final int REPLICAS_MAX = 3;

    /**
     * Number, data directory and port of a node.
     *
     * @param data directory of Kafka's own data
     * @param port port of its listener: for clients, or for nodes if it is a controller only
     */
    record Node(int id, Path data, int port) {}

    /** Node id and port of the controller of a cluster. */
    record Controller(int id, int port) {}

    private NodeProperties() {}

    /** Properties of a single node that is both broker and controller. */
    static Properties combined(Node node, int controllerPort, Map<String, String> overrides) {
        Properties properties = common(node, new Controller(node.id(), controllerPort));
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("listeners", clientListener(node.port()) + "," + controllerListener(controllerPort));
        setControllerDefaults(properties, 1);
        setBrokerDefaults(properties, 1);
        overrides.forEach(properties::setProperty);
        return properties;
    }

    /**
     * Properties of the controller of a cluster with this number of brokers. The controller is no broker, because
     * combined nodes keep each other from shutting down.
     */
    static Properties controller(Node node, int brokers, Map<String, String> overrides) {
        Properties properties = common(node, new Controller(node.id(), node.port()));
        properties.setProperty("process.roles", "controller");
        properties.setProperty("listeners", controllerListener(node.port()));
        setControllerDefaults(properties, brokers);
        overrides.forEach(properties::setProperty);
        return properties;
    }

    /** Properties of one broker of a cluster with this number of brokers. */
    static Properties broker(Node node, Controller controller, int brokers, Map<String, String> overrides) {
        Properties properties = common(node, controller);
        properties.setProperty("process.roles", "broker");
        properties.setProperty("listeners", clientListener(node.port()));
        setBrokerDefaults(properties, brokers);
        overrides.forEach(properties::setProperty);
        return properties;
    }

    private static Properties common(Node node, Controller controller) {
        Properties properties = new Properties();
        properties.setProperty("node.id", Integer.toString(node.id()));
        properties.setProperty("log.dirs", node.data().toString());
        properties.setProperty(
                "controller.quorum.voters", controller.id() + "@" + LoopbackPort.HOST + ":" + controller.port());
        properties.setProperty("controller.listener.names", CONTROLLER_LISTENER);
        properties.setProperty(
                "listener.security.protocol.map", CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "4");
        return properties;
    }

    private static void setControllerDefaults(Properties properties, int brokers) {
        properties.setProperty("default.replication.factor", Integer.toString(replicas(brokers)));
        properties.setProperty("min.insync.replicas", Integer.toString(inSyncMin(brokers)));
        // Requests to a dead broker wait this long. Must be less than the transaction timeout of the writers, which
        // Kafka Streams sets to ten seconds.
        properties.setProperty("broker.session.timeout.ms", "6000");
    }

    private static void setBrokerDefaults(Properties properties, int brokers) {
        properties.setProperty("inter.broker.listener.name", CLIENT_LISTENER);
        properties.setProperty("broker.heartbeat.interval.ms", "1000");
        properties.setProperty("min.insync.replicas", Integer.toString(inSyncMin(brokers)));
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            properties.setProperty(topic + ".replication.factor", Integer.toString(replicas(brokers)));
            properties.setProperty(topic + ".num.partitions", Integer.toString(brokers));
        }
        properties.setProperty("transaction.state.log.min.isr", Integer.toString(inSyncMin(brokers)));
        properties.setProperty("share.coordinator.state.topic.min.isr", Integer.toString(inSyncMin(brokers)));
        // Few members join here: waiting for more only delays the first assignment.
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("group.streams.initial.rebalance.delay.ms", "0");
        // The open transaction of a killed writer blocks all readers until this check; the default is ten seconds.
        properties.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        // Allows experiments with fast failover, which the broker's minimum session timeout would prevent.
        properties.setProperty("group.min.session.timeout.ms", "1000");
        // The default of 128 MB is allocated at start; 2 MB still compact 100,000 keys per pass.
        properties.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
    }

    private static int replicas(int brokers) {
        return Math.min(REPLICAS_MAX, brokers);
    }

    /**
     * Minimum number of in-sync replicas for a write to be acknowledged: 2 with three replicas, so that one broker may
     * fail, otherwise 1.
     */
    private static int inSyncMin(int brokers) {
        return replicas(brokers) == REPLICAS_MAX ? 2 : 1;
    }

    private static String clientListener(int port) {
        return CLIENT_LISTENER + "://" + LoopbackPort.HOST + ":" + port;
    }

    private static String controllerListener(int port) {
        return CONTROLLER_LISTENER + "://" + LoopbackPort.HOST + ":" + port;
    }
}
