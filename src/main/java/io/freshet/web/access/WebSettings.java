package io.freshet.web.access;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Address, access token and limits of the web server.
 *
 * @param host address to listen on
 * @param port TCP port; 0 for any free port
 * @param token token required for data about readers; mandatory unless {@code host} is a loopback address
 * @param subscribersMax limit of pages that follow the live feed at the same time
 * @param subscriberQueueMax messages buffered for one page; a page that falls behind further is disconnected
 * @param connectionsMax limit of open connections; a further one evicts the connection with the oldest progress
 * @param progressMax time limit to send a complete request, and again to read the answer
 */
public record WebSettings(
        String host,
        int port,
        Optional<AccessToken> token,
        int subscribersMax,
        int subscriberQueueMax,
        int connectionsMax,
        Duration progressMax) {
    /**
     * Limit of request line and headers together, in bytes. The longest valid request, whose identifier consists of
     * escapes only, has 3 KB.
     */
    public static final int REQUEST_HEAD_BYTES_MAX = 8_192;

    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}|localhost|::1|\\[::1]");

    /**
     * Settings with the default limits: 16 live-feed pages with 512 buffered messages each, 256 connections, 10 seconds
     * to send a request or read an answer.
     */
    public static WebSettings of(String host, int port, Optional<AccessToken> token) {
        return new WebSettings(host, port, token, 16, 512, 256, Duration.ofSeconds(10));
    }

    public WebSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is " + port + ", expected 0 to 65535");
        }
        if (subscribersMax < 1 || subscriberQueueMax < 1) {
            throw new IllegalArgumentException("subscribersMax is " + subscribersMax + " and subscriberQueueMax "
                    + subscriberQueueMax + ", expected at least 1");
        }
        if (connectionsMax <= subscribersMax) {
            throw new IllegalArgumentException("connectionsMax is " + connectionsMax
                    + ", expected more than subscribersMax, " + subscribersMax
                    + ": each subscriber holds a connection");
        }
        if (progressMax.isNegative() || progressMax.isZero()) {
            throw new IllegalArgumentException("progressMax is " + progressMax + ", expected more than zero");
        }
        if (!isLoopback(host) && token.isEmpty()) {
            throw new IllegalArgumentException(
                    "host is " + host + ", which other machines can reach, and no token is configured");
        }
    }

    /** Whether a host is a loopback address, to which only the same machine can connect. */
    public static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }
}
