package io.freshet.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.Eventually;
import io.freshet.codec.json.AnswerEncoder;
import io.freshet.event.Related;
import io.freshet.event.Trigger;
import io.freshet.recommend.ReadModel;
import io.freshet.runtime.read.HttpRemoteReads;
import io.freshet.web.access.AccessFilter;
import io.freshet.web.access.AccessToken;
import io.freshet.web.access.WebSettings;
import io.freshet.web.port.HealthStatus;
import io.freshet.web.port.InstanceTotals;
import io.freshet.web.port.LiveEvent;
import io.freshet.web.port.WebPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int SUBSCRIBERS_MAX = 2;

    private final FakeReadModel readModel = new FakeReadModel();
    private final FakeReadModel localReadModel = new FakeReadModel();
    private final FakeLiveEvents liveEvents = new FakeLiveEvents();
    private volatile HealthStatus health = HealthStatus.GOOD;
    private final WebServer server = WebServer.start(
            new WebSettings("127.0.0.1", 0, Optional.empty(), SUBSCRIBERS_MAX, 16, 64, Duration.ofSeconds(20)),
            ports());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersHaveTheJsonOfTheTopics() throws Exception {
        readModel.listByReader.put("alice", Samples.list("alice", Trigger.CLICK, "a", "b"));
        readModel.relatedByArticle.put("a", new Related("a", 5, 5, List.of(new Related.Item("b", .5))));
        readModel.profileByArticle.put("a", Samples.profile("a", "On <b>bold</b> & \"quotes\""));
        readModel.trendingByScope.put("all/1h", Samples.trending("a", 7));

        assertThat(get("api/readers/alice/recommendations").body())
                .isEqualTo(text(AnswerEncoder.encode(readModel.listByReader.get("alice"))));
        assertThat(get("api/articles/a/related").body())
                .isEqualTo(text(AnswerEncoder.encode(readModel.relatedByArticle.get("a"))));
        assertThat(get("api/articles/a/profile").body())
                .isEqualTo(text(AnswerEncoder.encode(readModel.profileByArticle.get("a"))));
        HttpResponse<String> trending = get("api/trending?window=1h");
        assertThat(trending.body()).isEqualTo(text(AnswerEncoder.encode(readModel.trendingByScope.get("all/1h"))));
        assertThat(trending.statusCode()).isEqualTo(200);
        assertThat(trending.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    }

    @Test
    void categoryAndWindowOfTrendingAreTheScope() throws Exception {
        readModel.trendingByScope.put("category:sport & fun/7d", Samples.trending("a", 7));
        assertThat(get("api/trending?category=sport%20%26%20fun&window=7d").statusCode())
                .isEqualTo(200);
        assertThat(get("api/trending?category=sport&window=7d").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api/readers/nobody/recommendations | no list for reader 'nobody'",
                "api/articles/none/related | no live article 'none'",
                "api/articles/none/profile | no live article 'none'",
                "api/trending | no trending list for scope 'all/1h'",
                "api/nothing | "
            })
    void missingResourceIsNotFoundAsJson(String path, @Nullable String message) throws Exception {
        assertProblem(get(path), 404, message == null ? "" : message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api/trending?window=2h | window is '2h', expected 1h, 24h, 7d",
                "api/trending?windows=1h | unknown parameter 'windows': expected category or window or scope",
                "api/trending?window=1h&window=7d | parameter 'window' is given 2 times",
                "api/readers/alice/recommendations?limit=3 | unknown parameter 'limit': this path takes none",
                "api/readers/a%0Ab/recommendations | id holds a control character",
                "api/readers/%20/recommendations | id is blank",
                "api/feed?reader=%09x | reader holds a control character"
            })
    void invalidRequestsSayWhatIsExpected(String path, String message) throws Exception {
        assertProblem(get(path), 400, message);
    }

    @Test
    void identifierThatIsTooLongIsABadRequest() throws Exception {
        assertProblem(get("api/articles/" + "x".repeat(300) + "/profile"), 400, "more than the limit of 256");
    }

    @Test
    void postIsRejected() throws Exception {
        HttpRequest post = HttpRequest.newBuilder(uri("api/trending"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertProblem(CLIENT.send(post, HttpResponse.BodyHandlers.ofString()), 405, "");
    }

    @Test
    void unavailableStateIsServiceUnavailableWithRetryAfter() throws Exception {
        readModel.failure = Optional.of(new ReadModel.UnavailableException("the state is moving: try again"));
        HttpResponse<String> response = get("api/trending");
        assertProblem(response, 503, "the state is moving: try again");
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void unexpectedFailureRevealsNoDetails() throws Exception {
        readModel.failure = Optional.of(new IllegalStateException("secret detail"));
        HttpResponse<String> response = get("api/trending");
        assertProblem(response, 500, "see the log of this instance");
        assertThat(response.body()).doesNotContain("secret");
    }

    @Test
    void readinessNamesItsReasons() throws Exception {
        assertThat(get("health/ready").statusCode()).isEqualTo(200);
        health = new HealthStatus(true, false, List.of("streams are rebalancing"));
        assertThat(get("health/live").statusCode()).isEqualTo(200);
        HttpResponse<String> response = get("health/ready");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .isEqualTo("{\"live\":true,\"ready\":false,\"reasons\":[\"streams are rebalancing\"]}");
        health = new HealthStatus(false, true, List.of("the stream threads have died"));
        assertThat(get("health/live").statusCode()).isEqualTo(503);
        assertThat(get("health/ready").statusCode()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "style.css",
                "app.js",
                "icon.svg",
                "metrics",
                "health/live",
                "health/ready",
                "health/ready/",
                "api/trending",
                "api/trending?windows=1h",
                "api/readers/alice/recommendations",
                "api/readers/nobody/recommendations",
                "api/articles/a/related",
                "api/feed?readers=alice",
                "none"
            })
    void headHasTheStatusAndTheHeadersOfGet(String path) throws Exception {
        health = new HealthStatus(false, false, List.of("streams are rebalancing"));
        readModel.listByReader.put("alice", Samples.list("alice", Trigger.CLICK, "a", "b"));
        readModel.failure =
                path.contains("related") ? Optional.of(new ReadModel.UnavailableException("moving")) : Optional.empty();
        HttpResponse<String> get = get(path);
        HttpResponse<String> head = head(path);
        assertThat(head.statusCode()).isEqualTo(get.statusCode());
        assertThat(withoutDate(head)).isEqualTo(withoutDate(get));
        assertThat(head.body()).isEmpty();
    }

    @Test
    void headOfTheFeedEndsAfterItsHeadersAndTakesNoSubscription() throws Exception {
        for (int count = 0; count <= SUBSCRIBERS_MAX; count++) {
            HttpResponse<String> head = head("api/feed");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("Content-Type")).contains("text/event-stream;charset=utf-8");
        }
    }

    private HttpResponse<String> head(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(uri(path))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .timeout(Eventually.LIMIT)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static Map<String, List<String>> withoutDate(HttpResponse<String> response) {
        Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
        headers.remove("date");
        return headers;
    }

    @Test
    void methodNotAllowedNamesTheAllowedMethods() throws Exception {
        for (String path : List.of("", "metrics", "health/live", "api/trending")) {
            HttpRequest post = HttpRequest.newBuilder(uri(path))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            HttpResponse<String> response = CLIENT.send(post, HttpResponse.BodyHandlers.ofString());
            assertProblem(response, 405, "Method Not Allowed");
            assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"category:x", "category:", "/", "all", "x%2Fy%2Fz", "%25"})
    void scopeThatNamesNoListIsNotFound(String scope) throws Exception {
        assertProblem(get("api/trending?scope=" + scope), 404, "no trending list for scope");
    }

    @Test
    void scopeIsGivenAlone() throws Exception {
        assertProblem(get("api/trending?scope=all%2F1h&window=1h"), 400, "scope includes category and window");
    }

    @Test
    void forwardedRequestOfAnotherApplicationIsRejected() throws Exception {
        HttpRequest forwarded = HttpRequest.newBuilder(uri("api/readers/alice/recommendations"))
                .header(HttpRemoteReads.FORWARDED_HEADER, "another-application")
                .build();
        assertProblem(
                CLIENT.send(forwarded, HttpResponse.BodyHandlers.ofString()), 421, "belongs to another application");
    }

    @Test
    void notFoundForAnotherInstanceCarriesTheApplicationId() throws Exception {
        HttpRequest forwarded = HttpRequest.newBuilder(uri("api/readers/nobody/recommendations"))
                .header(HttpRemoteReads.FORWARDED_HEADER, "freshet")
                .build();
        HttpResponse<String> response = CLIENT.send(forwarded, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue(HttpRemoteReads.FORWARDED_HEADER))
                .contains("freshet");
    }

    @Test
    void metricsAreServedAsText() throws Exception {
        assertThat(get("metrics").body()).isEqualTo("clicks_total 2\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "style.css", "app.js", "icon.svg", "metrics", "health/ready", "api/trending", "none"})
    void everyAnswerHasSecurityHeaders(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.headers().firstValue("Content-Security-Policy"))
                .contains(AccessFilter.CONTENT_SECURITY_POLICY);
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(response.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void pageHasNothingInlineAndNothingFromElsewhere() throws Exception {
        String page = get("").body();
        assertThat(page).contains("<script src=\"app.js\" defer></script>");
        assertThat(page.split("<script", -1)).hasSize(2);
        assertThat(page).doesNotContain("<style", " style=", " onclick=", "http://", "https://", "//cdn");
        assertThat(get("app.js").body())
                .doesNotContain("innerHTML", "insertAdjacentHTML", "document.write", "eval(")
                .doesNotContain("https://");
        assertThat(get("style.css").body()).doesNotContain("@import", "url(");
    }

    @Test
    void serverOnLoopbackRejectsForeignHostNames() throws Exception {
        assertThat(statusLine("Host: localhost:8080")).contains(" 200 ");
        assertThat(statusLine("Host: rebound.example")).contains(" 403 ");
        assertThat(statusLine("Host: 127.0.0.1.rebound.example")).contains(" 403 ");
    }

    @Test
    void feedStartsWithASnapshotAndSendsLiveEvents() throws Exception {
        localReadModel.profileByArticle.put("article-1", Samples.profile("article-1", "First story"));
        readModel.listByReader.put("alice", Samples.list("alice", Trigger.CLICK, "article-1"));
        liveEvents.publish(new LiveEvent.TrendingChanged(Samples.trending("article-1", 7)));
        try (Events events = new Events("api/feed?reader=alice")) {
            assertThat(events.next("figures"))
                    .contains("\"clickToListMillisMedian\":2.5,\"clickToListMillis99\":null", "\"ready\":true");
            assertThat(events.next("snapshot")).contains("\"title\":\"First story\",\"clicks\":7");
            assertThat(events.next("list")).contains("\"userId\":\"alice\"", "Like “First story”");

            liveEvents.publish(new LiveEvent.ArticleProfiled(Samples.profile("article-2", "Second </script> story")));
            assertThat(events.next("story")).contains("\"title\":\"Second </script> story\"", "\"football\"");

            liveEvents.publish(new LiveEvent.ListEmitted(Samples.list("bob", Trigger.CLICK, "article-2")));
            liveEvents.publish(Samples.click("bob", "article-2"));
            liveEvents.publish(Samples.click("alice", "article-2"));
            assertThat(events.next("click")).contains("\"userId\":\"alice\"", "Second </script> story");
            liveEvents.publish(new LiveEvent.ListEmitted(Samples.list("alice", Trigger.ARTICLE, "article-2")));
            assertThat(events.next("list")).contains("\"userId\":\"alice\"", "\"trigger\":\"article\"");
            assertThat(events.next("figures")).contains("\"readersReached\":{\"article-2\":1}", "\"alice\",\"bob\"");
        }
    }

    @Test
    void subscriberBeyondTheLimitIsRejected() throws Exception {
        try (Events first = new Events("api/feed");
                Events second = new Events("api/feed")) {
            first.next("snapshot");
            second.next("snapshot");
            assertProblem(get("api/feed"), 503, "too many pages are open");
        }
    }

    @Test
    void closingEndsOpenFeedsAndTheSubscription() throws Exception {
        try (Events events = new Events("api/feed")) {
            events.next("snapshot");
            assertThat(liveEvents.subscriptions()).isEqualTo(1);
            server.close();
            assertThat(events.ends()).isTrue();
            assertThat(liveEvents.subscriptions()).isZero();
        }
    }

    @Test
    void portInUseIsReported() {
        int port = URI.create(server.address()).getPort();
        assertThatThrownBy(() -> WebServer.start(WebSettings.of("127.0.0.1", port, Optional.empty()), ports()))
                .isInstanceOf(ListeningSocket.CannotListenException.class)
                .hasMessage("http.port is " + port + ", which another program uses on 127.0.0.1: stop that program or"
                        + " choose another port with --set http.port=...");
        assertThat(liveEvents.subscriptions()).isEqualTo(1);
    }

    @Test
    void hostOfAnotherMachineIsReported() {
        // An address that is reserved for documentation, so that no machine has it.
        WebSettings other = WebSettings.of("192.0.2.1", 0, Optional.of(AccessToken.of("0123456789abcdef")));
        assertThatThrownBy(() -> WebServer.start(other, ports()))
                .isInstanceOf(ListeningSocket.CannotListenException.class)
                .hasMessage(
                        "http.host is '192.0.2.1', which is no address of this machine: set it to 127.0.0.1, 0.0.0.0"
                                + " or one of its addresses");
    }

    @Test
    void forwardedRequestIsAnsweredFromLocalStateOnly() throws Exception {
        readModel.trendingByScope.put("all/1h", Samples.trending("a", 7));
        localReadModel.trendingByScope.put("all/1h", Samples.trending("b", 3));
        HttpRequest forwarded = HttpRequest.newBuilder(uri("api/trending?scope=all%2F1h"))
                .header(HttpRemoteReads.FORWARDED_HEADER, "freshet")
                .build();
        assertThat(CLIENT.send(forwarded, HttpResponse.BodyHandlers.ofString()).body())
                .contains("\"articleId\":\"b\"");
        assertThat(get("api/trending?scope=all%2F1h").body()).contains("\"articleId\":\"a\"");
    }

    private WebPorts ports() {
        return Samples.ports(
                readModel,
                localReadModel,
                liveEvents,
                new WebPorts.Operations(
                        () -> new InstanceTotals(1, 2, 3, 4, 5, OptionalDouble.of(2.5), OptionalDouble.empty()),
                        () -> health,
                        () -> "clicks_total 2\n"));
    }

    private static void assertProblem(HttpResponse<String> response, int status, String message) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body())
                .startsWith("{\"status\":" + status + ",\"message\":\"")
                .contains(message);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(uri(path)).timeout(Eventually.LIMIT).build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create(server.address() + path);
    }

    private String statusLine(String hostHeader) throws IOException, URISyntaxException {
        try (Socket socket = new Socket("127.0.0.1", new URI(server.address()).getPort())) {
            socket.setSoTimeout((int) Eventually.LIMIT.toMillis());
            socket.getOutputStream()
                    .write(("GET /health/live HTTP/1.1\r\n" + hostHeader + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return text(socket.getInputStream().readAllBytes())
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Server-sent events of one feed. */
    private final class Events implements AutoCloseable {
        private final HttpResponse<Stream<String>> response;
        private final Iterator<String> lines;

        private Events(String path) throws IOException, InterruptedException {
            response = CLIENT.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofLines());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream;charset=utf-8");
            lines = response.body().iterator();
        }

        /** Data of the next event of this name; skips up to 20 other events. */
        private String next(String event) {
            for (int skipped = 0; skipped < 20; skipped++) {
                String name = lines.next();
                String data = lines.next();
                assertThat(lines.next()).isEmpty();
                if (name.equals("event: " + event)) {
                    return data.substring("data: ".length());
                }
            }
            throw new AssertionError("no event " + event);
        }

        /** Whether the feed ends. The server closes idle connections only much later. */
        private boolean ends() {
            try {
                while (lines.hasNext()) {
                    lines.next();
                }
            } catch (UncheckedIOException cutOff) {
                // A cut connection ends the feed, too.
            }
            return true;
        }

        @Override
        public void close() {
            response.body().close();
        }
    }
}
