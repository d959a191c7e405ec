package io.freshet.codec.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;

class RequiredDeserializerTest {
    private static final Deserializer<String> TEXT = Serdes.String().deserializer();

    @Test
    @SuppressWarnings("NullAway") // Kafka passes null for an absent key or value.
    void nullBytesAreMalformed() {
        assertThatThrownBy(() -> RequiredDeserializer.key(TEXT).deserialize("topic", null))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessage("a record on topic has no key");
        assertThatThrownBy(() -> RequiredDeserializer.value(TEXT).deserialize("topic", null))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessage("a record on topic has no value");
    }

    @Test
    void presentBytesAreDecoded() {
        assertThat(RequiredDeserializer.value(TEXT).deserialize("topic", "a".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("a");
    }
}
