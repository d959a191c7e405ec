package io.freshet.codec.contract;

import org.apache.kafka.common.serialization.Serde;

/**
 * A state store with the serdes of its keys and values.
 *
 * @param name in kebab-case
 */
public record StateStore<K, V>(String name, Serde<K> keySerde, Serde<V> valueSerde) {}
