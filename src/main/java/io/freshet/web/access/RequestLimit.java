package io.freshet.web.access;

import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Limits concurrent requests, because each request holds a thread until its client has read the answer. A request
 * beyond the limit is rejected with 503, so that threads remain for health and metrics. HEAD is handled as GET, so that
 * status and headers are equal; the HTTP server omits the body.
 */
public final class RequestLimit extends Handler.Wrapper {
    /** Request attribute that marks a HEAD request handled as GET, so that the live feed stops after the headers. */
    public static final String IS_HEAD = RequestLimit.class.getName() + ".isHead";

    private final Semaphore permits;

    public RequestLimit(int requestsMax) {
        this.permits = new Semaphore(requestsMax);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!permits.tryAcquire()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
            ErrorResponses.write(
                    request,
                    response,
                    callback,
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    "too many concurrent requests: try again");
            return true;
        }
        Request.addCompletionListener(request, failure -> permits.release());
        return super.handle(HttpMethod.HEAD.is(request.getMethod()) ? asGet(request) : request, response, callback);
    }

    private static Request asGet(Request head) {
        head.setAttribute(IS_HEAD, true);
        return new Request.Wrapper(head) {
            @Override
            public String getMethod() {
                return HttpMethod.GET.asString();
            }
        };
    }
}
