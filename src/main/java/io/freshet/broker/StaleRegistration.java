package io.freshet.broker;

import io.freshet.runtime.topics.AdminAnswers;
import io.freshet.runtime.topics.KafkaUnavailableException;
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
 * The registration of a killed broker, which the controller keeps for the rest of the session timeout.
 *
 * <p>A new broker with the same id is refused until the registration expires. When it expires, the partitions of the new
 * broker have no leader for a moment. {@code KRaftMetadataCache.getPartitionLeaderEndpoint} of Kafka 4.4.0 returns nothing
 * for a partition without a leader, as it does for a deleted one, and {@code TransactionMarkerChannelManager} then drops
 * the transaction markers of such partitions: offsets committed in those transactions stay pending for good. So the
 * controller runs alone first and removes the registration while there is no transaction coordinator.
 *
 * <p>Still needed with 4.4.0, read in its byte code and tried: without this class {@code EmbeddedBrokerTest} waits for a
 * registration that is never accepted.
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
            AdminAnswers.awaitTrue("unregistering the killed broker", () -> isUnregistered(admin, nodeId));
        } finally {
            server.shutdown();
            server.awaitShutdown();
        }
    }

    /** False while the controller has yet to read in its metadata: until then it speaks with nobody. */
    private static boolean isUnregistered(Admin admin, int nodeId) {
        try {
            AdminAnswers.await(admin.unregisterBroker(nodeId).all(), "unregistering the killed broker");
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
