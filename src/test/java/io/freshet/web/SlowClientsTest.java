package io.freshet.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import io.freshet.web.access.WebSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that occupy connections, threads or unread answers. Health and metrics are answered regardless. */
class SlowClientsTest {
    private static final int LIMIT_MILLIS = (int) Eventually.LIMIT.toMillis();
    private static final int CONNECTIONS_MAX = 40;
    private static final int SUBSCRIBERS_MAX = 2;
    /** Requests that the server processes at the same time: the live feeds and 24 others. */
    private static final int REQUESTS_MAX = SUBSCRIBERS_MAX + 24;

    private static final int METRICS_BYTES = 32 << 20;
    private static final String HEALTH = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final Duration NEVER = Duration.ofMinutes(10);

    private final FakeReadModel readModel = new FakeReadModel();
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<Socket> open = new ArrayList<>();
    private Optional<WebServer> server = Optional.empty();

    @AfterEach
    void close() throws IOException {
        release.countDown();
        for (Socket socket : open) {
            socket.close();
        }
        server.ifPresent(WebServer::close);
    }

    @Test
    void incompleteAndSilentConnectionsBeyondTheLimitBlockNoOtherClient() throws IOException {
        start(NEVER);
        for (int connection = 0; connection < 3 * CONNECTIONS_MAX; connection++) {
            Socket socket = connect();
            if (connection % 2 == 0) {
                send(socket, "GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
            }
            if (connection % 10 == 9) {
                assertThat(answer(HEALTH)).startsWith("HTTP/1.1 200 ");
            }
        }
        assertThat(endOf(open.get(0))).isEmpty();
    }

    @Test
    void endlessRequestIsCutOffEvenIfItsBytesKeepComing() throws IOException {
        start(Duration.ofMillis(500));
        Socket half = connect();
        send(half, "GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
        half.setSoTimeout(20);
        long untilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
        boolean isCut = false;
        while (!isCut && System.nanoTime() < untilNanos) {
            try {
                send(half, "a");
                isCut = half.getInputStream().read() < 0;
            } catch (SocketTimeoutException stillOpen) {
                isCut = false;
            } catch (IOException reset) {
                isCut = true;
            }
        }
        assertThat(isCut).isTrue();
    }

    @Test
    void idleConnectionIsClosedBeforeAndAfterItsFirstRequest() throws IOException {
        start(Duration.ofMillis(500));
        Socket silent = connect();
        Socket answered = connect();
        send(answered, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(endOf(answered)).startsWith("HTTP/1.1 200 ");
        assertThat(endOf(silent)).isEmpty();
    }

    @Test
    void unreadAnswerIsCutOff() throws IOException {
        Socket unread = answeredButUnread();
        Socket later = connect();
        assertThat(endOf(later)).isEmpty();

        assertThat(endOf(unread)).contains("Content-Length: " + METRICS_BYTES).hasSizeLessThan(METRICS_BYTES);
    }

    /**
     * A connection whose answer has begun. On a busy machine a short limit may pass before the server answers: then a longer
     * one is tried.
     */
    private Socket answeredButUnread() throws IOException {
        for (Duration limit = Duration.ofMillis(500); ; limit = limit.multipliedBy(2)) {
            start(limit);
            Socket unread = connect();
            send(unread, "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
            if (isAnswered(unread)) {
                return unread;
            }
            server.ifPresent(WebServer::close);
        }
    }

    /** Waits until an answer begins, or the server closes or resets the connection before. */
    private static boolean isAnswered(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == 'H';
        } catch (SocketException reset) {
            return false;
        }
    }

    @Test
    void healthAndMetricsAreAnsweredWhileEveryOtherRequestWaits() throws IOException {
        start(NEVER);
        readModel.beforeReading = this::awaitRelease;
        List<Socket> sockets = new ArrayList<>();
        while (sockets.size() < REQUESTS_MAX + 1) {
            Socket socket = connect();
            send(socket, "GET /api/trending HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            sockets.add(socket);
        }
        Socket answered = firstAnswered(sockets);
        sockets.remove(answered);
        assertThat(endOf(answered))
                .startsWith("HTTP/1.1 503 ")
                .contains("Retry-After: 1", "too many concurrent requests: try again");
        assertThat(answer(HEALTH)).startsWith("HTTP/1.1 200 ");
        assertThat(answer("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .hasSizeGreaterThan(METRICS_BYTES);

        release.countDown();
        for (Socket waiting : sockets) {
            assertThat(endOf(waiting)).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void unreadMetricsDoNotBlockHealth() throws IOException {
        start(NEVER);
        for (int connection = 0; connection < CONNECTIONS_MAX - 2; connection++) {
            Socket unread = connect();
            send(unread, "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(unread.getInputStream().read()).isEqualTo('H');
        }
        assertThat(answer(HEALTH)).startsWith("HTTP/1.1 200 ");
    }

    /** The first of these connections to be answered; the others may wait until the test ends. */
    private static Socket firstAnswered(List<Socket> sockets) {
        return Eventually.await()
                .until(
                        () -> {
                            for (Socket socket : sockets) {
                                if (socket.getInputStream().available() > 0) {
                                    return Optional.of(socket);
                                }
                            }
                            return Optional.<Socket>empty();
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private void start(Duration progressMax) {
        server = Optional.of(WebServer.start(
                new WebSettings("127.0.0.1", 0, Optional.empty(), SUBSCRIBERS_MAX, 16, CONNECTIONS_MAX, progressMax),
                Samples.ports(
                        readModel,
                        readModel,
                        new FakeLiveEvents(),
                        Samples.operations(() -> "x".repeat(METRICS_BYTES)))));
    }

    private String answer(String request) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request);
            return endOf(socket);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(
                "127.0.0.1", URI.create(server.orElseThrow().address()).getPort());
        socket.setSoTimeout(LIMIT_MILLIS);
        open.add(socket);
        return socket;
    }

    private static void send(Socket socket, String characters) throws IOException {
        socket.getOutputStream().write(characters.getBytes(StandardCharsets.US_ASCII));
    }

    /** Text received until the server closes or resets the connection. */
    private static String endOf(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = socket.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                text.append(new String(buffer, 0, read, StandardCharsets.US_ASCII));
            }
        } catch (SocketTimeoutException stillOpen) {
            throw new AssertionError("the connection is still open", stillOpen);
        } catch (IOException reset) {
            // A reset ends the connection, too.
        }
        return text.toString();
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
