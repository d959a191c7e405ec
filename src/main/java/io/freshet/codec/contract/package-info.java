/**
 * The declared topics and state stores of Freshet, as {@code topology/topics.yaml} lists them.
 *
 * <p>Start at {@link io.freshet.codec.contract.Contract}, which loads the file, and at
 * {@link io.freshet.codec.contract.Topics}, the external topics with their serdes.
 * {@link io.freshet.codec.contract.TopicNames} adds the prefix to names on the broker, and
 * {@link io.freshet.codec.contract.CompactionBounds} limits how long deleted data stays on disk.
 *
 * <p>May use {@code codec}, {@code codec.json}, {@code event} and Kafka's serdes.
 */
@NullMarked
package io.freshet.codec.contract;

import org.jspecify.annotations.NullMarked;
