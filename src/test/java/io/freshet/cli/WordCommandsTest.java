package io.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.cli.CommandHarness.Outcome;
import io.freshet.runtime.EmbeddedBroker;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands an operator sends to a running instance about its words, on a real broker. */
class WordCommandsTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private int port;
    private String broker = "";

    @Test
    void snapshotAndRollBackReachTheRunningInstanceAndShowInItsMetrics() throws Exception {
        port = vacantPort();
        CommandHarness running = new CommandHarness(directory);
        try (EmbeddedBroker embedded = EmbeddedBroker.start(directory.resolve("broker"))) {
            broker = embedded.bootstrapServers();
            succeeds("topics", "create");
            CompletableFuture<Outcome> instance = CompletableFuture.supplyAsync(
                    () -> running.run("run", "-b", broker, "-c", "http.port=" + port, "-c", "state.directory=state"));
            try {
                replay("first", 0, 20);
                double learned = awaitStill("freshet_words_learned", 20);

                succeeds("model", "snapshot");
                awaitValue("freshet_word_snapshots", 1);
                replay("later", 20, 40);
                assertThat(awaitStill("freshet_words_learned", 40)).isGreaterThan(learned);

                succeeds("model", "roll-back");
                awaitValue("freshet_word_returns", 1);
                awaitValue("freshet_words_learned", learned);
                awaitValue("freshet_word_snapshots", 1);
            } finally {
                running.stop().stop();
                assertThat(instance.get(LIMIT.toSeconds(), TimeUnit.SECONDS).exitCode())
                        .isZero();
            }
        }
    }

    /** Articles of words that no others have, each often enough to be admitted. */
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

    /** The metric once so many articles were accepted and it has been seen the same twice. */
    private double awaitStill(String metric, int articles) {
        double[] before = {-1};
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(500)).until(() -> {
            double now = value(metric);
            boolean still = now > 0 && now == before[0] && accepted() >= articles;
            before[0] = now;
            return still;
        });
        return before[0];
    }

    private void awaitValue(String metric, double expected) {
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(value(metric)).as(metric).isEqualTo(expected));
    }

    private double accepted() throws IOException, InterruptedException {
        return value("freshet_events_total\\{[^}]*input=\"articles\"[^}]*outcome=\"accepted\"[^}]*}");
    }

    /** 0 while the instance does not answer or does not know the metric. */
    private double value(String pattern) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            Matcher line = Pattern.compile("^" + pattern + " (\\S+)$", Pattern.MULTILINE)
                    .matcher(answer.body());
            return line.find() ? Double.parseDouble(line.group(1)) : 0;
        } catch (IOException notYet) {
            return 0;
        }
    }

    private static int vacantPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
