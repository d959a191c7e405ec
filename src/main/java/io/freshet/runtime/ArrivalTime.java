package io.freshet.runtime;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Extracts the time at which a record reached its topic, in epoch milliseconds. A missing timestamp, as producers older
 * than Kafka 0.10 and some proxies send, and a producer's timestamp in the future are replaced by the wall clock.
 * Record timestamps only measure latency, so an invalid one must not stop the instance, as Kafka's own extractor does.
 */
public final class ArrivalTime implements TimestampExtractor {

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return of(record, System.currentTimeMillis());
    }

    /**
     * Timestamp of a record, epoch milliseconds, or the current time if the record's timestamp is missing or invalid.
     *
     * @param wallClockMillis current time, in epoch milliseconds
     */
    static long of(ConsumerRecord<?, ?> record, long wallClockMillis) {
        long timestamp = record.timestamp();
        // A broker's clock may be ahead of ours without being wrong.
        boolean stampedByBroker = record.timestampType() == TimestampType.LOG_APPEND_TIME && timestamp > 0;
        return stampedByBroker || (timestamp > 0 && timestamp <= wallClockMillis) ? timestamp : wallClockMillis;
    }
}
