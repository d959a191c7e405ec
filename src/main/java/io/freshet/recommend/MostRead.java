package io.freshet.recommend;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** The most-read slots of the catalogue at each half-life that candidates are taken from. */
final class MostRead {
    static final List<Horizon> HORIZONS = List.of(Horizon.FIVE_MINUTES, Horizon.HALF_HOUR);
    static final DecayedCounts NO_CLICKS = new DecayedCounts(Horizons.READS);

    private final Map<Horizon, TopSlots> tops = new EnumMap<>(Horizon.class);

    MostRead(RecommendSettings.Candidates settings) {
        tops.put(Horizon.FIVE_MINUTES, new TopSlots(settings.fiveMinutes()));
        tops.put(Horizon.HALF_HOUR, new TopSlots(settings.halfHour()));
    }

    TopSlots at(Horizon horizon) {
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
            TopSlots top, Horizon horizon, int slotBound, IntFunction<DecayedCounts> clicksOf) {
        if (top.wantsRefill()) {
            top.refill(slotBound, other -> TopSlots.popularityKey(clicksOf.apply(other), horizon));
        }
    }
}
