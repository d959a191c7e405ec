package io.freshet.broker;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.utils.Time;

/**
 * Removes the registration of a killed broker, which the controller keeps until the broker's session times out.
 *
 * <p>The controller rejects a new broker with the same id until the registration expires. When it expires, the
 * partitions of the new broker have no leader for a moment. {@code KRaftMetadataCache.getPartitionLeaderEndpoint} of
 * Kafka 4.4.0 returns nothing for a partition without a leader, as it does for a deleted one, and {@code
 * TransactionMarkerChannelManager} then drops the transaction markers of such partitions: offsets committed in those
 * transactions stay pending for good. So the controller runs alone first and removes the registration while there is no
 * transaction coordinator.
 *
 * <p>Kafka 4.4.0 still needs this class: without it {@code EmbeddedBrokerTest} waits for a registration that is never
 * accepted.
 */
final class StaleRegistration {
    private static final long TIMEOUT_SECONDS = 30;
    private static final long RETRY_MILLIS = 20;

    private StaleRegistration() {}

    /**
     * Removes the registration of this broker from the metadata, if there is one.
     *
     * @param brokerProperties properties of the broker to start: a combined node with its controller on 127.0.0.1
     */
    static void remove(BrokerDirectory directory, int nodeId, Properties brokerProperties) throws Exception {
        Properties properties = new Properties();
        properties.putAll(brokerProperties);
        String controller = LoopbackPort.HOST + ":" + directory.controllerPort();
        properties.setProperty("process.roles", "controller");
        properties.setProperty("listeners", NodeProperties.CONTROLLER_LISTENER + "://" + controller);
        properties.remove("inter.broker.listener.name");
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server.startup();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, controller))) {
            long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
            while (!isUnregistered(admin.unregisterBroker(nodeId).all())) {
                if (System.nanoTime() - deadlineNanos > 0) {
                    throw new TimeoutException("the controller did not become active within " + TIMEOUT_SECONDS + " s");
                }
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
        } finally {
            server.shutdown();
            server.awaitShutdown();
        }
    }

    /**
     * Whether the broker has no registration any more; false if the request is to be repeated, because the controller
     * still loads its metadata or is elected and not active yet.
     *
     * @param answer answer to a request to unregister the broker
     * @throws ExecutionException if the controller rejects the request for another reason
     */
    static boolean isUnregistered(Future<Void> answer) throws Exception {
        try {
            var unused = answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnsupportedVersionException || e.getCause() instanceof RetriableException) {
                return false;
            }
            if (e.getCause() instanceof BrokerIdNotRegisteredException) {
                return true;
            }
            throw e;
        }
    }
}
