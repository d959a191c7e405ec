/**
 * Runs a topology as one instance: Kafka clients, error handlers, local state, health and access to the stores.
 *
 * <p>Start with {@link io.freshet.runtime.StreamsRuntime}, which starts and stops an instance, and {@link
 * io.freshet.runtime.RuntimeSettings}, which holds its settings. {@link io.freshet.runtime.StreamsProperties} lists the
 * properties that Kafka Streams is started with and the reasons for their values. {@link
 * io.freshet.runtime.DeadLetterHandlers} decide what happens to a record that fails after decoding: dead letter or stop.
 * {@code FencedClients} and {@code FilteredKafkaStreams} work around faults of Kafka Streams 4.4.0; their tests show whether each
 * is still needed.
 *
 * <p>Sub-packages: {@code health} decides whether the instance is live and ready, {@code topics} creates and checks
 * topics, {@code read} answers reads from this instance or from the owner of a key. This package may use the topology,
 * the codecs and the recommender; the web adapter and the command line depend on it, never the other way round.
 */
@NullMarked
package io.freshet.runtime;

import org.jspecify.annotations.NullMarked;
