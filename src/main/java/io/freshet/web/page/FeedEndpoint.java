package io.freshet.web.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.web.access.ConnectionGuard;
import io.freshet.web.access.RequestLimit;
import io.freshet.web.api.Parameters;
import io.freshet.web.port.WebPorts;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.ServiceUnavailableResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code GET /api/feed}: server-sent events of the live page. Each request thread writes the messages of its own
 * subscriber, so that a slow page delays no other. The number of open feeds is limited.
 */
public final class FeedEndpoint implements Handler {
    private static final Duration FIGURES_INTERVAL = Duration.ofSeconds(1);

    private final EventStream feed;
    private final WebPorts ports;

    public FeedEndpoint(EventStream feed, WebPorts ports) {
        this.feed = feed;
        this.ports = ports;
    }

    @Override
    public void handle(Context request) throws IOException, InterruptedException {
        Parameters.allowOnly(request, "reader");
        Optional<String> reader = Parameters.optionalId(request, "reader");
        HttpServletRequest exchange = request.req();
        HttpServletResponse response = request.res();
        response.setContentType("text/event-stream;charset=utf-8");
        // Proxies must not buffer events.
        response.setHeader("X-Accel-Buffering", "no");
        if (exchange.getAttribute(RequestLimit.IS_HEAD) != null) {
            response.flushBuffer();
            return;
        }
        FeedSubscriber subscriber = feed.subscribe(reader)
                .orElseThrow(() -> new ServiceUnavailableResponse("too many pages are open: close one and try again"));
        try {
            send(subscriber, exchange, response.getOutputStream());
        } catch (IOException disconnected) {
            // The page was closed; no answer can be sent.
        } finally {
            feed.unsubscribe(subscriber);
        }
    }

    private void send(FeedSubscriber subscriber, HttpServletRequest exchange, OutputStream out)
            throws IOException, InterruptedException {
        long nextFiguresNanos = System.nanoTime();
        while (subscriber.isOpen()) {
            long untilFiguresNanos = nextFiguresNanos - System.nanoTime();
            if (untilFiguresNanos <= 0) {
                ObjectNode figures = PageJson.figures(
                        ports.operations().totals().get(),
                        ports.operations().health().get(),
                        ports.clock().millis());
                feed.addActivity(figures);
                write("event: figures\ndata: " + PageJson.text(figures) + "\n\n", exchange, out);
                nextFiguresNanos = System.nanoTime() + FIGURES_INTERVAL.toNanos();
            } else {
                feed.sendMissingList(subscriber);
                Optional<String> message = subscriber.next(Duration.ofNanos(untilFiguresNanos));
                if (message.isPresent()) {
                    write(message.get(), exchange, out);
                }
            }
        }
    }

    /**
     * Writes a message to the page, and records the progress of the connection of {@code exchange}. {@link
     * ConnectionGuard} closes the connection if the client does not receive the message in time.
     */
    private static void write(String message, HttpServletRequest exchange, OutputStream out) throws IOException {
        out.write(message.getBytes(StandardCharsets.UTF_8));
        out.flush();
        ConnectionGuard.liveFeedProgressed(exchange);
    }
}
