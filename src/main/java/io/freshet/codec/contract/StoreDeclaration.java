package io.freshet.codec.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A state store as {@code topology/topics.yaml} declares it.
 *
 * @param name in kebab-case
 * @param key meaning of the key
 * @param value meaning of the value
 * @param layout simple name of the class that documents the bytes of the value, or null
 * @param topic plain name of the source topic of a global store, or null
 * @param description purpose, in sentences
 */
public record StoreDeclaration(
        String name,
        Kind kind,
        String key,
        String value,
        @Nullable String layout,
        @Nullable String topic,
        String description) {

    /** Kinds of state stores, by where the data of a store is kept. */
    public enum Kind {
        /** Store on disk, one per task, logged to a changelog. */
        @JsonProperty("rocksdb")
        ROCKSDB,
        /** Store in memory, one per task, without a changelog: its data may be lost. */
        @JsonProperty("in-memory")
        IN_MEMORY,
        /** Store in memory on every instance, filled from a topic. */
        @JsonProperty("in-memory-global")
        IN_MEMORY_GLOBAL
    }

    public StoreDeclaration {
        ContractText.checkName("store", name);
        ContractText.checkNotBlank(name, "key", key);
        ContractText.checkNotBlank(name, "value", value);
        ContractText.checkNotBlank(name, "description", description);
        if ((kind == Kind.IN_MEMORY_GLOBAL) != (topic != null)) {
            throw new IllegalArgumentException(
                    "store " + name + " is " + kind + " and has topic " + topic + ": only global stores have a topic");
        }
    }

    /** Name, without the topic prefix, of the topic that fills a global store; empty for any other store. */
    public Optional<String> sourceTopic() {
        return Optional.ofNullable(topic);
    }
}
