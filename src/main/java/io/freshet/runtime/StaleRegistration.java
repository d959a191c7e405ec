package io.freshet.runtime;

import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.utils.Time;

/**
 * What a killed broker leaves in the metadata: its registration, which the controller believes in for a session timeout
 * more.
 *
 * <p>A new broker of the same id that starts meanwhile is refused until then, and when the old registration expires, the
 * new one's transaction coordinator sees partitions without leader, takes them for deleted and drops their transaction
 * markers ({@code TransactionMarkerChannelManager} of Kafka 4.3.1): offsets committed in those transactions stay pending
 * for good. So the controller runs alone first and takes the registration out while no coordinator is there to see it.
 */
final class StaleRegistration {
    private StaleRegistration() {}

    /**
     * Takes the registration of this broker out of the metadata, if there is one.
     *
     * @param brokerProperties those that the broker will start with: a combined node, its controller on 127.0.0.1
     */
    static void remove(BrokerDirectory directory, int nodeId, Properties brokerProperties) throws Exception {
        Properties properties = new Properties();
        properties.putAll(brokerProperties);
        String controller = "127.0.0.1:" + directory.controllerPort();
        properties.setProperty("process.roles", "controller");
        properties.setProperty("listeners", "CONTROLLER://" + controller);
        properties.remove("inter.broker.listener.name");
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server.startup();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, controller))) {
            KafkaAnswers.awaitTrue("unregistering the killed broker", () -> isUnregistered(admin, nodeId));
        } finally {
            server.shutdown();
            server.awaitShutdown();
        }
    }

    /** False while the controller has yet to read in its metadata: until then it speaks with nobody. */
    private static boolean isUnregistered(Admin admin, int nodeId) {
        try {
            KafkaAnswers.await(admin.unregisterBroker(nodeId).all(), "unregistering the killed broker");
            return true;
        } catch (KafkaUnavailableException e) {
            if (e.getCause() instanceof UnsupportedVersionException) {
                return false;
            }
            if (e.getCause() instanceof BrokerIdNotRegisteredException) {
                return true;
            }
            throw e;
        }
    }
}
