package io.freshet.web.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Open connections, ordered by their last progress, oldest first. Progress is the opening of the connection, a complete
 * request head, or the receipt by the client of an answer or of a message of the live feed. A connection is stalled
 * after {@code progressMax} without progress, whether its request never comes, never ends, or its answer is not read. A
 * connection beyond the limit evicts the connection with the oldest progress, so that a full server still answers new
 * clients. Live feeds are not evicted; {@link WebSettings#subscribersMax()} limits them. Safe from any thread.
 *
 * @param <C> identity of a connection, compared by equality
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
     * Adds a connection, evicts the connections with the oldest progress until the limit is met, and returns the
     * evicted ones. Live feeds are not evicted.
     *
     * @return the evicted connections, to be closed by the caller
     */
    synchronized List<C> opened(C connection) {
        progressByConnection.put(connection, new Progress(nanoTime.getAsLong(), false));
        List<C> evicted = new ArrayList<>();
        Iterator<Map.Entry<C, Progress>> oldestFirst =
                progressByConnection.entrySet().iterator();
        while (progressByConnection.size() > sizeMax && oldestFirst.hasNext()) {
            Map.Entry<C, Progress> entry = oldestFirst.next();
            if (!entry.getValue().isLiveFeed()) {
                evicted.add(entry.getKey());
                oldestFirst.remove();
            }
        }
        return evicted;
    }

    /**
     * Records progress of a connection; {@code isLiveFeed} marks it as a live feed, which is not evicted. Ignored if
     * the connection was removed.
     *
     * @param isLiveFeed whether the connection is now a live feed, which is not evicted
     */
    synchronized void progressed(C connection, boolean isLiveFeed) {
        if (progressByConnection.remove(connection) != null) {
            progressByConnection.put(connection, new Progress(nanoTime.getAsLong(), isLiveFeed));
        }
    }

    synchronized void closed(C connection) {
        progressByConnection.remove(connection);
    }

    /** Removes the stalled connections, live feeds included, and returns them to be closed by the caller. */
    synchronized List<C> removeStalled() {
        long nowNanos = nanoTime.getAsLong();
        List<C> stalled = new ArrayList<>();
        Iterator<Map.Entry<C, Progress>> oldestFirst =
                progressByConnection.entrySet().iterator();
        while (oldestFirst.hasNext()) {
            Map.Entry<C, Progress> entry = oldestFirst.next();
            if (nowNanos - entry.getValue().atNanos() < progressMaxNanos) {
                break;
            }
            stalled.add(entry.getKey());
            oldestFirst.remove();
        }
        return stalled;
    }
}
