package io.freshet.codec.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A state store as {@code topology/topics.yaml} declares it.
 *
 * @param name in kebab-case
 * @param key what the key means
 * @param value what the value means
 * @param layout the class of this package that documents the bytes of the value, or null
 * @param topic the plain name of the topic a global store is filled from, or null
 * @param description what it is for, in sentences
 */
public record StoreDeclaration(
        String name,
        Kind kind,
        String key,
        String value,
        @Nullable String layout,
        @Nullable String topic,
        String description) {

    /** Where a store lives. */
    public enum Kind {
        /** On disk, one per task, logged to a changelog. */
        @JsonProperty("rocksdb")
        ROCKSDB,
        /** In memory, one per task, without a changelog: what is in it can be lost. */
        @JsonProperty("in-memory")
        IN_MEMORY,
        /** In memory, on every instance, filled from a topic. */
        @JsonProperty("in-memory-global")
        IN_MEMORY_GLOBAL
    }

    public StoreDeclaration {
        ContractText.checkName("store", name);
        ContractText.checkFilled(name, "key", key);
        ContractText.checkFilled(name, "value", value);
        ContractText.checkFilled(name, "description", description);
        if ((kind == Kind.IN_MEMORY_GLOBAL) != (topic != null)) {
            throw new IllegalArgumentException(
                    "store " + name + " is " + kind + " and has topic " + topic + ": global stores alone have one");
        }
    }

    /** The plain name of the topic a global store is filled from. */
    public Optional<String> sourceTopic() {
        return Optional.ofNullable(topic);
    }
}
