package io.freshet.cli.bench;

import io.freshet.bench.Answer;
import io.freshet.bench.AnswerClock;
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

/** Reads lists and what fills the catalogues, committed records only, on a thread of its own, and tells the clock. */
final class BenchAnswers implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final AnswerClock clock;
    private final TopicTail tail;
    private final String lists;
    private final Thread reading = new Thread(this::read, "freshet-bench-answers");
    private volatile boolean closed;

    private BenchAnswers(AnswerClock clock, TopicTail tail, String lists) {
        this.clock = clock;
        this.tail = tail;
        this.lists = lists;
    }

    /**
     * Begins to read what comes from now on.
     *
     * @param withCatalogue whether there is a topic that fills catalogues
     */
    static BenchAnswers open(
            Map<String, String> clientProperties, TopicNames names, boolean withCatalogue, AnswerClock clock) {
        String lists = names.of(Topics.RECOMMENDATIONS);
        @Nullable String catalogue = withCatalogue ? names.of(InternalTopics.CATALOGUE) : null;
        BenchAnswers answers = new BenchAnswers(clock, TopicTail.open(clientProperties, lists, catalogue), lists);
        answers.reading.setDaemon(true);
        answers.reading.start();
        return answers;
    }

    private void read() {
        while (!closed) {
            for (ConsumerRecord<byte[], byte[]> record : tail.poll(POLL)) {
                if (record.value() != null) {
                    tell(record, System.nanoTime());
                }
            }
        }
    }

    private void tell(ConsumerRecord<byte[], byte[]> record, long nowNanos) {
        if (record.topic().equals(lists)) {
            Answer answer = Answer.read(record.value());
            if (answer.toClick()) {
                clock.answered(new String(record.key(), StandardCharsets.UTF_8), answer.asOfMillis(), nowNanos);
            } else {
                clock.pushed();
            }
            clock.listed(answer.articleIds(), nowNanos);
        } else {
            CatalogueKey key =
                    InternalTopics.CATALOGUE.keySerde().deserializer().deserialize(record.topic(), record.key());
            if (key.part() == CatalogueKey.Part.DESCRIPTION) {
                clock.catalogued(key.articleId(), nowNanos);
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
