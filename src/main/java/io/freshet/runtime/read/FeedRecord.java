package io.freshet.runtime.read;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Record that {@link TopicFeed} read from a topic, with the key as text and the value as bytes.
 *
 * @param topic full topic name
 * @param key key as text; empty if the record has none
 * @param value bytes as sent, shared and not to be modified; empty for a tombstone
 * @param timestampMillis timestamp of the record, epoch milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // Raw bytes in transit; never compared.
public record FeedRecord(String topic, String key, Optional<byte[]> value, long timestampMillis) {

    static FeedRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new FeedRecord(
                record.topic(),
                record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
                Optional.ofNullable(record.value()),
                record.timestamp());
    }
}
