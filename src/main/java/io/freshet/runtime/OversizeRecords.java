package io.freshet.runtime;

import io.freshet.topology.intake.DeadLetterContent;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Makes dead letters for store changes too large for the changelog, and shortens dead letters that are themselves too
 * large.
 */
final class OversizeRecords {
    /** Divisor for shortening a dead letter: key and value each keep at most the size limit divided by this number. */
    private static final int LIMIT_DIVISOR = 4;

    private static final String NO_OFFSET = "-1";

    private OversizeRecords() {}

    /** Dead letter of a store change that exceeds a size limit and was not written to the changelog. */
    static ProducerRecord<byte[], byte[]> ofStoreChange(
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

    /**
     * Shortened copy of a dead letter: key and value cut to a quarter of {@code limit} each, and without foreign
     * headers. Empty if nothing more can be cut. If key and value are already that short, both are cut to 0 bytes.
     *
     * @param limit size limit that the dead letter exceeds, bytes
     */
    static Optional<ProducerRecord<byte[], byte[]>> shorten(ProducerRecord<byte[], byte[]> letter, int limit) {
        int part = limit / LIMIT_DIVISOR;
        boolean canBeCut = Math.max(length(letter.key()), length(letter.value())) > part;
        return DeadLetterContent.shortened(letter.key(), letter.value(), letter.headers(), canBeCut ? part : 0)
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
