package io.freshet.runtime;

import java.time.Duration;
import org.apache.kafka.streams.StreamsConfig;

/** Effect of an instance's failure on the events in process. */
public enum Guarantee {
    /** It takes effect exactly once; a list appears with the next commit, 20 ms at most after it was made. */
    EXACTLY_ONCE(StreamsConfig.EXACTLY_ONCE_V2, Duration.ofMillis(20), Duration.ofMillis(5)),
    /** It may be counted twice after a failure; a list appears at once. */
    AT_LEAST_ONCE(StreamsConfig.AT_LEAST_ONCE, Duration.ofMillis(100), Duration.ofMillis(1));

    private final String configured;
    private final Duration commitInterval;
    private final Duration linger;

    Guarantee(String configured, Duration commitInterval, Duration linger) {
        this.configured = configured;
        this.commitInterval = commitInterval;
        this.linger = linger;
    }

    /** The value of {@code processing.guarantee}. */
    public String configured() {
        return configured;
    }

    /** The commit interval that suits it: the price of exactly-once is paid per commit, its latency is the interval. */
    public Duration commitInterval() {
        return commitInterval;
    }

    /**
     * How long a producer may wait to fill a batch. Under exactly-once nobody sees a record before its commit, and a commit
     * sends at once what still waits: a few milliseconds cost no latency and save most of the requests. Elsewhere each
     * millisecond is added to every latency; but without the first, each click makes requests of its own, whose cost is
     * felt from some hundred clicks a second on.
     */
    public Duration linger() {
        return linger;
    }
}
