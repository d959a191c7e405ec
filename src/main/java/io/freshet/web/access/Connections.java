package io.freshet.web.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Open connections in the order in which they made progress, longest ago first. Progress is a connection that opens, a
 * request whose head is complete, an answer that the client has taken, and a message of the live feed that it has taken. A
 * connection without progress for {@code progressMax} is closed, whatever it waits for: a request that never comes or
 * never ends, an answer that is not read. A connection beyond the limit takes the place of the one without progress for
 * longest, so that a full server still answers newcomers. Live feeds keep their places; their number is limited elsewhere.
 * Safe from any thread.
 *
 * @param <C> what identifies a connection, compared by equality
 */
final class Connections<C> {
    private final int sizeMax;
    private final long progressMaxNanos;
    private final LongSupplier nanoTime;
    private final Map<C, Progress> progressByConnection = new LinkedHashMap<>();

    private record Progress(long atNanos, boolean isLiveFeed) {}

    Connections(int sizeMax, Duration progressMax, LongSupplier nanoTime) {
        this.sizeMax = sizeMax;
        this.progressMaxNanos = progressMax.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * Adds a connection.
     *
     * @return the connections to close so that there are not too many
     */
    synchronized List<C> opened(C connection) {
        progressByConnection.put(connection, new Progress(nanoTime.getAsLong(), false));
        List<C> displaced = new ArrayList<>();
        Iterator<Map.Entry<C, Progress>> longestAgoFirst =
                progressByConnection.entrySet().iterator();
        while (progressByConnection.size() > sizeMax && longestAgoFirst.hasNext()) {
            Map.Entry<C, Progress> entry = longestAgoFirst.next();
            if (!entry.getValue().isLiveFeed()) {
                displaced.add(entry.getKey());
                longestAgoFirst.remove();
            }
        }
        return displaced;
    }

    /** Notes progress of a connection; nothing happens if it is closed already. */
    synchronized void progressed(C connection, boolean isLiveFeed) {
        if (progressByConnection.remove(connection) != null) {
            progressByConnection.put(connection, new Progress(nanoTime.getAsLong(), isLiveFeed));
        }
    }

    synchronized void closed(C connection) {
        progressByConnection.remove(connection);
    }

    /** Removes the connections without progress for too long and returns them, to be closed. */
    synchronized List<C> removeOverdue() {
        long nowNanos = nanoTime.getAsLong();
        List<C> overdue = new ArrayList<>();
        Iterator<Map.Entry<C, Progress>> longestAgoFirst =
                progressByConnection.entrySet().iterator();
        while (longestAgoFirst.hasNext()) {
            Map.Entry<C, Progress> entry = longestAgoFirst.next();
            if (nowNanos - entry.getValue().atNanos() < progressMaxNanos) {
                break;
            }
            overdue.add(entry.getKey());
            longestAgoFirst.remove();
        }
        return overdue;
    }

    synchronized int size() {
        return progressByConnection.size();
    }
}
