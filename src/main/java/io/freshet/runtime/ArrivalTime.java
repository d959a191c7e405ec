package io.freshet.runtime;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The time at which a record reached its topic, in epoch milliseconds. A time that cannot be, because a producer of before
 * Kafka 0.10 or a proxy set none, or because a clock runs ahead, is replaced by the wall clock: record timestamps measure
 * latency and nothing else, so none may stop a record, let alone the instance, as Kafka's own extractor does.
 */
public final class ArrivalTime implements TimestampExtractor {

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return of(record, System.currentTimeMillis());
    }

    /**
     * The arrival of a record.
     *
     * @param wallClockMillis the time now, in epoch milliseconds
     */
    static long of(ConsumerRecord<?, ?> record, long wallClockMillis) {
        long timestamp = record.timestamp();
        // Kafka Streams shows every timestamp as the producer's; the consumer knows better.
        boolean stampedByBroker = record.timestampType() == TimestampType.LOG_APPEND_TIME && timestamp > 0;
        return stampedByBroker || (timestamp > 0 && timestamp <= wallClockMillis) ? timestamp : wallClockMillis;
    }
}
