package io.freshet.web.access;

import jakarta.servlet.ServletRequest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections that make no progress, and connections evicted to make room for newer ones. {@link Connections}
 * tracks them. Jetty's own limits are not sufficient: its idle timeout restarts with every byte, and its connection
 * limit stops accepting, so that a few hundred connections that send nothing, or one byte now and then, make a server
 * unreachable.
 */
public final class ConnectionGuard extends Handler.Wrapper implements Connection.Listener {
    /** Request attribute that holds a {@link Runnable} to record progress of a live feed. */
    private static final String LIVE_FEED_PROGRESS = ConnectionGuard.class.getName() + ".progress";
    /**
     * Interval between checks for stalled connections, milliseconds; also the longest delay until a stalled connection
     * is closed.
     */
    private static final long SWEEP_MILLIS = 250;

    private final Connections<Connection> connections;

    public ConnectionGuard(WebSettings settings) {
        this.connections = new Connections<>(settings.connectionsMax(), settings.progressMax(), System::nanoTime);
    }

    /** Records progress on the connection of this live-feed request, after a message was written to its client. */
    public static void liveFeedProgressed(ServletRequest request) {
        ((Runnable) request.getAttribute(LIVE_FEED_PROGRESS)).run();
    }

    @Override
    public void onOpened(Connection connection) {
        close(connections.opened(connection), "evicted by a newer connection");
    }

    @Override
    public void onClosed(Connection connection) {
        connections.closed(connection);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        connections.progressed(connection, false);
        Request.addCompletionListener(request, failure -> connections.progressed(connection, false));
        request.setAttribute(LIVE_FEED_PROGRESS, (Runnable) () -> connections.progressed(connection, true));
        return super.handle(request, response, callback);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        sweepLater(getServer().getScheduler());
    }

    private void sweepLater(Scheduler scheduler) {
        var unused = scheduler.schedule(
                () -> {
                    try {
                        close(connections.removeStalled(), "no progress for too long");
                    } finally {
                        if (isRunning()) {
                            sweepLater(scheduler);
                        }
                    }
                },
                SWEEP_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private static void close(List<Connection> connections, String reason) {
        connections.forEach(connection -> connection.getEndPoint().close(new EofException(reason)));
    }
}
