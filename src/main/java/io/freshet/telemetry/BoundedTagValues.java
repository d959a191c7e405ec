package io.freshet.telemetry;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits the number of distinct values of a metric tag: further values become {@value #OTHER}. Each value is a time
 * series of its own.
 */
final class BoundedTagValues {
    static final String OTHER = "other";

    private final int valuesMax;
    private final Set<String> admitted = ConcurrentHashMap.newKeySet();

    BoundedTagValues(int valuesMax) {
        this.valuesMax = valuesMax;
    }

    String of(String value) {
        if (admitted.contains(value)) {
            return value;
        }
        synchronized (admitted) {
            if (admitted.size() >= valuesMax && !admitted.contains(value)) {
                return OTHER;
            }
            admitted.add(value);
            return value;
        }
    }
}
