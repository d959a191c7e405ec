package io.freshet.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The properties of a node of Kafka on 127.0.0.1; the reasons for each value stand beside it. */
final class NodeProperties {
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final String CLIENT_LISTENER = "CLIENTS";
    private static final int REPLICAS_MAX = 3;

    private NodeProperties() {}

    /** A broker that is its own controller, alone. */
    static Properties alone(int nodeId, Path data, int clientPort, int controllerPort, Map<String, String> overrides) {
        Properties properties = common(nodeId, data, nodeId, controllerPort);
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("listeners", clientListener(clientPort) + "," + controllerListener(controllerPort));
        controls(properties, 1);
        serves(properties, 1);
        overrides.forEach(properties::setProperty);
        return properties;
    }

    /** The only controller of a cluster, and no broker: nodes that are both keep each other from closing. */
    static Properties controller(
            int nodeId, Path data, int controllerPort, int brokers, Map<String, String> overrides) {
        Properties properties = common(nodeId, data, nodeId, controllerPort);
        properties.setProperty("process.roles", "controller");
        properties.setProperty("listeners", controllerListener(controllerPort));
        controls(properties, brokers);
        overrides.forEach(properties::setProperty);
        return properties;
    }

    /** One of several brokers. */
    static Properties broker(
            int nodeId,
            Path data,
            int clientPort,
            int controllerId,
            int controllerPort,
            int brokers,
            Map<String, String> overrides) {
        Properties properties = common(nodeId, data, controllerId, controllerPort);
        properties.setProperty("process.roles", "broker");
        properties.setProperty("listeners", clientListener(clientPort));
        serves(properties, brokers);
        overrides.forEach(properties::setProperty);
        return properties;
    }

    private static Properties common(int nodeId, Path data, int controllerId, int controllerPort) {
        Properties properties = new Properties();
        properties.setProperty("node.id", Integer.toString(nodeId));
        properties.setProperty("log.dirs", data.toString());
        properties.setProperty(
                "controller.quorum.voters", controllerId + "@" + LoopbackPort.HOST + ":" + controllerPort);
        properties.setProperty("controller.listener.names", CONTROLLER_LISTENER);
        properties.setProperty(
                "listener.security.protocol.map", CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "4");
        return properties;
    }

    /** Defaults of topics, applied by the controller: as many copies as make sense. */
    private static void controls(Properties properties, int brokers) {
        properties.setProperty("default.replication.factor", Integer.toString(replicas(brokers)));
        properties.setProperty("min.insync.replicas", Integer.toString(inSyncMin(brokers)));
        // What is under way to a broker that dies waits so long; the writers' transactions must live longer than that,
        // and
        // Kafka Streams gives them ten seconds.
        properties.setProperty("broker.session.timeout.ms", "6000");
    }

    private static void serves(Properties properties, int brokers) {
        properties.setProperty("inter.broker.listener.name", CLIENT_LISTENER);
        properties.setProperty("broker.heartbeat.interval.ms", "1000");
        properties.setProperty("min.insync.replicas", Integer.toString(inSyncMin(brokers)));
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            properties.setProperty(topic + ".replication.factor", Integer.toString(replicas(brokers)));
            properties.setProperty(topic + ".num.partitions", Integer.toString(brokers));
        }
        properties.setProperty("transaction.state.log.min.isr", Integer.toString(inSyncMin(brokers)));
        properties.setProperty("share.coordinator.state.topic.min.isr", Integer.toString(inSyncMin(brokers)));
        // Nobody else will join: waiting for more members only delays the first assignment.
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("group.streams.initial.rebalance.delay.ms", "0");
        // A killed writer's open transaction holds up every reader until the broker looks; ten seconds by default.
        properties.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        // Trying out how fast another instance takes over must not be held up by the broker's least session timeout.
        properties.setProperty("group.min.session.timeout.ms", "1000");
        // The default is 128 MB, allocated at start; two megabytes still compact 100,000 keys a pass.
        properties.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
    }

    private static int replicas(int brokers) {
        return Math.min(REPLICAS_MAX, brokers);
    }

    /** Two of three copies must have a write before it is acknowledged, so that one broker may be lost. */
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
