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
 * Error answers of the HTTP server itself, in the JSON and with the headers of all other answers: malformed requests, those
 * over a limit, and whatever else does not reach a route. The text comes from the status alone, never from the request.
 */
public final class ErrorResponses implements Request.Handler {

    /** Writes an error answer without holding a thread until the client has read it. */
    public static void write(Request request, Response response, Callback callback, int status, String message) {
        if (response.isCommitted()) {
            callback.failed(new IllegalStateException("the answer has begun already"));
            return;
        }
        AccessFilter.addHeaders(response);
        writeJson(response, callback, status, body(status, message));
    }

    /** Body of an error answer: a JSON object of {@code status} and {@code message}. */
    public static String body(int status, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", status)
                .put("message", message)
                .toString();
    }

    /** Writes an answer in JSON without holding a thread until the client has read it. */
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
                "request line and headers" + " have more than " + WebSettings.REQUEST_HEAD_BYTES_MAX + " bytes";
            case HttpStatus.INTERNAL_SERVER_ERROR_500 -> "unexpected failure: the log of this instance says more";
            default -> HttpStatus.getMessage(status);
        };
    }
}
