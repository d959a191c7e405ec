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

/** Decides who may ask what, and adds what keeps a browser from letting other sites use the page. */
public final class AccessFilter extends org.eclipse.jetty.server.Handler.Wrapper {

    /** Scripts, styles and requests of this server only, nothing inline, no frames. */
    public static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Headers of every answer, errors of the HTTP server itself included. */
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

    public static void addHeaders(Response response) {
        HEADERS.forEach((name, value) -> response.getHeaders().put(name, value));
    }

    /** The same answers, to those only who show the token; to everybody where there is none. */
    public Handler requireToken(Handler handler) {
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
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        addHeaders(response);
        if (loopbackOnly && !namesThisMachine(request.getHeaders().get(HttpHeader.HOST))) {
            ErrorResponses.write(
                    request,
                    response,
                    callback,
                    HttpStatus.FORBIDDEN_403,
                    "this server answers to localhost only: set http.host to serve others");
            return true;
        }
        if (request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
            // The connection ends with the answer: what else it brings is not worth reading.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            ErrorResponses.write(
                    request,
                    response,
                    callback,
                    HttpStatus.PAYLOAD_TOO_LARGE_413,
                    "this server takes no body: send the request without");
            return true;
        }
        return super.handle(request, response, callback);
    }

    private static boolean namesThisMachine(@Nullable String host) {
        return host == null || WebSettings.isLoopback(host.replaceFirst(":\\d+$", ""));
    }
}
