/**
 * The Kafka Streams topology: which topic feeds which processor, and which stores each processor uses.
 *
 * <p>Start at {@link io.freshet.topology.FreshetTopology}. The packages below follow its sub-topologies: {@code
 * article}, {@code reader}, {@code words} and {@code trending}. Each has a thin processor that passes records to a
 * plain task object, which calls the pure classes of {@code recommend}, {@code article} and {@code words}. {@code
 * intake} decodes input topics, {@code message} holds internal records, {@code store} the state stores, {@code context}
 * what all processors share.
 *
 * <p>May use {@code codec} and the domain packages, but nothing that starts threads or serves HTTP.
 */
@NullMarked
package io.freshet.topology;

import org.jspecify.annotations.NullMarked;
