package io.freshet.cli.cluster;

import io.freshet.cli.CommandFailure;
import io.freshet.codec.contract.Topic;
import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.contract.Topics;
import io.freshet.codec.json.EventEncoder;
import io.freshet.dataset.EventKind;
import io.freshet.dataset.TimedEvent;
import io.freshet.runtime.RuntimeSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Produces events to the input topics. For one thread. */
public final class EventSender implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final KafkaProducer<byte[], byte[]> producer;
    private final TopicNames names;
    private final Map<EventKind, Long> sent = new EnumMap<>(EventKind.class);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /**
     * Creates a sender to the cluster and topic prefix of {@code settings}, which waits {@code linger} for further
     * events of a batch.
     *
     * @param linger the producer's linger: longer raises throughput, shorter lowers latency
     */
    public EventSender(RuntimeSettings settings, Duration linger) {
        Map<String, Object> properties = new HashMap<>(settings.clientProperties());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 20_000L);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        this.names = new TopicNames(settings.topicPrefix());
    }

    /**
     * Sends an event asynchronously.
     *
     * @throws CommandFailure if an earlier event was not delivered
     */
    public void send(TimedEvent event) {
        throwIfFailed();
        if (event instanceof TimedEvent.Announced announced) {
            send(EventKind.ARTICLE, announced.article().id(), EventEncoder.encode(announced.article()));
        } else if (event instanceof TimedEvent.Withdrawn withdrawn) {
            send(EventKind.ARTICLE, withdrawn.articleId(), null);
        } else if (event instanceof TimedEvent.Clicked clicked) {
            send(EventKind.CLICK, clicked.click().userId(), EventEncoder.encode(clicked.click()));
        } else if (event instanceof TimedEvent.Shown shown) {
            send(EventKind.IMPRESSION, shown.impression().userId(), EventEncoder.encode(shown.impression()));
        } else if (event instanceof TimedEvent.Erased erased) {
            send(EventKind.ERASURE, erased.userId(), null);
        } else if (event instanceof TimedEvent.Malformed malformed) {
            send(malformed.kind(), malformed.key(), malformed.value().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Number of events sent, by kind. */
    Map<EventKind, Long> sent() {
        return Map.copyOf(sent);
    }

    /**
     * Waits until all events are delivered.
     *
     * @throws CommandFailure if an event was not delivered
     */
    public void flush() {
        producer.flush();
        throwIfFailed();
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback receives every failure.
    private void send(EventKind kind, String key, byte @Nullable [] value) {
        producer.send(
                new ProducerRecord<>(names.of(topic(kind)), key.getBytes(StandardCharsets.UTF_8), value),
                (metadata, failed) -> {
                    if (failed != null) {
                        failure.compareAndSet(null, failed);
                    }
                });
        sent.merge(kind, 1L, Long::sum);
    }

    private void throwIfFailed() {
        Exception failed = failure.get();
        if (failed != null) {
            throw CommandFailure.because(
                    (failed instanceof TimeoutException ? "Kafka took no event in time: " : "Kafka rejected an event: ")
                            + failed.getMessage(),
                    "check --bootstrap-servers, and the topics with 'freshet topics check'",
                    failed);
        }
    }

    private static Topic<byte[], byte[]> topic(EventKind kind) {
        return switch (kind) {
            case ARTICLE -> Topics.ARTICLES;
            case CLICK -> Topics.CLICKS;
            case IMPRESSION -> Topics.IMPRESSIONS;
            case ERASURE -> Topics.ERASURES;
        };
    }
}
