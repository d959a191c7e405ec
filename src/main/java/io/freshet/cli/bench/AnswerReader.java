package io.freshet.cli.bench;

import io.freshet.bench.BenchAnswer;
import io.freshet.bench.LatencyRecorder;
import io.freshet.cli.cluster.TopicTail;
import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.contract.Topics;
import io.freshet.topology.message.CatalogueKey;
import io.freshet.topology.message.InternalTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Consumes recommendation lists and catalogue records on its own thread, and reports the arrival of each to a {@link
 * LatencyRecorder}. Reads committed records only.
 */
final class AnswerReader implements AutoCloseable {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

    private final LatencyRecorder latency;
    private final TopicTail tail;
    private final String listTopic;
    private final Thread reading = new Thread(this::read, "freshet-bench-answers");
    private volatile boolean closed;

    private AnswerReader(LatencyRecorder latency, TopicTail tail, String listTopic) {
        this.latency = latency;
        this.tail = tail;
        this.listTopic = listTopic;
    }

    /**
     * Starts to consume recommendation lists published from now on and, if {@code withCatalogue}, all records of the
     * topic {@code catalogue}.
     *
     * @param withCatalogue whether the system under test has a catalogue topic
     */
    static AnswerReader open(
            Map<String, String> clientProperties, TopicNames names, boolean withCatalogue, LatencyRecorder latency) {
        String lists = names.of(Topics.RECOMMENDATIONS);
        @Nullable String catalogue = withCatalogue ? names.of(InternalTopics.CATALOGUE) : null;
        AnswerReader reader = new AnswerReader(latency, TopicTail.open(clientProperties, lists, catalogue), lists);
        reader.reading.setDaemon(true);
        reader.reading.start();
        return reader;
    }

    private void read() {
        while (!closed) {
            for (ConsumerRecord<byte[], byte[]> record : tail.poll(POLL_TIMEOUT)) {
                if (record.value() != null) {
                    record(record, System.nanoTime());
                }
            }
        }
    }

    private void record(ConsumerRecord<byte[], byte[]> record, long nowNanos) {
        if (record.topic().equals(listTopic)) {
            BenchAnswer answer = BenchAnswer.parse(record.value());
            if (answer.byClick()) {
                latency.clickAnswered(new String(record.key(), StandardCharsets.UTF_8), answer.asOfMillis(), nowNanos);
            } else {
                latency.listPushed();
            }
            latency.articlesListed(answer.articleIds(), nowNanos);
        } else {
            CatalogueKey key =
                    InternalTopics.CATALOGUE.keySerde().deserializer().deserialize(record.topic(), record.key());
            if (key.part() == CatalogueKey.Part.DESCRIPTION) {
                latency.articleCatalogued(key.articleId(), nowNanos);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            reading.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            tail.close();
        }
    }
}
