package io.freshet.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.util.Map;
import java.util.regex.Pattern;

/** What every answer carries so that a browser does not let others use the page. */
final class Guard {

    /** Scripts, styles and requests of this server only, nothing inline, no frames. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", CONTENT_SECURITY_POLICY,
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store");

    private static final Pattern LOOPBACK = Pattern.compile("(127(\\.\\d{1,3}){3}|localhost|\\[?::1]?)(:\\d+)?");

    private final boolean loopbackOnly;

    /** @param host what the server listens on */
    Guard(String host) {
        this.loopbackOnly = LOOPBACK.matcher(host).matches();
    }

    void addTo(RoutesConfig routes) {
        routes.before(this::check);
    }

    /**
     * A server for this machine only answers to this machine's names only: a page elsewhere whose name was made to point
     * here (DNS rebinding) is refused.
     */
    private void check(Context request) {
        HEADERS.forEach(request::header);
        String host = request.header("Host");
        if (loopbackOnly && host != null && !LOOPBACK.matcher(host).matches()) {
            throw new ForbiddenResponse("this server answers to localhost only: set http.host to serve others");
        }
    }
}
