package io.freshet.runtime.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.freshet.Eventually;
import io.freshet.event.ArticleProfile;
import io.freshet.event.Recommendations;
import io.freshet.event.Related;
import io.freshet.event.Trending;
import io.freshet.event.TrendingWindow;
import io.freshet.event.Trigger;
import io.freshet.recommend.ReadModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two instances: this one holds reader {@code here}, the other, at an address of its own, holds {@code there}. */
class StoreReadModelTest {
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService answering = Executors.newCachedThreadPool();
    private HttpServer other;
    private Owner.Remote otherOwner;
    private Owner.Remote silentOwner;
    private StoreReadModel reading;
    /** With a short timeout, for owners that do not answer. */
    private StoreReadModel impatient;

    @BeforeEach
    void start() throws IOException {
        other = server();
        other.setExecutor(answering);
        other.createContext("/", this::answer);
        other.start();
        otherOwner = new Owner.Remote(
                URI.create("http://127.0.0.1:" + other.getAddress().getPort()));
        HttpServer closed = server();
        silentOwner = new Owner.Remote(
                URI.create("http://127.0.0.1:" + closed.getAddress().getPort()));
        closed.stop(0);
        reading = reading(Eventually.LIMIT);
        impatient = reading(Duration.ofMillis(500));
    }

    private StoreReadModel reading(Duration timeout) {
        Map<String, Owner> owners = Map.of(
                "here", new Owner.Local(OptionalInt.of(0)),
                "stranger", new Owner.Local(OptionalInt.of(0)),
                "moving", new Owner.Unknown(),
                "silent", silentOwner,
                "all/1h", new Owner.Local(OptionalInt.of(0)));
        RemoteReads remote = new HttpRemoteReads(
                "freshet",
                timeout,
                Optional.of("Bearer of-the-token"),
                json -> list(new String(json, StandardCharsets.UTF_8)),
                json -> trending(new String(json, StandardCharsets.UTF_8)));
        return new StoreReadModel(
                new StoreReadModel.Local(
                        (owner, userId) -> userId.equals("stranger") ? Optional.empty() : Optional.of(list(userId)),
                        (owner, scope) -> Optional.of(trending("local")),
                        articleId -> Optional.of(new Related(articleId, 1, 1, List.of())),
                        articleId -> Optional.of(new ArticleProfile(articleId, "title", "en", null, List.of(), 1))),
                new StoreReadModel.Owners(
                        userId -> owners.getOrDefault(userId, otherOwner),
                        scope -> owners.getOrDefault(scope, otherOwner)),
                remote);
    }

    @AfterEach
    void stop() {
        release.countDown();
        other.stop(0);
        answering.shutdownNow();
    }

    @Test
    void localStateIsReadLocally() {
        assertThat(reading.recommendations("here")).contains(list("here"));
        assertThat(reading.recommendations("stranger")).isEmpty();
        assertThat(reading.trending("all/1h")).contains(trending("local"));
        assertThat(reading.related("a1")).contains(new Related("a1", 1, 1, List.of()));
        assertThat(reading.profile("a1"))
                .hasValueSatisfying(profile -> assertThat(profile.articleId()).isEqualTo("a1"));
        assertThat(asked).isEmpty();
    }

    @Test
    void otherOwnerIsAskedWithAForwardedRequest() {
        assertThat(reading.recommendations("there/né")).contains(list("list"));
        assertThat(reading.trending("category:arts & film/24h")).contains(trending("trending"));
        assertThat(reading.trending("all/7d")).contains(trending("trending"));

        assertThat(asked)
                .containsExactly(
                        "/api/readers/there%2Fn%C3%A9/recommendations forwarded freshet shown Bearer of-the-token",
                        "/api/trending?scope=category%3Aarts%20%26%20film%2F24h forwarded freshet shown Bearer of-the-token",
                        "/api/trending?scope=all%2F7d forwarded freshet shown Bearer of-the-token");
    }

    @Test
    void readerUnknownToItsOwnerIsEmpty() {
        assertThat(reading.recommendations("unknown")).isEmpty();
    }

    @Test
    void everyFailureOfTheOwnerMakesTheReadUnavailable() {
        for (String reader : List.of("silent", "broken", "nonsense", "slow", "half", "endless", "moving", "foreign")) {
            assertThatThrownBy(() -> impatient.recommendations(reader))
                    .as(reader)
                    .isInstanceOf(ReadModel.UnavailableException.class);
        }
    }

    @Test
    void addressOfTheOwnerIsNotRevealed() {
        for (String reader : List.of("other-token", "silent", "broken", "slow", "foreign")) {
            assertThatThrownBy(() -> impatient.recommendations(reader))
                    .as(reader)
                    .hasMessage("the instance that holds this key does not answer: try again; the log of this instance"
                            + " says more");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"category:x", "/", "all", "category:/1h", "category:", "x/y/z", "%&?="})
    void anyScopeIsForwardedUnchanged(String scope) {
        assertThat(reading.trending(scope)).contains(trending("trending"));
        assertThat(asked)
                .containsExactly("/api/trending?scope="
                        + URLEncoder.encode(scope, StandardCharsets.UTF_8)
                        + " forwarded freshet shown Bearer of-the-token");
    }

    @Test
    void forwardedRequestIsNeverForwardedAgain() {
        assertThat(reading.withoutForwarding().recommendations("here")).contains(list("here"));
        assertThatThrownBy(() -> reading.withoutForwarding().recommendations("there"))
                .isInstanceOf(ReadModel.UnavailableException.class)
                .hasMessage("the reader there is held by another instance");
        assertThatThrownBy(() -> reading.withoutForwarding().trending("all/7d"))
                .isInstanceOf(ReadModel.UnavailableException.class);
        assertThat(asked).isEmpty();
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        asked.add(uri + " forwarded " + exchange.getRequestHeaders().getFirst(HttpRemoteReads.FORWARDED_HEADER)
                + " shown " + exchange.getRequestHeaders().getFirst("Authorization"));
        String path = uri.getPath();
        if (path.contains("slow")) {
            awaitRelease();
        }
        int status = path.contains("unknown") || path.contains("foreign")
                ? 404
                : path.contains("broken") ? 503 : path.contains("other-token") ? 401 : 200;
        byte[] body = (path.contains("nonsense") ? " " : path.contains("trending") ? "trending" : "list")
                .getBytes(StandardCharsets.UTF_8);
        if (!path.contains("foreign")) {
            exchange.getResponseHeaders().set(HttpRemoteReads.FORWARDED_HEADER, "freshet");
        }
        if (path.contains("half") || path.contains("endless")) {
            exchange.sendResponseHeaders(status, path.contains("half") ? body.length + 1 : 0);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            sendEndlesslyOrWait(exchange, path.contains("endless"));
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    /** Sends, after the headers, a megabyte at a time until the client disconnects, or nothing until the test ends. */
    private void sendEndlesslyOrWait(HttpExchange exchange, boolean endlessly) throws IOException {
        while (endlessly && release.getCount() > 0) {
            exchange.getResponseBody().write(new byte[1 << 20]);
        }
        awaitRelease();
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpServer server() throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    private static Recommendations list(String userId) {
        return new Recommendations(userId, "r1", 1, 1, Trigger.CLICK, List.of());
    }

    private static Trending trending(String category) {
        return new Trending(category, TrendingWindow.HOUR, 1, 1, List.of());
    }
}
