package io.freshet.config;

/** Values of the setting {@code metrics.kafka}: which metrics of Kafka Streams and its clients are published. */
public enum KafkaMetrics {
    /** The few metrics that an operator needs to find a fault. */
    CURATED,
    /** All metrics, several thousand series. */
    ALL,
    /** No metrics of Kafka. */
    NONE
}
