package io.freshet.topology.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Decides whether values written by another build of Freshet are dropped as stray or stop the instance. A few such
 * values on one topic or in one store are bad values like any other: any writer there can send them, and they must not
 * stop every instance. More than {@value #STRAYS_MAX} within ten minutes mean that another build writes or wrote there.
 * Dropping all its values would lose state, so the instance has to stop. Safe from any thread.
 */
public final class ForeignVersionDetector {
    /**
     * Kafka Streams property whose value is the {@code ForeignVersionDetector} that all handlers and stores of a run
     * share.
     */
    public static final String CONFIG = "freshet.stray.versions";

    /** Number of values of another version that are tolerated as stray, per topic or store, within ten minutes. */
    public static final int STRAYS_MAX = 3;

    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final LongSupplier nanoTime;
    private final Map<String, Deque<Long>> seenNanos = new HashMap<>();

    public ForeignVersionDetector(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Returns the detector in the properties of Kafka Streams; a new detector if the properties hold none, as in tests.
     */
    public static ForeignVersionDetector of(Map<String, ?> properties) {
        return properties.get(CONFIG) instanceof ForeignVersionDetector shared
                ? shared
                : new ForeignVersionDetector(System::nanoTime);
    }

    /**
     * Counts a value of another version in the topic or store {@code place}; returns true to drop it as stray, false if
     * the instance has to stop.
     *
     * @param place topic or store of the value
     */
    public synchronized boolean isStray(String place) {
        long now = nanoTime.getAsLong();
        Deque<Long> seen = seenNanos.computeIfAbsent(place, unused -> new ArrayDeque<>());
        while (!seen.isEmpty() && now - seen.getFirst() > WINDOW.toNanos()) {
            seen.removeFirst();
        }
        if (seen.size() >= STRAYS_MAX) {
            return false;
        }
        seen.addLast(now);
        return true;
    }
}
