package io.freshet.runtime;

import java.time.Duration;
import org.apache.kafka.streams.StreamsConfig;

/** What happens to an event that was in work when an instance fails. */
public enum Guarantee {
    /** It takes effect exactly once; a list appears with the next commit, 20 ms at most after it was made. */
    EXACTLY_ONCE(StreamsConfig.EXACTLY_ONCE_V2, Duration.ofMillis(20)),
    /** It may be counted twice after a failure; a list appears at once. */
    AT_LEAST_ONCE(StreamsConfig.AT_LEAST_ONCE, Duration.ofMillis(100));

    private final String configured;
    private final Duration commitInterval;

    Guarantee(String configured, Duration commitInterval) {
        this.configured = configured;
        this.commitInterval = commitInterval;
    }

    /** The value of {@code processing.guarantee}. */
    public String configured() {
        return configured;
    }

    /** The commit interval that suits it: the price of exactly-once is paid per commit, its latency is the interval. */
    public Duration commitInterval() {
        return commitInterval;
    }
}
