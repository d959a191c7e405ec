package io.freshet.recommend.catalogue;

import io.freshet.recommend.decay.DecayedCounts;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.decay.HalfLives;
import io.freshet.recommend.settings.RecommendSettings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** The most-read slots of the catalogue at each half-life that candidates are taken from. */
final class MostRead {
    static final List<HalfLife> HORIZONS = List.of(HalfLife.FIVE_MINUTES, HalfLife.HALF_HOUR);
    static final DecayedCounts NO_CLICKS = new DecayedCounts(HalfLives.READS);

    private final Map<HalfLife, TopSlots> tops = new EnumMap<>(HalfLife.class);

    MostRead(RecommendSettings.Candidates settings) {
        tops.put(HalfLife.FIVE_MINUTES, new TopSlots(settings.fiveMinutes()));
        tops.put(HalfLife.HALF_HOUR, new TopSlots(settings.halfHour()));
    }

    TopSlots at(HalfLife horizon) {
        TopSlots top = tops.get(horizon);
        if (top == null) {
            throw new IllegalArgumentException("no most-read list at " + horizon);
        }
        return top;
    }

    void update(int slot, int slotBound, IntFunction<DecayedCounts> clicksOf) {
        DecayedCounts clicks = clicksOf.apply(slot);
        tops.forEach((horizon, top) -> {
            top.set(slot, TopSlots.popularityKey(clicks, horizon));
            refillIfShort(top, horizon, slotBound, clicksOf);
        });
    }

    void remove(int slot, int slotBound, IntFunction<DecayedCounts> clicksOf) {
        tops.forEach((horizon, top) -> {
            top.remove(slot);
            refillIfShort(top, horizon, slotBound, clicksOf);
        });
    }

    private static void refillIfShort(
            TopSlots top, HalfLife horizon, int slotBound, IntFunction<DecayedCounts> clicksOf) {
        if (top.wantsRefill()) {
            top.refill(slotBound, other -> TopSlots.popularityKey(clicksOf.apply(other), horizon));
        }
    }
}
