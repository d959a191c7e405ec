package io.freshet.web;

import io.freshet.web.access.WebSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;

/**
 * A bound port that nobody answers on yet. An instance has to know its port before it joins the others, and it can answer
 * only after that. Closing it gives the port back; closing it again does nothing.
 */
public final class ListeningSocket implements AutoCloseable {
    /** Connections that wait to be accepted; as many as come at once where thousands do. */
    private static final int BACKLOG = 1_024;

    private final ServerSocketChannel channel;
    private final WebSettings settings;
    private final int port;

    private ListeningSocket(ServerSocketChannel channel, WebSettings settings, int port) {
        this.channel = channel;
        this.settings = settings;
        this.port = port;
    }

    /**
     * Binds the port.
     *
     * @throws PortTakenException if another process listens there, or the address is not one of this machine
     */
    public static ListeningSocket open(WebSettings settings) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                channel.bind(new InetSocketAddress(settings.host(), settings.port()), BACKLOG);
                return new ListeningSocket(channel, settings, channel.socket().getLocalPort());
            } catch (IOException | UnresolvedAddressException cannotBind) {
                channel.close();
                throw new PortTakenException("port " + settings.port() + " of " + settings.host()
                        + " cannot be used: choose another with --set http.port=...");
            }
        } catch (IOException noSockets) {
            throw new UncheckedIOException(noSockets);
        }
    }

    /** The port; where any free one was wanted, the one that was found. */
    public int port() {
        return port;
    }

    ServerSocketChannel channel() {
        return channel;
    }

    WebSettings settings() {
        return settings;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The port cannot be bound. The message says what to do. */
    public static final class PortTakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private PortTakenException(String message) {
            super(message);
        }
    }
}
