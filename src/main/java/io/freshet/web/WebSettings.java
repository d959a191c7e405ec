package io.freshet.web;

/**
 * Where the server answers and its limits.
 *
 * @param host address to listen on
 * @param port 0 for any free one
 * @param viewersMax most pages that follow the live feed at once
 * @param viewerQueueMax messages that wait for one viewer; a viewer too slow for that is disconnected
 */
public record WebSettings(String host, int port, int viewersMax, int viewerQueueMax) {

    /** Sixteen viewers, each at most 512 messages behind. */
    public static WebSettings of(String host, int port) {
        return new WebSettings(host, port, 16, 512);
    }

    public WebSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is " + port + ", expected 0 to 65535");
        }
        if (viewersMax < 1 || viewerQueueMax < 1) {
            throw new IllegalArgumentException(
                    "viewersMax is " + viewersMax + " and viewerQueueMax " + viewerQueueMax + ", expected at least 1");
        }
    }
}
