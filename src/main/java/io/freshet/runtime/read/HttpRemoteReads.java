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
 * Reads from another instance through its read API, with the header {@value #FORWARDED_HEADER} so that it answers from
 * its own state or not at all. Addresses of instances are named in the log only. Safe from any thread.
 */
public final class HttpRemoteReads implements RemoteReads {
    /**
     * Marks a request that another instance passed on; its value is the application that both belong to. An answer carries
     * it as well, so that what another program at the same address does not find is not taken for missing.
     */
    public static final String FORWARDED_HEADER = "X-Freshet-Forwarded";

    private static final Logger LOG = LoggerFactory.getLogger(HttpRemoteReads.class);
    private static final int ANSWER_BYTES_MAX = 4 << 20;
    /** An owner that does not answer is asked often; the log says so no more often than this. */
    private static final long WARNING_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

    /** How an answer's JSON becomes a value; any exception makes the answer unusable. */
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
     * @param applicationId shared by this instance and those that it asks
     * @param timeout how long one answer may take, from connecting to the last byte
     * @param authorization value of the header of that name for the other instances; empty if they need none
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
        authorization.ifPresent(shown -> request.header("Authorization", shown));
        HttpResponse<byte[]> response = answer(owner, request.build());
        if (response.statusCode() == 401) {
            throw unavailable(owner, "has another token: http.token must be equal on all instances");
        }
        if (response.headers()
                .firstValue(FORWARDED_HEADER)
                .filter(applicationId::equals)
                .isEmpty()) {
            throw unavailable(
                    owner,
                    "answered with status " + response.statusCode() + " and is no instance of " + applicationId
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

    /** One deadline holds for all of the exchange: the client's own ends with the headers. */
    private HttpResponse<byte[]> answer(Owner.Remote owner, HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, head -> new LimitedBody(ANSWER_BYTES_MAX));
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
            throw unavailable(owner, "was not waited for");
        }
    }

    private <V> V decoded(Owner.Remote owner, byte[] json, Decoding<V> decoding) {
        try {
            return decoding.decode(json);
        } catch (Exception e) {
            throw unavailable(owner, "answered with something else: " + e.getMessage());
        }
    }

    private ReadModel.UnavailableException unavailable(Owner.Remote owner, String problem) {
        long nowNanos = System.nanoTime();
        long dueNanos = nextWarningNanos.get();
        if (nowNanos - dueNanos >= 0 && nextWarningNanos.compareAndSet(dueNanos, nowNanos + WARNING_EVERY_NANOS)) {
            LOG.warn("the owner {} {}", owner.address(), problem);
        } else {
            LOG.debug("the owner {} {}", owner.address(), problem);
        }
        return new ReadModel.UnavailableException(
                "the instance that holds this gives no answer: try again; the log of this instance says more");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
