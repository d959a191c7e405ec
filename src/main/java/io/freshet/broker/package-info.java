/**
 * Runs Kafka inside this JVM on 127.0.0.1, for the demo, experiments and tests.
 *
 * <p>Start with {@link io.freshet.broker.EmbeddedKafka}. {@link io.freshet.broker.EmbeddedBroker} is a single node
 * without replication, {@link io.freshet.broker.EmbeddedCluster} has several brokers that can fail one by one. {@code
 * NodeProperties} holds every broker property and the reason for its value; {@code StaleRegistration} works around a
 * fault of Kafka 4.4.0.
 *
 * <p>This package uses Kafka's server classes and nothing else of Freshet.
 */
@NullMarked
package io.freshet.broker;

import org.jspecify.annotations.NullMarked;
