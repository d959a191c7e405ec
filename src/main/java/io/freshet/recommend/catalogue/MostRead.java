package io.freshet.recommend.catalogue;

import io.freshet.recommend.decay.DecayedCounts;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.decay.HalfLives;
import io.freshet.recommend.settings.CandidateSettings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Sorted lists of the most-read articles: one list by reads decayed at a half-life of five minutes, and one at half an
 * hour.
 */
final class MostRead {
    static final List<HalfLife> HALF_LIVES = List.of(HalfLife.FIVE_MINUTES, HalfLife.HALF_HOUR);
    static final DecayedCounts NO_CLICKS = new DecayedCounts(HalfLives.READS);

    private final Map<HalfLife, TopSlots> tops = new EnumMap<>(HalfLife.class);

    MostRead(CandidateSettings.MostRead settings) {
        tops.put(HalfLife.FIVE_MINUTES, new TopSlots(settings.fiveMinutes()));
        tops.put(HalfLife.HALF_HOUR, new TopSlots(settings.halfHour()));
    }

    TopSlots at(HalfLife halfLife) {
        TopSlots top = tops.get(halfLife);
        if (top == null) {
            throw new IllegalArgumentException(
                    "no most-read list at half-life " + halfLife + ", expected one of " + HALF_LIVES);
        }
        return top;
    }

    void update(int slot, int slotBound, IntFunction<DecayedCounts> clicksOf) {
        DecayedCounts clicks = clicksOf.apply(slot);
        tops.forEach((halfLife, top) -> {
            top.set(slot, TopSlots.popularityKey(clicks, halfLife));
            refillIfShort(top, halfLife, slotBound, clicksOf);
        });
    }

    void remove(int slot, int slotBound, IntFunction<DecayedCounts> clicksOf) {
        tops.forEach((halfLife, top) -> {
            top.remove(slot);
            refillIfShort(top, halfLife, slotBound, clicksOf);
        });
    }

    private static void refillIfShort(
            TopSlots top, HalfLife halfLife, int slotBound, IntFunction<DecayedCounts> clicksOf) {
        if (top.needsRefill()) {
            top.refill(slotBound, other -> TopSlots.popularityKey(clicksOf.apply(other), halfLife));
        }
    }
}
