package io.freshet.runtime;

import io.freshet.topology.intake.DeadLetterContent;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Dead letters of records that are too large, and dead letters that are too large themselves. */
final class OversizeRecords {
    /** Key and value of a dead letter that did not fit may each have this part of the limit. */
    private static final int CUT_PART = 4;

    private static final String NO_OFFSET = "-1";

    private OversizeRecords() {}

    /** The dead letter of a change of a store that could not be logged. */
    static ProducerRecord<byte[], byte[]> ofChange(
            String deadLetterTopic, ProducerRecord<byte[], byte[]> change, RecordNotSentException failure) {
        DeadLetterContent kept = DeadLetterContent.of(change.key(), change.value(), change.headers());
        Headers headers = kept.headers();
        add(headers, DeadLetterHandlers.REASON_HEADER, DeadLetterHandlers.TOO_LARGE_TO_SEND);
        add(headers, DeadLetterHandlers.MESSAGE_HEADER, Objects.toString(failure.getMessage()));
        add(headers, DeadLetterHandlers.TOPIC_HEADER, change.topic());
        add(headers, DeadLetterHandlers.PARTITION_HEADER, Objects.toString(change.partition()));
        add(headers, DeadLetterHandlers.OFFSET_HEADER, NO_OFFSET);
        return new ProducerRecord<>(deadLetterTopic, null, null, kept.key(), kept.value(), headers);
    }

    /** The letter with less of its key and value; empty where only the headers that say why are left. */
    static Optional<ProducerRecord<byte[], byte[]>> shorter(ProducerRecord<byte[], byte[]> letter, int limit) {
        int part = limit / CUT_PART;
        boolean longer = Math.max(length(letter.key()), length(letter.value())) > part;
        return DeadLetterContent.shortened(letter.key(), letter.value(), letter.headers(), longer ? part : 0)
                .map(kept -> new ProducerRecord<>(
                        letter.topic(),
                        letter.partition(),
                        letter.timestamp(),
                        kept.key(),
                        kept.value(),
                        kept.headers()));
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
