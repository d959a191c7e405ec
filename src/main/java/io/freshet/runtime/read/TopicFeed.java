package io.freshet.runtime.read;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows topics from their current end and passes committed records to listeners, on one thread of its own. Sampled
 * topics are limited to {@value #EVENTS_PER_SECOND_MAX} records per second together and the rest is skipped; complete
 * topics are passed on in full. The feed belongs to no consumer group, so every instance reads all records. Safe from
 * any thread.
 */
public final class TopicFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFeed.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(2);
    /**
     * Maximum number of records per second from all topics whose records may be skipped; the rest of a second's records
     * are skipped. So the live page costs the same at any load. A poll that crosses the limit is still passed on in
     * full.
     */
    private static final int EVENTS_PER_SECOND_MAX = 250;

    private static final int EVENTS_PER_POLL_MAX = 125;
    /**
     * Limit in bytes of one fetch from the broker, chosen so that a fetch holds about as many records as one poll
     * returns. Records fetched beyond a poll are often skipped.
     */
    private static final int FETCH_BYTES_MAX = 128 << 10;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Map<String, Object> properties;
    private final List<String> sampledTopics;
    private final List<String> completeTopics;
    private final List<Consumer<FeedRecord>> listeners = new CopyOnWriteArrayList<>();
    /**
     * Next offset to read in each partition of the topics whose records may not be skipped, kept across reconnections.
     * For the feed's own thread.
     */
    private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();

    private final CountDownLatch following = new CountDownLatch(1);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Creates the feed and starts to follow the topics on its own thread.
     *
     * @param clientProperties properties of the Kafka client
     * @param sampledTopics full names of existing topics whose records may be skipped above the limit
     * @param completeTopics full names of existing topics whose records are all passed on
     */
    public TopicFeed(
            Map<String, String> clientProperties, Collection<String> sampledTopics, Collection<String> completeTopics) {
        this.properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, EVENTS_PER_POLL_MAX);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES_MAX);
        this.sampledTopics = List.copyOf(sampledTopics);
        this.completeTopics = List.copyOf(completeTopics);
        this.thread = new Thread(this::run, "freshet-live-feed");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Waits until the feed has reached the end of its topics and follows the records sent from then on; false if {@code
     * limit} passes first.
     *
     * @return false if the limit passed first
     */
    public boolean awaitFollowing(Duration limit) throws InterruptedException {
        return following.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Adds a listener for records and returns an action that removes the listener. The listener is called on the feed's
     * thread, must return quickly, and is removed if it throws.
     *
     * @return action that removes the listener
     */
    public Runnable listen(Consumer<FeedRecord> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        stopping.countDown();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void run() {
        while (!isStopping()) {
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                follow(consumer);
            } catch (WakeupException e) {
                return;
            } catch (KafkaException e) {
                LOG.warn(
                        "the live feed lost its connection to Kafka and retries in {} s: {}",
                        RETRY_PAUSE.toSeconds(),
                        e.toString());
                pause(RETRY_PAUSE);
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> sampled = partitions(consumer, sampledTopics);
        List<TopicPartition> all = new ArrayList<>(sampled);
        all.addAll(partitions(consumer, completeTopics));
        consumer.assign(all);
        consumer.seekToEnd(all);
        nextOffsets.forEach(consumer::seek);
        // Seeking is lazy: only the request for the position fixes the offset.
        all.forEach(partition -> {
            long offset = consumer.position(partition);
            if (completeTopics.contains(partition.topic())) {
                nextOffsets.put(partition, offset);
            }
        });
        following.countDown();
        long secondStartNanos = System.nanoTime();
        int events = 0;
        while (!isStopping()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                accept(FeedRecord.of(record));
                if (sampledTopics.contains(record.topic())) {
                    events++;
                } else {
                    nextOffsets.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                }
            }
            if (System.nanoTime() - secondStartNanos >= SECOND_NANOS) {
                if (!consumer.paused().isEmpty()) {
                    consumer.seekToEnd(sampled);
                    consumer.resume(sampled);
                }
                secondStartNanos = System.nanoTime();
                events = 0;
            } else if (events >= EVENTS_PER_SECOND_MAX && consumer.paused().isEmpty()) {
                consumer.pause(sampled);
                LOG.debug("the live feed skips events above {} in this second", events);
            }
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, List<String> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            for (PartitionInfo partition : consumer.partitionsFor(topic, Duration.ofSeconds(20))) {
                partitions.add(new TopicPartition(topic, partition.partition()));
            }
        }
        return partitions;
    }

    private void accept(FeedRecord event) {
        listeners.removeIf(listener -> !deliver(listener, event));
    }

    /** Passes a record to a listener; false if the listener threw an exception. */
    private static boolean deliver(Consumer<FeedRecord> listener, FeedRecord event) {
        try {
            listener.accept(event);
            return true;
        } catch (RuntimeException e) {
            LOG.warn("a listener of the live feed failed and is removed", e);
            return false;
        }
    }

    private void pause(Duration atMost) {
        try {
            if (stopping.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.debug("stopped while waiting");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }
}
