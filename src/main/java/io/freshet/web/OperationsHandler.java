package io.freshet.web;

import io.freshet.web.access.ErrorResponses;
import io.freshet.web.page.PageJson;
import io.freshet.web.port.HealthStatus;
import io.freshet.web.port.WebPorts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers {@code /health/live}, {@code /health/ready} and {@code /metrics} without counting towards the request limit.
 * The answers are written without blocking a thread, so that an overloaded instance still reports its health. Metrics
 * are collected at most once a second and cached for all requests within that second.
 */
final class OperationsHandler extends Handler.Wrapper {
    private static final long METRICS_CACHE_NANOS = 1_000_000_000L;

    private final Supplier<HealthStatus> health;
    private final Supplier<String> metrics;
    private final LongSupplier nanoTime;
    private byte[] collected = {};
    private long collectedNanos;
    private boolean isCollected;

    OperationsHandler(WebPorts ports, LongSupplier nanoTime) {
        this.health = ports.operations().health();
        this.metrics = ports.operations().metrics();
        this.nanoTime = nanoTime;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = Request.getPathInContext(request);
        switch (path.endsWith("/") ? path.substring(0, path.length() - 1) : path) {
            case "/metrics" -> {
                if (acceptsMethod(request, response, callback)) {
                    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;version=0.0.4;charset=utf-8");
                    response.write(true, ByteBuffer.wrap(metrics()), callback);
                }
                return true;
            }
            case "/health/live" -> {
                if (acceptsMethod(request, response, callback)) {
                    HealthStatus now = health.get();
                    answer(response, callback, now, now.live());
                }
                return true;
            }
            case "/health/ready" -> {
                if (acceptsMethod(request, response, callback)) {
                    HealthStatus now = health.get();
                    answer(response, callback, now, now.live() && now.ready());
                }
                return true;
            }
            default -> {
                return super.handle(request, response, callback);
            }
        }
    }

    /** Whether the method is GET or HEAD; otherwise answers the request with 405. */
    private static boolean acceptsMethod(Request request, Response response, Callback callback) {
        if (HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod())) {
            return true;
        }
        response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
        ErrorResponses.write(
                request,
                response,
                callback,
                HttpStatus.METHOD_NOT_ALLOWED_405,
                HttpStatus.getMessage(HttpStatus.METHOD_NOT_ALLOWED_405));
        return false;
    }

    private static void answer(Response response, Callback callback, HealthStatus now, boolean isGood) {
        ErrorResponses.writeJson(response, callback, isGood ? 200 : 503, PageJson.text(PageJson.health(now)));
    }

    private synchronized byte[] metrics() {
        long nowNanos = nanoTime.getAsLong();
        if (!isCollected || nowNanos - collectedNanos >= METRICS_CACHE_NANOS) {
            collected = metrics.get().getBytes(StandardCharsets.UTF_8);
            collectedNanos = nowNanos;
            isCollected = true;
        }
        return collected;
    }
}
