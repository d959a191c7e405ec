package io.freshet.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.DefaultRecord;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Checks a record against two size limits: the producer's on the size of a request, and the topic's on the size of a
 * batch. The producer counts an upper bound of the record's size before compression. The broker counts a batch, here
 * one of this record only, after compression. Safe from any thread.
 */
final class RecordSize {
    static final String TOPIC_SETTING = TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
    static final String PRODUCER_SETTING = "kafka.producer." + ProducerConfig.MAX_REQUEST_SIZE_CONFIG;

    private final RecordLimits limits;
    private final int requestBytesMax;
    private final CompressionType compressionType;
    private final Compression compression;

    /**
     * Creates a check against the request size of one producer and against the size limits of the topics.
     *
     * @param producerConfig configuration of the producer, without serializers
     */
    RecordSize(Map<String, Object> producerConfig, RecordLimits limits) {
        this.limits = limits;
        Map<String, Object> complete = new HashMap<>(producerConfig);
        complete.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        complete.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        // false: do not log the values, the producer already does.
        AbstractConfig config = new AbstractConfig(ProducerConfig.configDef(), complete, false);
        requestBytesMax = (int) Math.min(
                config.getInt(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                config.getLong(ProducerConfig.BUFFER_MEMORY_CONFIG));
        compressionType = CompressionType.forName(config.getString(ProducerConfig.COMPRESSION_TYPE_CONFIG));
        compression = Compression.of(compressionType).build();
    }

    /** Size limit that a record exceeds, with the record's size; empty if the record can be sent. */
    Optional<RecordLimits.Oversize> oversize(ProducerRecord<byte[], byte[]> record) {
        Header[] headers = record.headers().toArray();
        int requestBytes = AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE, compressionType, record.key(), record.value(), headers);
        if (requestBytes > requestBytesMax) {
            return Optional.of(
                    new RecordLimits.Oversize(record.topic(), requestBytes, requestBytesMax, PRODUCER_SETTING));
        }
        int limit = limits.sizeLimit(record.topic()).orElse(Integer.MAX_VALUE);
        int batchBytes = requestBytes <= limit ? requestBytes : batchBytes(record);
        return batchBytes <= limit
                ? Optional.empty()
                : Optional.of(new RecordLimits.Oversize(record.topic(), batchBytes, limit, TOPIC_SETTING));
    }

    /** Size of a batch that holds only this record, in bytes after compression. */
    int batchBytes(ProducerRecord<byte[], byte[]> record) {
        Header[] headers = record.headers().toArray();
        if (compressionType == CompressionType.NONE) {
            return DefaultRecordBatch.RECORD_BATCH_OVERHEAD
                    + DefaultRecord.sizeInBytes(0, 0, length(record.key()), length(record.value()), headers);
        }
        long timestamp = Objects.requireNonNullElse(record.timestamp(), 0L);
        return MemoryRecords.withRecords(
                        compression, new SimpleRecord(timestamp, record.key(), record.value(), headers))
                .sizeInBytes();
    }

    /** Length of a key or value as Kafka counts it: -1 for null. */
    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? -1 : bytes.length;
    }
}
