package io.freshet.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Handler;
import io.javalin.http.UnauthorizedResponse;
import java.util.Map;
import java.util.Optional;

/** Who may ask what, and what every answer carries so that a browser does not let others use the page. */
final class Guard {

    /** Scripts, styles and requests of this server only, nothing inline, no frames. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> HEADERS = Map.of(
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

    Guard(WebSettings settings) {
        this.loopbackOnly = WebSettings.isLoopback(settings.host());
        this.token = settings.token();
    }

    void addTo(RoutesConfig routes) {
        routes.before(this::check);
    }

    /** The same answers, to those only who show the token; to everybody where there is none. */
    Handler requireToken(Handler handler) {
        return token.<Handler>map(expected -> request -> {
                    if (!expected.isShownBy(request.header("Authorization"))) {
                        request.header("WWW-Authenticate", "Bearer realm=\"freshet\"");
                        throw new UnauthorizedResponse(
                                "this names readers: send the token of http.token as 'Authorization: Bearer ...'");
                    }
                    handler.handle(request);
                })
                .orElse(handler);
    }

    /**
     * A server for this machine only answers to this machine's names only: a page elsewhere whose name was made to point
     * here (DNS rebinding) is refused. Nothing here takes a body, so that nobody can make it read one.
     */
    private void check(Context request) {
        HEADERS.forEach(request::header);
        String host = request.header("Host");
        if (loopbackOnly && host != null && !WebSettings.isLoopback(withoutPort(host))) {
            throw new ForbiddenResponse("this server answers to localhost only: set http.host to serve others");
        }
        if (request.contentLength() > 0 || request.header("Transfer-Encoding") != null) {
            // The connection ends with the answer: what else it brings is not worth reading.
            request.header("Connection", "close");
            throw new ContentTooLargeResponse("this server takes no body: send the request without");
        }
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":\\d+$", "");
    }
}
