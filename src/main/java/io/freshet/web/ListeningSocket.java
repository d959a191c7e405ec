package io.freshet.web;

import io.freshet.web.access.WebSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;

/**
 * A bound port on which no server answers yet. An instance advertises its port when it joins the group, but can answer
 * only after it has joined. {@link #close()} releases the port and may be called twice.
 */
public final class ListeningSocket implements AutoCloseable {
    /** Length of the accept queue: connections that the kernel holds until the server accepts them. */
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
     * Binds the host and port of the settings, without starting a server.
     *
     * @throws CannotListenException if another process listens on the port, if the host is not an address of this
     *     machine, or if the process may not open the port
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
                throw explained(settings, cannotBind);
            }
        } catch (IOException noSockets) {
            throw new UncheckedIOException(noSockets);
        }
    }

    private static CannotListenException explained(WebSettings settings, Exception cannotBind) {
        if (!isLocal(settings.host())) {
            return new CannotListenException("http.host is '" + settings.host()
                    + "', which is no address of this machine: set it to 127.0.0.1, 0.0.0.0 or one of its addresses");
        }
        String reason = String.valueOf(cannotBind.getMessage());
        if (reason.contains("in use")) {
            return new CannotListenException("http.port is " + settings.port() + ", which another program uses on "
                    + settings.host() + ": stop that program or choose another port with --set http.port=...");
        }
        return new CannotListenException("http.port is " + settings.port() + ", which cannot be opened on "
                + settings.host() + " (" + reason + "): choose another port with --set http.port=...");
    }

    private static boolean isLocal(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException unknownHost) {
            return false;
        }
    }

    /** The bound port, also if the settings asked for any free port. */
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

    /** Thrown if the port cannot be bound; the message names the setting to change. */
    public static final class CannotListenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private CannotListenException(String message) {
            super(message);
        }
    }
}
