package io.freshet.config;

/** How many metrics of Kafka Streams and its clients are published. */
public enum KafkaMetrics {
    /** Those by which an operator tells what is wrong. */
    CURATED,
    /** Every one, several thousand series. */
    ALL,
    /** None. */
    NONE
}
