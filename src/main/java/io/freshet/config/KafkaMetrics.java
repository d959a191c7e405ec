package io.freshet.config;

/** Selection of the metrics of Kafka Streams and its clients that are published. */
public enum KafkaMetrics {
    /** The few metrics that an operator needs to find a fault. */
    CURATED,
    /** All metrics, several thousand series. */
    ALL,
    /** No metrics of Kafka. */
    NONE
}
