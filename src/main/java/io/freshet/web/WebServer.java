package io.freshet.web;

import io.freshet.recommend.ReadModel;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.util.function.Supplier;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of an instance: page, live feed, read API, metrics and health. It can change nothing. It listens where it
 * is told, by default on this machine only; where others can connect, what names readers needs the token.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    /** Threads for requests other than live feeds, each of which holds one of its own. */
    private static final int REQUEST_THREADS_MAX = 24;

    private static final int REQUEST_THREADS_MIN = 4;

    /** Request line and headers together; the longest of ours, an identifier all of escapes, is 3 KB. */
    private static final int REQUEST_HEAD_BYTES_MAX = 8_192;

    private final Javalin server;
    private final Feed feed;
    private final String host;

    private WebServer(Javalin server, Feed feed, String host) {
        this.server = server;
        this.feed = feed;
        this.host = host;
    }

    /**
     * Starts answering.
     *
     * @throws PortTakenException if another process listens there
     */
    public static WebServer start(WebSettings settings, WebPorts ports) {
        Feed feed = new Feed(ports.happenings(), ports.readModel(), settings, System::nanoTime);
        try {
            Javalin server = Javalin.create(config -> {
                configure(config, settings);
                RoutesConfig routes = config.routes;
                Guard guard = new Guard(settings);
                guard.addTo(routes);
                addProblems(routes);
                addOperations(routes, ports.health(), ports.metrics());
                PageFiles.addTo(routes);
                new ReadApi(ports).addTo(routes, guard);
                routes.get("/api/feed", guard.requireToken(new FeedEndpoint(feed, ports)));
            });
            server.start(settings.host(), settings.port());
            WebServer started = new WebServer(server, feed, settings.host());
            LOG.info("page, read API, metrics and health at {}", started.address());
            return started;
        } catch (JavalinBindException taken) {
            feed.close();
            throw new PortTakenException("port " + settings.port() + " of " + settings.host()
                    + " cannot be used: choose another with --set http.port=...");
        } catch (RuntimeException failed) {
            feed.close();
            throw failed;
        }
    }

    /** Where the page is, such as {@code http://127.0.0.1:8080/}. */
    public String address() {
        String name = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        return "http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + server.port() + "/";
    }

    /** Ends the live feeds and stops answering; calling it again does nothing. */
    @Override
    public void close() {
        feed.close();
        server.stop();
    }

    private static void configure(JavalinConfig config, WebSettings settings) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.prefer405over404 = true;
        QueuedThreadPool threads =
                new QueuedThreadPool(settings.viewersMax() + REQUEST_THREADS_MAX, REQUEST_THREADS_MIN);
        threads.setName("freshet-http");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(REQUEST_HEAD_BYTES_MAX);
        });
        config.jetty.modifyServer(
                server -> server.addBean(new NetworkConnectionLimit(settings.connectionsMax(), server)));
    }

    private static void addOperations(RoutesConfig routes, Supplier<Health> health, Supplier<String> metrics) {
        routes.get(
                "/metrics",
                request -> request.contentType("text/plain;version=0.0.4;charset=utf-8")
                        .result(metrics.get()));
        routes.get("/health/live", request -> {
            Health now = health.get();
            answer(request, now.live() ? 200 : 503, PageJson.text(PageJson.health(now)));
        });
        routes.get("/health/ready", request -> {
            Health now = health.get();
            answer(request, now.live() && now.ready() ? 200 : 503, PageJson.text(PageJson.health(now)));
        });
    }

    private static void addProblems(RoutesConfig routes) {
        routes.exception(
                HttpResponseException.class,
                (problem, request) -> problem(request, problem.getStatus(), String.valueOf(problem.getMessage())));
        routes.exception(ReadModel.UnavailableException.class, (unavailable, request) -> {
            request.header("Retry-After", "1");
            problem(request, 503, String.valueOf(unavailable.getMessage()));
        });
        routes.exception(Exception.class, (unexpected, request) -> {
            LOG.error("request for {} failed", request.path(), unexpected);
            problem(request, 500, "unexpected failure: the log of this instance says more");
        });
    }

    private static void problem(Context request, int status, String message) {
        answer(request, status, PageJson.text(PageJson.problem(status, message)));
    }

    private static void answer(Context request, int status, String json) {
        request.status(status).contentType(ContentType.APPLICATION_JSON).result(json);
    }

    /** Another process listens on the port already. The message says what to do. */
    public static final class PortTakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private PortTakenException(String message) {
            super(message);
        }
    }
}
