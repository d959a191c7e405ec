package io.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import io.freshet.broker.EmbeddedBroker;
import io.freshet.cli.CommandHarness.Outcome;
import io.freshet.codec.contract.TopicNames;
import io.freshet.topology.message.InternalTopics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands that act on the learned words of a running instance, on a real broker. */
class WordCommandsTest {
    /** Number of new words in one replay. */
    private static final double WORDS = 3;

    @TempDir
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private int port;
    private String broker = "";

    @Test
    void snapshotAndRollBackReachTheRunningInstanceAndShowInItsMetrics() throws Exception {
        port = freePort();
        CommandHarness running = new CommandHarness(directory);
        try (EmbeddedBroker embedded = EmbeddedBroker.start(directory.resolve("broker"))) {
            broker = embedded.bootstrapServers();
            succeeds("topics", "create");
            CompletableFuture<Outcome> instance = CompletableFuture.supplyAsync(() -> running.run(
                    "run",
                    "-b",
                    broker,
                    "-c",
                    "http.port=" + port,
                    "-c",
                    "state.directory=" + directory.resolve("state")));
            try {
                replay("first", 0, 20);
                Eventually.await()
                        .untilAsserted(() -> assertThat(wordsLearnedAfter(20)).isEqualTo(WORDS));

                succeeds("model", "snapshot");
                awaitValue("freshet_word_snapshots", 1);
                replay("later", 20, 40);
                // A scrape is cached for up to a second.
                Eventually.await()
                        .untilAsserted(() -> assertThat(wordsLearnedAfter(40)).isGreaterThan(WORDS));

                succeeds("model", "roll-back");
                awaitValue("freshet_word_rollbacks", 1);
                awaitValue("freshet_learned_words", WORDS);
                awaitValue("freshet_word_snapshots", 1);
            } finally {
                running.stop().stop();
                Outcome stopped = Eventually.resultOf(instance);
                assertThat(stopped.exitCode()).isZero();
                assertThat(stopped.out())
                        .containsSubsequence(
                                "Freshet runs; Ctrl-C stops it\n",
                                "Freshet is stopping: finishing the work in hand ...\n")
                        .endsWith("Freshet has stopped; state is in " + directory.resolve("state") + "\n");
            }
        }
    }

    /** Replays articles with three words of their own, each frequent enough to be admitted. */
    private void replay(String word, int from, int to) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int article = from; article < to; article++) {
            lines.append("""
                    {"id":"a%d","title":"%sone %stwo %sthree","language":"en","publishedAt":%d}
                    """.formatted(article, word, word, word, 1_764_000_000_000L + article));
        }
        Files.writeString(directory.resolve("articles.jsonl"), lines);
        succeeds("replay", "articles.jsonl");
    }

    private void succeeds(String... arguments) {
        String[] whole = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, whole, 0, arguments.length);
        whole[arguments.length] = "-b";
        whole[arguments.length + 1] = broker;
        Outcome outcome = new CommandHarness(directory).run(whole);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    /** The number of learned words after the application has committed the words of this many articles. */
    private double wordsLearnedAfter(int articles) throws InterruptedException {
        String topic = TopicNames.withDefaultPrefix().of(InternalTopics.ARTICLE_WORDS);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker));
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker, "isolation.level", "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<byte[], byte[]>> words = new ArrayList<>();
            Eventually.await().untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(words::add);
                assertThat(words).hasSize(articles);
            });
            Eventually.await().untilAsserted(() -> {
                Map<TopicPartition, OffsetAndMetadata> read = Eventually.resultOf(
                        admin.listConsumerGroupOffsets("freshet").partitionsToOffsetAndMetadata());
                assertThat(words)
                        .allSatisfy(
                                record -> assertThat(read.get(new TopicPartition(record.topic(), record.partition())))
                                        .isNotNull()
                                        .extracting(OffsetAndMetadata::offset, InstanceOfAssertFactories.LONG)
                                        .isGreaterThan(record.offset()));
            });
        }
        return value("freshet_learned_words");
    }

    private void awaitValue(String metric, double expected) {
        Eventually.await()
                .untilAsserted(() -> assertThat(value(metric)).as(metric).isEqualTo(expected));
    }

    /** The value of a metric; 0 while the instance does not answer or has no such metric. */
    private double value(String metric) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            Matcher line = Pattern.compile("^" + metric + " (\\S+)$", Pattern.MULTILINE)
                    .matcher(answer.body());
            return line.find() ? Double.parseDouble(line.group(1)) : 0;
        } catch (IOException notYet) {
            return 0;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
