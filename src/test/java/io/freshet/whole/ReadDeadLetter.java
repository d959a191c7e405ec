package io.freshet.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.runtime.DeadLetterHandlers;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A dead letter: topic and value of the rejected event, and the reason. */
record ReadDeadLetter(String topic, String reason, String value) {

    static ReadDeadLetter of(byte @Nullable [] value, Headers headers) {
        return new ReadDeadLetter(
                header(headers, DeadLetterHandlers.TOPIC_HEADER),
                header(headers, DeadLetterHandlers.REASON_HEADER),
                value == null ? "" : new String(value, StandardCharsets.UTF_8));
    }

    /** Topic, partition and offset of the rejected record; two dead letters must not have the same. */
    static String origin(Headers headers) {
        return header(headers, DeadLetterHandlers.TOPIC_HEADER) + "-"
                + header(headers, DeadLetterHandlers.PARTITION_HEADER) + " "
                + header(headers, DeadLetterHandlers.OFFSET_HEADER);
    }

    private static String header(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        assertThat(header).as(name).isNotNull();
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
