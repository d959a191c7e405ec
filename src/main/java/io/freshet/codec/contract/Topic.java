package io.freshet.codec.contract;

import org.apache.kafka.common.serialization.Serde;

/**
 * A topic with the serdes of its keys and values. Its name on the broker has a prefix, see {@link TopicNames}.
 *
 * @param name in kebab-case, without the prefix
 */
public record Topic<K, V>(String name, Serde<K> keySerde, Serde<V> valueSerde) {}
