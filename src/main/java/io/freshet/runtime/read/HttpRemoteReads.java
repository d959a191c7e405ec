package io.freshet.runtime.read;

import io.freshet.event.Recommendations;
import io.freshet.event.Trending;
import io.freshet.recommend.ReadModel;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads recommendation and most-read lists from another instance over its HTTP read API. The header {@value
 * #FORWARDED_HEADER} makes the other instance answer from its own state only. Addresses of instances appear in the log
 * but not in exceptions. Safe from any thread.
 */
public final class HttpRemoteReads implements RemoteReads {
    /**
     * Name of the header that marks a forwarded request; its value is the application id. The response repeats the
     * header, so that a 404 of some other program at the same address is not mistaken for a missing list.
     */
    public static final String FORWARDED_HEADER = "X-Freshet-Forwarded";

    private static final Logger LOG = LoggerFactory.getLogger(HttpRemoteReads.class);
    private static final int RESPONSE_BYTES_MAX = 4 << 20;
    /** Shortest time between two warnings about failed reads from other instances. */
    private static final long WARNING_INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

    /** Decodes the JSON of a response; any exception makes the response unusable. */
    public interface Decoding<V> {
        V decode(byte[] json) throws Exception;
    }

    private final HttpClient client;
    private final String applicationId;
    private final Duration timeout;
    private final Optional<String> authorization;
    private final Decoding<Recommendations> recommendations;
    private final Decoding<Trending> trending;
    private final AtomicLong nextWarningNanos = new AtomicLong(System.nanoTime());

    /**
     * Creates a client for the instances of one application.
     *
     * @param applicationId application that all instances belong to
     * @param timeout time limit of a request, from connecting to the last byte of the response
     * @param authorization value of the Authorization header; empty if the other instances need none
     * @param recommendations decoder of a reader's list
     * @param trending decoder of a most-read list
     */
    public HttpRemoteReads(
            String applicationId,
            Duration timeout,
            Optional<String> authorization,
            Decoding<Recommendations> recommendations,
            Decoding<Trending> trending) {
        this.client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.applicationId = applicationId;
        this.timeout = timeout;
        this.authorization = authorization;
        this.recommendations = recommendations;
        this.trending = trending;
    }

    @Override
    public Optional<Recommendations> recommendations(Owner.Remote owner, String userId) {
        return get(owner, "/api/readers/" + encoded(userId) + "/recommendations", recommendations);
    }

    @Override
    public Optional<Trending> trending(Owner.Remote owner, String scope) {
        return get(owner, "/api/trending?scope=" + encoded(scope), trending);
    }

    private <V> Optional<V> get(Owner.Remote owner, String path, Decoding<V> decoding) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(owner.address() + path))
                .timeout(timeout)
                .header("Accept", "application/json")
                .header(FORWARDED_HEADER, applicationId);
        authorization.ifPresent(credentials -> request.header("Authorization", credentials));
        HttpResponse<byte[]> response = send(owner, request.build());
        if (response.statusCode() == 401) {
            throw unavailable(owner, "rejected the token: set http.token to the same value on all instances");
        }
        if (response.headers()
                .firstValue(FORWARDED_HEADER)
                .filter(applicationId::equals)
                .isEmpty()) {
            throw unavailable(
                    owner,
                    "answered with status " + response.statusCode() + " and is not an instance of " + applicationId
                            + ": set http.advertised of the owner to an address at which this instance reaches it");
        }
        if (response.statusCode() == 404) {
            return Optional.empty();
        }
        if (response.statusCode() != 200) {
            throw unavailable(owner, "answered with status " + response.statusCode());
        }
        return Optional.of(decoded(owner, response.body(), decoding));
    }

    /**
     * Sends a request with one deadline for headers and body together; the timeout of the HTTP client covers only the
     * headers.
     */
    private HttpResponse<byte[]> send(Owner.Remote owner, HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, head -> new LimitedBody(RESPONSE_BYTES_MAX));
        try {
            return exchange.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw unavailable(owner, "did not answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw unavailable(owner, "does not answer: " + e.getCause());
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw unavailable(owner, "did not answer before this thread was interrupted");
        }
    }

    private <V> V decoded(Owner.Remote owner, byte[] json, Decoding<V> decoding) {
        try {
            return decoding.decode(json);
        } catch (Exception e) {
            throw unavailable(owner, "sent an invalid response: " + e.getMessage());
        }
    }

    private ReadModel.UnavailableException unavailable(Owner.Remote owner, String problem) {
        long nowNanos = System.nanoTime();
        long dueNanos = nextWarningNanos.get();
        if (nowNanos - dueNanos >= 0 && nextWarningNanos.compareAndSet(dueNanos, nowNanos + WARNING_INTERVAL_NANOS)) {
            LOG.warn("the owner {} {}", owner.address(), problem);
        } else {
            LOG.debug("the owner {} {}", owner.address(), problem);
        }
        return new ReadModel.UnavailableException(
                "the instance that holds this key does not answer: try again; the log of this instance says more");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
