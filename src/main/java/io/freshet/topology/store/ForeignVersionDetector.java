package io.freshet.topology.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Tells a stray value in another build's format from another build at work. A few values of a foreign version on one topic
 * or in one store are bad values like any other: whoever may write there can send them, and they must not stop every
 * instance. More than {@value #STRAYS_MAX} within ten minutes mean that another build wrote or writes there. Giving up each
 * of its values would lose state, so the instance has to stop. Safe from any thread.
 */
public final class ForeignVersionDetector {
    /** The Kafka Streams property under which handlers and stores find the one instance of a run. */
    public static final String CONFIG = "freshet.stray.versions";

    /** Values of a foreign version in one place that are taken for strays. */
    public static final int STRAYS_MAX = 3;

    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final LongSupplier nanoTime;
    private final Map<String, Deque<Long>> seenNanos = new HashMap<>();

    public ForeignVersionDetector(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Those of a run, or new ones where the properties hold none, as in tests. */
    public static ForeignVersionDetector of(Map<String, ?> properties) {
        return properties.get(CONFIG) instanceof ForeignVersionDetector shared
                ? shared
                : new ForeignVersionDetector(System::nanoTime);
    }

    /**
     * Counts one value of a foreign version.
     *
     * @param place the topic or store it was read from
     * @return whether it is a stray, which is given up; otherwise the instance has to stop
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
