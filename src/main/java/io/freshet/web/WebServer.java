package io.freshet.web;

import io.freshet.recommend.ReadModel;
import io.freshet.web.access.AccessFilter;
import io.freshet.web.access.ConnectionGuard;
import io.freshet.web.access.ErrorResponses;
import io.freshet.web.access.RequestLimit;
import io.freshet.web.access.WebSettings;
import io.freshet.web.api.ReadApi;
import io.freshet.web.page.EventStream;
import io.freshet.web.page.FeedEndpoint;
import io.freshet.web.page.PageFiles;
import io.freshet.web.port.WebPorts;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP server of an instance: live page, live feed, read API, metrics and health. It is read-only. By default it
 * listens on the loopback address; if other machines can connect, answers that name readers require the access token.
 *
 * <p>A request passes {@link ConnectionGuard}, {@link AccessFilter}, {@link OperationsHandler} and
 * {@link RequestLimit}, in this order, before a route answers it.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    /**
     * Number of concurrent requests allowed in addition to the maximum number of live feeds; further requests get 503.
     */
    private static final int REQUESTS_MAX = 24;

    /**
     * Number of server threads in addition to those of requests and live feeds: one acceptor, one selector, the rest
     * for health and metrics.
     */
    private static final int OPERATIONS_THREADS = 8;

    private static final int THREADS_MIN = 4;

    private final Javalin server;
    private final EventStream feed;
    private final String address;

    private WebServer(Javalin server, EventStream feed, String address) {
        this.server = server;
        this.feed = feed;
        this.address = address;
    }

    /**
     * Binds the port and starts the server.
     *
     * @throws ListeningSocket.CannotListenException if the port cannot be bound
     */
    public static WebServer start(WebSettings settings, WebPorts ports) {
        ListeningSocket listening = ListeningSocket.open(settings);
        try {
            return start(listening, ports);
        } catch (RuntimeException failed) {
            listening.close();
            throw failed;
        }
    }

    /** Starts the server on a bound port; closing the server closes the port. */
    public static WebServer start(ListeningSocket listening, WebPorts ports) {
        WebSettings settings = listening.settings();
        EventStream feed = new EventStream(ports, settings, System::nanoTime);
        try {
            AccessFilter access = new AccessFilter(settings);
            Javalin server = Javalin.create(config -> {
                configure(config, listening, ports, access);
                RoutesConfig routes = config.routes;
                addErrorHandlers(routes);
                PageFiles.addTo(routes);
                new ReadApi(ports.reads()).addTo(routes, access);
                routes.get("/api/feed", access.requireToken(new FeedEndpoint(feed, ports)));
            });
            server.start();
            WebServer started = new WebServer(server, feed, address(settings.host(), listening.port()));
            LOG.info("page, read API, metrics and health at {}", started.address());
            return started;
        } catch (RuntimeException failed) {
            feed.close();
            throw failed;
        }
    }

    /** URL of the live page, such as {@code http://127.0.0.1:8080/}. */
    public String address() {
        return address;
    }

    /** Closes the live feeds and stops the server; may be called twice. */
    @Override
    public void close() {
        feed.close();
        server.stop();
    }

    private static String address(String host, int port) {
        String name = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        return "http://" + (name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name) + ":" + port + "/";
    }

    private static void configure(
            JavalinConfig config, ListeningSocket listening, WebPorts ports, AccessFilter access) {
        WebSettings settings = listening.settings();
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.prefer405over404 = true;
        int requestsMax = settings.subscribersMax() + REQUESTS_MAX;
        QueuedThreadPool threads = new QueuedThreadPool(requestsMax + OPERATIONS_THREADS, THREADS_MIN);
        threads.setName("freshet-http");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(WebSettings.REQUEST_HEAD_BYTES_MAX);
        });
        ConnectionGuard connections = new ConnectionGuard(settings);
        config.jetty.addConnector((server, http) -> connector(server, http, listening, connections));
        ErrorResponses errors = new ErrorResponses();
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(errors);
            server.insertHandler(new RequestLimit(requestsMax));
            server.insertHandler(new OperationsHandler(ports, System::nanoTime));
            server.insertHandler(access);
            server.insertHandler(connections);
        });
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(errors));
    }

    private static ServerConnector connector(
            Server server, HttpConfiguration http, ListeningSocket listening, ConnectionGuard connections) {
        ServerConnector connector =
                new ServerConnector(server, null, null, null, 1, 1, new HttpConnectionFactory(http));
        connector.addBean(connections, false);
        try {
            connector.open(listening.channel());
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
        return connector;
    }

    private static void addErrorHandlers(RoutesConfig routes) {
        routes.exception(
                HttpResponseException.class,
                (error, request) -> sendError(request, error.getStatus(), String.valueOf(error.getMessage())));
        routes.exception(MethodNotAllowedResponse.class, (error, request) -> {
            request.header("Allow", "GET, HEAD");
            sendError(request, error.getStatus(), String.valueOf(error.getMessage()));
        });
        routes.exception(ServiceUnavailableResponse.class, (busy, request) -> {
            request.header("Retry-After", "1");
            sendError(request, busy.getStatus(), String.valueOf(busy.getMessage()));
        });
        routes.exception(ReadModel.UnavailableException.class, (unavailable, request) -> {
            request.header("Retry-After", "1");
            sendError(request, 503, String.valueOf(unavailable.getMessage()));
        });
        routes.exception(Exception.class, (unexpected, request) -> {
            LOG.error("request for {} failed", request.path(), unexpected);
            sendError(request, 500, ErrorResponses.UNEXPECTED_FAILURE);
        });
    }

    private static void sendError(Context request, int status, String message) {
        request.status(status).contentType(ContentType.APPLICATION_JSON).result(ErrorResponses.body(status, message));
    }
}
