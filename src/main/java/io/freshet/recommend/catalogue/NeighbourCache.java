package io.freshet.recommend.catalogue;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Cache that maps the slot of each article to the slots of the articles with the most similar content vectors. All
 * tasks share the cache, because neighbours do not depend on the reader. Part of {@link Catalogue}. Any thread that
 * reads the catalogue may put an entry; of two concurrent searches for the same article, the later one sets the entry.
 * All other changes belong to the thread that writes the catalogue.
 *
 * <p>New articles change the neighbourhood of an old article little, so an entry is valid for an eighth of the
 * article's age at the time of the search.
 */
public final class NeighbourCache {
    /**
     * Age of an article divided by the time to live of its cache entry: an entry lives for an eighth of the article's
     * age.
     */
    private static final int AGE_DIVISOR = 8;
    /** Minimum time to live of a cache entry, milliseconds. */
    private static final long TIME_TO_LIVE_MILLIS_MIN = 120_000;

    private AtomicReferenceArray<@Nullable Neighbourhood> bySlot = new AtomicReferenceArray<>(64);

    /**
     * Cache entry of one article: the slots of its nearest articles by content, nearest first, and the time and the
     * catalogue's generation at the search.
     *
     * @param foundAtMillis event time of the search, epoch milliseconds
     * @param timeToLiveMillis event time after the search for which the entry is valid
     * @param generation {@link Catalogue#generation()} of the search; a slot may since have been reused for another
     *     article
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Neighbourhood(long foundAtMillis, long timeToLiveMillis, long generation, int[] slots) {}

    void reserve(int slots) {
        if (bySlot.length() < slots) {
            AtomicReferenceArray<@Nullable Neighbourhood> grown = new AtomicReferenceArray<>(slots + slots / 2);
            for (int slot = 0; slot < bySlot.length(); slot++) {
                grown.setPlain(slot, bySlot.getPlain(slot));
            }
            bySlot = grown;
        }
    }

    /**
     * Returns the cached neighbours of the article in a slot; null if there are none or they have expired by
     * {@code nowMillis}, event time.
     */
    @Nullable
    public Neighbourhood get(int slot, long nowMillis) {
        Neighbourhood entry = bySlot.get(slot);
        boolean valid = entry != null && Math.abs(nowMillis - entry.foundAtMillis()) <= entry.timeToLiveMillis();
        return valid ? entry : null;
    }

    public void put(int slot, Neighbourhood entry) {
        bySlot.set(slot, entry);
    }

    /** Evicts the cached neighbours of the article in a slot; call when the article changes or is removed. */
    void clear(int slot) {
        bySlot.set(slot, null);
    }

    /**
     * Time to live of the cache entry of an article of age {@code ageMillis}: an eighth of the age, at least two
     * minutes, at most {@code millisMax}.
     */
    public static long timeToLiveMillis(long ageMillis, long millisMax) {
        return Math.min(millisMax, Math.max(TIME_TO_LIVE_MILLIS_MIN, ageMillis / AGE_DIVISOR));
    }
}
