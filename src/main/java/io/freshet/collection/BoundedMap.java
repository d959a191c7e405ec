package io.freshet.collection;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Map of limited size: above the maximum, an addition evicts the oldest or the least recently used entry, as chosen at
 * creation. Owned by one thread.
 *
 * @param <K> keys
 * @param <V> values
 */
public final class BoundedMap<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;
    private static final int INITIAL_CAPACITY = 16;
    private static final float LOAD_FACTOR = .75f;

    private final int sizeMax;

    private BoundedMap(int sizeMax, boolean accessOrder) {
        super(INITIAL_CAPACITY, LOAD_FACTOR, accessOrder);
        if (sizeMax < 1) {
            throw new IllegalArgumentException("sizeMax is " + sizeMax + ", expected at least 1");
        }
        this.sizeMax = sizeMax;
    }

    /** Creates an empty map that evicts the entry added first when it exceeds {@code sizeMax} entries. */
    public static <K, V> BoundedMap<K, V> evictingOldest(int sizeMax) {
        return new BoundedMap<>(sizeMax, false);
    }

    /**
     * Creates an empty map that evicts the entry read or written longest ago when it exceeds {@code sizeMax} entries.
     * Reads change the order.
     */
    public static <K, V> BoundedMap<K, V> evictingLeastRecentlyUsed(int sizeMax) {
        return new BoundedMap<>(sizeMax, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > sizeMax;
    }
}
