package io.freshet.codec.contract;

import org.apache.kafka.common.serialization.Serde;

/**
 * A state store with what it holds.
 *
 * @param name in kebab-case
 */
public record StateStore<K, V>(String name, Serde<K> keySerde, Serde<V> valueSerde) {}
