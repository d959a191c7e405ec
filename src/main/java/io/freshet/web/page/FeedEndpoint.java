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
 * {@code GET /api/feed}: the live page's server-sent events. The request's own thread waits for the viewer's messages and
 * writes them, so that a slow page delays nobody else; the number of viewers is limited.
 */
public final class FeedEndpoint implements Handler {
    private static final Duration FIGURES_EVERY = Duration.ofSeconds(1);

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
        // Proxies must not collect events before they hand them on.
        response.setHeader("X-Accel-Buffering", "no");
        if (exchange.getAttribute(RequestLimit.IS_HEAD) != null) {
            response.flushBuffer();
            return;
        }
        FeedSubscriber viewer = feed.open(reader)
                .orElseThrow(() -> new ServiceUnavailableResponse("too many pages are open: close one and try again"));
        try {
            send(viewer, exchange, response.getOutputStream());
        } catch (IOException gone) {
            // The page was closed: nobody is there to be told.
        } finally {
            feed.leave(viewer);
        }
    }

    private void send(FeedSubscriber viewer, HttpServletRequest exchange, OutputStream out)
            throws IOException, InterruptedException {
        long nextFiguresNanos = System.nanoTime();
        while (viewer.isOpen()) {
            long untilFiguresNanos = nextFiguresNanos - System.nanoTime();
            if (untilFiguresNanos <= 0) {
                ObjectNode moment = PageJson.figures(
                        ports.figures().get(),
                        ports.health().get(),
                        ports.clock().millis());
                feed.describeMoment(moment);
                write("event: figures\ndata: " + PageJson.text(moment) + "\n\n", exchange, out);
                nextFiguresNanos = System.nanoTime() + FIGURES_EVERY.toNanos();
            } else {
                feed.catchUp(viewer);
                Optional<String> message = viewer.next(Duration.ofNanos(untilFiguresNanos));
                if (message.isPresent()) {
                    write(message.get(), exchange, out);
                }
            }
        }
    }

    /** Writes a message; the viewer's connection is closed if it does not take it in time. */
    private static void write(String message, HttpServletRequest exchange, OutputStream out) throws IOException {
        out.write(message.getBytes(StandardCharsets.UTF_8));
        out.flush();
        ConnectionGuard.liveFeedProgressed(exchange);
    }
}
