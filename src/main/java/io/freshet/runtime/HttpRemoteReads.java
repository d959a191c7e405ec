package io.freshet.runtime;

import io.freshet.event.Recommendations;
import io.freshet.event.Trending;
import io.freshet.recommend.ReadModel;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads from another instance through its read API, with the header {@value #FORWARDED_HEADER} so that it answers from
 * its own state or not at all. Safe from any thread.
 */
public final class HttpRemoteReads implements RemoteReads {
    /** Marks a request that another instance passed on. */
    public static final String FORWARDED_HEADER = "X-Freshet-Forwarded";

    private static final int ANSWER_BYTES_MAX = 4 << 20;
    private static final String CATEGORY = "category:";

    /** How an answer's JSON becomes a value; any exception makes the answer unusable. */
    public interface Decoding<V> {
        V decode(byte[] json) throws Exception;
    }

    private final HttpClient client;
    private final Duration timeout;
    private final Optional<String> authorization;
    private final Decoding<Recommendations> recommendations;
    private final Decoding<Trending> trending;

    /**
     * @param timeout how long one answer may take, connecting included
     * @param authorization what the header of that name shows to the others; empty if they do not ask for it
     */
    public HttpRemoteReads(
            Duration timeout,
            Optional<String> authorization,
            Decoding<Recommendations> recommendations,
            Decoding<Trending> trending) {
        this.client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
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
        return get(owner, "/api/trending?" + query(scope), trending);
    }

    /** The scope {@code category:sport/24h} as the read API asks for it: {@code category=sport&window=24h}. */
    private static String query(String scope) {
        int slash = scope.lastIndexOf('/');
        String window = "window=" + encoded(scope.substring(slash + 1));
        return scope.startsWith(CATEGORY)
                ? "category=" + encoded(scope.substring(CATEGORY.length(), slash)) + "&" + window
                : window;
    }

    private <V> Optional<V> get(Owner.Remote owner, String path, Decoding<V> decoding) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(owner.address() + path))
                .timeout(timeout)
                .header("Accept", "application/json")
                .header(FORWARDED_HEADER, "1");
        authorization.ifPresent(shown -> request.header("Authorization", shown));
        try {
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() == 404) {
                    return Optional.empty();
                }
                if (response.statusCode() == 401) {
                    throw unavailable(owner, "has another token: http.token must be equal on all instances");
                }
                byte[] json = body.readNBytes(ANSWER_BYTES_MAX + 1);
                if (response.statusCode() != 200 || json.length > ANSWER_BYTES_MAX) {
                    throw unavailable(
                            owner, "answered with status " + response.statusCode() + " and " + json.length + " bytes");
                }
                return Optional.of(decoded(owner, json, decoding));
            }
        } catch (IOException e) {
            throw unavailable(owner, "does not answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(owner, "was not waited for");
        }
    }

    private static <V> V decoded(Owner.Remote owner, byte[] json, Decoding<V> decoding) {
        try {
            return decoding.decode(json);
        } catch (Exception e) {
            throw unavailable(owner, "answered with something else: " + e.getMessage());
        }
    }

    private static ReadModel.UnavailableException unavailable(Owner.Remote owner, String problem) {
        return new ReadModel.UnavailableException("the owner " + owner.address() + " " + problem);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
