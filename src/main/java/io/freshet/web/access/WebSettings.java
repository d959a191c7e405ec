package io.freshet.web.access;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the server answers, to whom, and its limits.
 *
 * @param host address to listen on
 * @param port 0 for any free one
 * @param token what must be shown to ask about readers; required where others than this machine can connect
 * @param viewersMax most pages that follow the live feed at once
 * @param viewerQueueMax messages that wait for one viewer; a viewer too slow for that is disconnected
 * @param connectionsMax connections at once; a further one takes the place of the one without progress for longest
 * @param progressMax how long a connection may take to send a whole request, and then to read the answer
 */
public record WebSettings(
        String host,
        int port,
        Optional<AccessToken> token,
        int viewersMax,
        int viewerQueueMax,
        int connectionsMax,
        Duration progressMax) {
    /** Request line and headers together; the longest of ours, an identifier all of escapes, is 3 KB. */
    public static final int REQUEST_HEAD_BYTES_MAX = 8_192;

    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}|localhost|::1|\\[::1]");

    /** Sixteen viewers, each at most 512 messages behind, among 256 connections with 10 seconds a step. */
    public static WebSettings of(String host, int port, Optional<AccessToken> token) {
        return new WebSettings(host, port, token, 16, 512, 256, Duration.ofSeconds(10));
    }

    public WebSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is " + port + ", expected 0 to 65535");
        }
        if (viewersMax < 1 || viewerQueueMax < 1) {
            throw new IllegalArgumentException(
                    "viewersMax is " + viewersMax + " and viewerQueueMax " + viewerQueueMax + ", expected at least 1");
        }
        if (connectionsMax <= viewersMax) {
            throw new IllegalArgumentException("connectionsMax is " + connectionsMax + ", expected more than the "
                    + viewersMax + " viewers, each of which holds one");
        }
        if (progressMax.isNegative() || progressMax.isZero()) {
            throw new IllegalArgumentException("progressMax is " + progressMax + ", expected more than zero");
        }
        if (!isLoopback(host) && token.isEmpty()) {
            throw new IllegalArgumentException(
                    "host is " + host + ", where others can connect, and there is no token to ask them for");
        }
    }

    /** Whether this address is reached from the same machine only. */
    public static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }
}
