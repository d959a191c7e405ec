package io.freshet.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.Eventually;
import io.freshet.event.Trigger;
import io.freshet.web.access.AccessFilter;
import io.freshet.web.access.AccessToken;
import io.freshet.web.access.WebSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with an access token and tight limits, with authorised, unauthorised and malformed requests. */
class AccessTest {
    private static final Pattern HEAD_WITH_LENGTH =
            Pattern.compile("(?is)HTTP/.*?\\r\\ncontent-length: *(\\d+)(?=\\r\\n).*?\\r\\n\\r\\n");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String SECRET = "correct-horse-battery-staple";
    private static final int CONNECTIONS_MAX = 6;
    private static final Duration PROGRESS_MAX = Duration.ofSeconds(20);

    private final FakeReadModel readModel = new FakeReadModel();
    private final WebServer server = WebServer.start(
            new WebSettings("127.0.0.1", 0, Optional.of(AccessToken.of(SECRET)), 2, 16, CONNECTIONS_MAX, PROGRESS_MAX),
            Samples.ports(readModel, readModel, new FakeLiveEvents(), Samples.operations(() -> "clicks_total 2\n")));

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"api/readers/alice/recommendations", "api/feed", "api/feed?reader=alice"})
    void answersThatNameReadersRequireTheToken(String path) throws Exception {
        readModel.listByReader.put("alice", Samples.list("alice", Trigger.CLICK, "a"));
        for (String wrong : List.of(
                "",
                "Bearer ",
                "Bearer " + SECRET.substring(1),
                "Bearer " + SECRET + "x",
                "Basic " + SECRET,
                SECRET,
                "Bearer " + "x".repeat(4_000))) {
            HttpResponse<String> rejected = get(path, wrong);
            assertThat(rejected.statusCode()).as(wrong).isEqualTo(401);
            assertThat(rejected.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"freshet\"");
            assertThat(rejected.body()).contains("send the token of http.token").doesNotContain("alice", SECRET);
        }
        try (InputStream body = CLIENT.send(
                        request(path, "Bearer " + SECRET), HttpResponse.BodyHandlers.ofInputStream())
                .body()) {
            assertThat(body.read()).isPositive();
        }
        assertThat(get("api/readers/alice/recommendations", "bearer " + SECRET).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "app.js", "metrics", "health/ready", "api/articles/a/profile", "api/trending"})
    void answersWithoutReadersRequireNoToken(String path) throws Exception {
        readModel.trendingByScope.put("all/1h", Samples.trending("a", 7));
        readModel.profileByArticle.put("a", Samples.profile("a", "First story"));
        assertThat(get(path, "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.2", "news.example", "127.0.0.1.rebound.example", "127.1"})
    void serverThatOtherMachinesCanReachRequiresAToken(String host) {
        assertThatThrownBy(() -> WebSettings.of(host, 0, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("host is " + host + ", which other machines can reach, and no token is configured");
        assertThat(WebSettings.of(host, 0, Optional.of(AccessToken.of(SECRET))).host())
                .isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.1", "localhost", "::1", "[::1]"})
    void serverOnLoopbackNeedsNoToken(String host) {
        assertThat(WebSettings.of(host, 0, Optional.empty()).token()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fifteen-letters", "sixteen letters, with spaces", "sixteen-letters-\u00e9"})
    void weakTokenIsRejectedWithoutRepeatingIt(String secret) {
        assertThatThrownBy(() -> AccessToken.of(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a token of " + secret.length() + " characters, expected 16 to 512 letters, digits or signs"
                        + " without spaces");
    }

    @Test
    void tokenIsNeverPrinted() {
        AccessToken token = AccessToken.of(SECRET);
        assertThat(token.toString()).doesNotContain(SECRET);
        assertThat(WebSettings.of("0.0.0.0", 1, Optional.of(token)).toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x@\u00c2\u009b31mFAKE\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /api/readers/%ff/recommendations HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nExpect: wonders\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nSec-WebSocket-Version: 13\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: rebound.example\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n",
                "GET /none HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET /\r\n\r\n"
            })
    void everyRejectionIsAJsonErrorWithTheHeadersOfAllAnswers(String sent) throws Exception {
        String answer = answerTo(sent);
        assertThat(answer).containsPattern("^HTTP/1.1 (4|505)").contains("Content-Type: application/json");
        assertThat(AccessFilter.HEADERS)
                .allSatisfy(
                        (name, value) -> assertThat(answer).containsOnlyOnce("\r\n" + name + ": " + value + "\r\n"));
        assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4))
                .startsWith("{\"status\":" + answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
    }

    @Test
    void requestLineOrHeadersOverTheLimitAreRejected() throws Exception {
        assertThat(answerTo("GET /api/trending?scope=" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 414 ");
        assertThat(answerTo(
                        "GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(9_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void malformedRequestsAreAnsweredWithoutDetails() throws Exception {
        assertThat(answerTo("NONSENSE\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .doesNotContain("Jetty", "org.eclipse", "Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 104857600", "Transfer-Encoding: chunked"})
    void requestBodyIsRejectedUnread(String header) throws Exception {
        assertThat(answerTo("GET /api/trending HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ")
                .contains("this server takes no request body");
    }

    private HttpResponse<String> get(String path, String authorization) throws IOException, InterruptedException {
        return CLIENT.send(request(path, authorization), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return request.build();
    }

    /** Answer of the server to these characters, until its body is complete or the connection is closed. */
    private String answerTo(String sent) throws IOException {
        try (Socket socket = socket()) {
            send(socket, sent);
            StringBuilder answer = new StringBuilder();
            try {
                for (int next = socket.getInputStream().read();
                        next >= 0 && !isComplete(answer.append((char) next));
                        next = socket.getInputStream().read()) {}
            } catch (SocketTimeoutException silent) {
                throw new AssertionError("no complete answer within " + Eventually.LIMIT + ": " + answer, silent);
            } catch (IOException cutOff) {
                // The bytes received so far are the answer.
            }
            return answer.toString();
        }
    }

    private static boolean isComplete(CharSequence answer) {
        Matcher head = HEAD_WITH_LENGTH.matcher(answer);
        return head.lookingAt() && answer.length() - head.end() >= Integer.parseInt(head.group(1));
    }

    private Socket socket() throws IOException {
        Socket socket = new Socket("127.0.0.1", URI.create(server.address()).getPort());
        socket.setSoTimeout((int) Eventually.LIMIT.toMillis());
        return socket;
    }

    private static void send(Socket socket, String characters) throws IOException {
        socket.getOutputStream().write(characters.getBytes(StandardCharsets.ISO_8859_1));
    }
}
