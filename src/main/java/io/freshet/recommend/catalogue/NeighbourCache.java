package io.freshet.recommend.catalogue;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The neighbours of articles by slot, once found: they do not depend on the reader, so whoever searches for some leaves
 * them for all. Part of {@link Catalogue}; whoever reads the catalogue may put neighbours, from any thread, as one
 * writes what another would. All else is for the thread that writes the catalogue.
 *
 * <p>What is near an article changes as others come, little compared with what was there before once an article is old:
 * so what was found serves for an eighth of the article's age then.
 */
public final class NeighbourCache {
    /** The share of an article's age for which its neighbours serve is one of so many. */
    private static final int AGE_SHARE = 8;
    /** Those of a young article serve for so long. */
    private static final long SERVING_MILLIS_MIN = 120_000;

    private AtomicReferenceArray<@Nullable Neighbourhood> bySlot = new AtomicReferenceArray<>(64);

    /**
     * Neighbours by content, nearest first.
     *
     * @param arrivals what {@link Catalogue#arrivals} was, because a slot may since have been given to another article
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Neighbourhood(long foundAtMillis, long servingMillis, long arrivals, int[] slots) {}

    void reserve(int slots) {
        if (bySlot.length() < slots) {
            AtomicReferenceArray<@Nullable Neighbourhood> grown = new AtomicReferenceArray<>(slots + slots / 2);
            for (int slot = 0; slot < bySlot.length(); slot++) {
                grown.setPlain(slot, bySlot.getPlain(slot));
            }
            bySlot = grown;
        }
    }

    /** What was found for the article in a slot, null if nothing was or it has served. */
    @Nullable
    public Neighbourhood serving(int slot, long nowMillis) {
        Neighbourhood found = bySlot.get(slot);
        return found != null && Math.abs(nowMillis - found.foundAtMillis()) <= found.servingMillis() ? found : null;
    }

    public void put(int slot, Neighbourhood found) {
        bySlot.set(slot, found);
    }

    /** The article in the slot has left or is another. */
    void clear(int slot) {
        bySlot.set(slot, null);
    }

    /** For how long to use what is found for an article of an age, at most for {@code millisMax}. */
    public static long servingMillis(long ageMillis, long millisMax) {
        return Math.min(millisMax, Math.max(SERVING_MILLIS_MIN, ageMillis / AGE_SHARE));
    }
}
