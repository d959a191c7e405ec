package io.freshet.web.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Writes the error answers of requests that reach no route, such as malformed requests and those over a limit. They
 * have the JSON and the headers of all other answers. The message of such an answer depends on the status alone and
 * never repeats the request.
 */
public final class ErrorResponses implements Request.Handler {
    /** Message of an answer with status 500. */
    public static final String UNEXPECTED_FAILURE = "unexpected failure: see the log of this instance";

    /** Writes an error answer as JSON with security headers; no thread waits for the client to read it. */
    public static void write(Request request, Response response, Callback callback, int status, String message) {
        if (response.isCommitted()) {
            callback.failed(new IllegalStateException("the response is committed already"));
            return;
        }
        AccessFilter.addHeaders(response);
        writeJson(response, callback, status, body(status, message));
    }

    /** Body of an error answer: a JSON object with {@code status} and {@code message}. */
    public static String body(int status, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", status)
                .put("message", message)
                .toString();
    }

    /** Writes a JSON answer; no thread waits for the client to read it. */
    public static void writeJson(Response response, Callback callback, int status, String json) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), callback);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        write(request, response, callback, status, message(status));
        return true;
    }

    private static String message(int status) {
        return switch (status) {
            case HttpStatus.BAD_REQUEST_400 -> "the request is malformed";
            case HttpStatus.URI_TOO_LONG_414, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
                "request line and headers exceed the limit of " + WebSettings.REQUEST_HEAD_BYTES_MAX + " bytes";
            case HttpStatus.INTERNAL_SERVER_ERROR_500 -> UNEXPECTED_FAILURE;
            default -> HttpStatus.getMessage(status);
        };
    }
}
