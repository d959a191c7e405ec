package io.freshet.web.access;

import io.freshet.web.OperationsHandler;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Limits requests that are being answered at once: each of them holds a thread until its client has read the answer. Those
 * beyond the limit are refused at once, so that threads are left for {@link OperationsHandler}. HEAD is answered as GET: the HTTP
 * server itself leaves the body out, and so status and headers are equal.
 */
public final class RequestLimit extends Handler.Wrapper {
    /** The request's attribute that says that a GET was a HEAD: an answer without an end must end after its headers. */
    public static final String IS_HEAD = RequestLimit.class.getName() + ".isHead";

    private final Semaphore free;

    public RequestLimit(int requestsMax) {
        this.free = new Semaphore(requestsMax);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!free.tryAcquire()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
            ErrorResponses.write(
                    request,
                    response,
                    callback,
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    "too many requests are being answered: try again");
            return true;
        }
        Request.addCompletionListener(request, failure -> free.release());
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
