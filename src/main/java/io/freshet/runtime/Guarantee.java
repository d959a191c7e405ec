package io.freshet.runtime;

import java.time.Duration;
import org.apache.kafka.streams.StreamsConfig;

/** Processing guarantee, with the commit interval and the producer linger that suit it. */
public enum Guarantee {
    /**
     * Every event takes effect exactly once; a recommendation list becomes visible with the next commit, by default
     * within 20 ms.
     */
    EXACTLY_ONCE(StreamsConfig.EXACTLY_ONCE_V2, Duration.ofMillis(20), Duration.ofMillis(5)),
    /** An event may be counted twice after a failure; a recommendation list becomes visible at once. */
    AT_LEAST_ONCE(StreamsConfig.AT_LEAST_ONCE, Duration.ofMillis(100), Duration.ofMillis(1));

    private final String kafkaValue;
    private final Duration commitInterval;
    private final Duration linger;

    Guarantee(String kafkaValue, Duration commitInterval, Duration linger) {
        this.kafkaValue = kafkaValue;
        this.commitInterval = commitInterval;
        this.linger = linger;
    }

    /** Value of Kafka's property {@code processing.guarantee}. */
    public String kafkaValue() {
        return kafkaValue;
    }

    /**
     * Default commit interval under this guarantee. Exactly-once costs throughput with every commit, and its latency is
     * the interval: 20 ms balances both.
     */
    public Duration commitInterval() {
        return commitInterval;
    }

    /**
     * Time that a producer waits for further records before it sends a batch (Kafka's {@code linger.ms}). Under
     * exactly-once a record is invisible until the commit, which flushes every open batch: a few milliseconds add no
     * latency and save most requests. Under at-least-once every millisecond adds to each latency, but with no linger at
     * all every click sends its own requests, which costs noticeably from a few hundred clicks per second on.
     */
    public Duration linger() {
        return linger;
    }
}
