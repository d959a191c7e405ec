package io.freshet.telemetry;

import java.util.Set;

/** Selection of the meters of Kafka Streams and its clients that {@code /metrics} shows. */
public enum KafkaMeters {
    /** The few meters that an operator needs to find a fault: threads, tasks, lag, rebalances, failures, stores. */
    CURATED,
    /** All meters, several thousand: most are per store, topic or processor node. */
    ALL,
    /** No meters of Kafka, only those of Freshet, the JVM and the process. */
    NONE;

    /** Micrometer's names of the curated meters. */
    private static final Set<String> NAMES = Set.of(
            "kafka.stream.client.state",
            "kafka.stream.alive.stream.threads",
            "kafka.stream.failed.stream.threads",
            "kafka.stream.thread.thread.state",
            "kafka.stream.thread.process.rate",
            "kafka.stream.thread.process.ratio",
            "kafka.stream.thread.poll.ratio",
            "kafka.stream.thread.punctuate.ratio",
            "kafka.stream.thread.commit.ratio",
            "kafka.stream.thread.commit.latency.avg",
            "kafka.stream.thread.commit.latency.max",
            "kafka.stream.thread.task.total",
            "kafka.stream.task.dropped.records.total",
            "kafka.stream.task.restore.remaining.records.total",
            "kafka.consumer.fetch.manager.records.lag",
            "kafka.consumer.fetch.manager.fetch.throttle.time.avg",
            "kafka.consumer.coordinator.assigned.partitions",
            "kafka.consumer.coordinator.rebalance.total",
            "kafka.consumer.coordinator.failed.rebalance.total",
            "kafka.consumer.coordinator.last.rebalance.seconds.ago",
            "kafka.consumer.last.poll.seconds.ago",
            "kafka.consumer.failed.authentication.total",
            "kafka.producer.record.send.total",
            "kafka.producer.record.error.total",
            "kafka.producer.record.retry.total",
            "kafka.producer.request.latency.avg",
            "kafka.producer.produce.throttle.time.avg",
            "kafka.producer.buffer.available.bytes",
            "kafka.producer.txn.commit.time.ns.total",
            "kafka.producer.failed.authentication.total");

    /**
     * Whether {@code /metrics} shows a meter; true for every meter other than those of Kafka.
     *
     * @param name Micrometer's name, such as {@code kafka.consumer.fetch.manager.records.lag}
     */
    public boolean includes(String name) {
        return !name.startsWith("kafka.") || this == ALL || (this == CURATED && NAMES.contains(name));
    }
}
