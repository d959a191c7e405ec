/**
 * JSON of the external topics: decoders and encoders of newsroom events and of Freshet's output.
 *
 * <p>Start at {@link io.freshet.codec.json.EventDecoder}, which states the rules for all input, and at
 * {@link io.freshet.codec.json.AnswerEncoder}. {@code JsonValue} reads a record's value as one object and
 * {@code JsonFields} iterates over its fields. {@code ByteFormats} and {@code Envelopes} only improve the messages of
 * rejections.
 *
 * <p>May use {@code codec} and {@code event}. It knows nothing of topics, stores or Kafka.
 */
@NullMarked
package io.freshet.codec.json;

import org.jspecify.annotations.NullMarked;
