package io.freshet.web.access;

import io.javalin.http.Handler;
import io.javalin.http.UnauthorizedResponse;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Rejects requests with a body and, on a loopback server, requests whose {@code Host} header names another machine;
 * adds security headers to every answer. {@link #requireToken} checks the access token. Together they keep other web
 * sites from using the page through a browser.
 */
public final class AccessFilter extends org.eclipse.jetty.server.Handler.Wrapper {

    /**
     * Content security policy of the live page: only scripts, styles, images and requests of this server; nothing
     * inline, no frames.
     */
    public static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /**
     * Security headers, by name, that are added to every answer, also to the error answers of the HTTP server itself.
     */
    public static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", CONTENT_SECURITY_POLICY,
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store");

    private final boolean loopbackOnly;
    private final Optional<AccessToken> token;

    public AccessFilter(WebSettings settings) {
        this.loopbackOnly = WebSettings.isLoopback(settings.host());
        this.token = settings.token();
    }

    static void addHeaders(Response response) {
        HEADERS.forEach((name, value) -> response.getHeaders().put(name, value));
    }

    /** Wraps a route so that it requires the access token; returns the route unchanged if no token is configured. */
    public Handler requireToken(Handler handler) {
        return token.<Handler>map(expected -> request -> {
                    if (!expected.matches(request.header("Authorization"))) {
                        request.header("WWW-Authenticate", "Bearer realm=\"freshet\"");
                        throw new UnauthorizedResponse("this answer names readers: send the token of http.token as"
                                + " 'Authorization: Bearer ...'");
                    }
                    handler.handle(request);
                })
                .orElse(handler);
    }

    /**
     * Answers 403 if the server listens on loopback and the {@code Host} header names another machine, and 413 if the
     * request has a body; passes other requests on. The check of the header prevents DNS rebinding. No route reads a
     * body.
     */
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        addHeaders(response);
        if (loopbackOnly && !isLoopbackHost(request.getHeaders().get(HttpHeader.HOST))) {
            ErrorResponses.write(
                    request,
                    response,
                    callback,
                    HttpStatus.FORBIDDEN_403,
                    "this server answers requests to localhost only: set http.host to serve other machines");
            return true;
        }
        if (request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
            // Closes the connection instead of reading the rest of the body.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            ErrorResponses.write(
                    request,
                    response,
                    callback,
                    HttpStatus.PAYLOAD_TOO_LARGE_413,
                    "this server takes no request body: send the request without one");
            return true;
        }
        return super.handle(request, response, callback);
    }

    private static boolean isLoopbackHost(@Nullable String host) {
        return host == null || WebSettings.isLoopback(host.replaceFirst(":\\d+$", ""));
    }
}
