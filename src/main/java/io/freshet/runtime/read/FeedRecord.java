package io.freshet.runtime.read;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record as it passed on a topic.
 *
 * @param topic its full name
 * @param key as text, empty if the record had none
 * @param value the bytes as sent, shared and not to be changed; empty for a deletion
 * @param timestampMillis when it was sent, in epoch milliseconds of wall-clock time
 */
@SuppressWarnings("ArrayRecordComponent") // Raw bytes on their way through; equality is never asked for.
public record FeedRecord(String topic, String key, Optional<byte[]> value, long timestampMillis) {

    static FeedRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new FeedRecord(
                record.topic(),
                record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
                Optional.ofNullable(record.value()),
                record.timestamp());
    }
}
