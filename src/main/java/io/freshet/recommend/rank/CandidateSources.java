package io.freshet.recommend.rank;

import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.catalogue.NearestArticles;
import io.freshet.recommend.catalogue.NeighbourCache;
import io.freshet.recommend.catalogue.NeighbourCache.Neighbourhood;
import io.freshet.recommend.catalogue.TopSlots;
import io.freshet.recommend.decay.DecayedRows;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.decay.HalfLives;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.recommend.settings.RecommendSettings;
import java.util.Arrays;
import java.util.List;

/**
 * Proposes what a reader may want next: the union of the most read, of where readers of the same articles went, of the
 * nearest and of the newest. Holds scratch memory: one for each thread.
 */
public final class CandidateSources {
    private static final int CONTEXT_MAX = ItemSignal.Read.CONTEXT_MAX;
    /** Reads before the last whose neighbours are asked for, the last included. */
    private static final int LAST_READS = 2;

    private static final int[] NONE = {};

    private final RecommendSettings.Candidates settings;
    private final NearestArticles nearest;
    private long[] order = new long[CONTEXT_MAX * 128];
    private int[] pooled = new int[CONTEXT_MAX * 128];
    private float[] weights = new float[0];

    public CandidateSources(RecommendSettings.Candidates settings, NearestArticles nearest) {
        this.settings = settings;
        this.nearest = nearest;
    }

    /**
     * Fills {@code candidates} for a reader: nothing read or hidden, as far back as the reader's state remembers, only live
     * articles.
     *
     * @param required to be among them in any case, as long as the catalogue holds them
     */
    public void collect(
            Candidates candidates, ReaderState reader, Catalogue catalogue, ListTime time, List<String> required) {
        int[] context = new int[Math.min(CONTEXT_MAX, reader.reads.size())];
        for (int index = 0; index < context.length; index++) {
            context[index] = catalogue.slotOf(reader.reads.get(index).articleId());
        }
        candidates.start(reader, catalogue, time, context);
        for (int index = 0; index < reader.reads.size(); index++) {
            candidates.exclude(catalogue.slotOf(reader.reads.get(index).articleId()));
        }
        for (int index = 0; index < reader.hidden.size(); index++) {
            candidates.exclude(catalogue.slotOf(reader.hidden.get(index)));
        }
        proposeTop(
                candidates,
                catalogue.mostRead(HalfLife.FIVE_MINUTES),
                settings.fiveMinutes(),
                Candidates.Source.FIVE_MINUTES);
        proposeTop(
                candidates, catalogue.mostRead(HalfLife.HALF_HOUR), settings.halfHour(), Candidates.Source.HALF_HOUR);
        proposeFollowers(candidates, catalogue, context);
        proposeNearest(candidates, catalogue, context, time);
        proposeNewest(candidates, reader, catalogue);
        for (String articleId : required) {
            int slot = catalogue.slotOf(articleId);
            if (slot >= 0) {
                candidates.require(slot);
            }
        }
        candidates.gatherEvidence();
    }

    /** Proposes the first {@code count} that may be proposed. */
    private static void proposeTop(Candidates candidates, TopSlots top, int count, Candidates.Source source) {
        int proposed = 0;
        for (int position = 0; position < top.size() && proposed < count; position++) {
            if (candidates.propose(top.slot(position), source, proposed)) {
                proposed++;
            }
        }
    }

    private void proposeFollowers(Candidates candidates, Catalogue catalogue, int[] context) {
        if (weights.length < catalogue.slotBound()) {
            weights = new float[catalogue.slotBound() * 5 / 4 + 64];
        }
        int pooledCount = 0;
        int index = HalfLives.FOLLOWERS.indexOf(HalfLife.HOUR);
        double weightOfRead = 1;
        for (int rank = 0; rank < context.length; rank++, weightOfRead *= settings.followersDecay()) {
            if (context[rank] < 0) {
                continue;
            }
            DecayedRows rows = catalogue.article(context[rank]).followers;
            int[] slots = candidates.followerSlots(rank);
            float factor =
                    (float) (weightOfRead * HalfLife.HOUR.weightAfter(candidates.nowMillis() - rows.asOfMillis()));
            for (int row = 0; row < rows.size(); row++) {
                float weight = rows.count(row, index) * factor;
                if (slots[row] >= 0 && weight > 0) {
                    pooledCount = pool(slots[row], weight, pooledCount);
                }
            }
        }
        proposePooled(candidates, pooledCount);
    }

    private int pool(int slot, float weight, int pooledCount) {
        int count = pooledCount;
        if (weights[slot] == 0) {
            if (count == pooled.length) {
                pooled = Arrays.copyOf(pooled, count * 2);
                order = Arrays.copyOf(order, count * 2);
            }
            pooled[count++] = slot;
        }
        weights[slot] += weight;
        return count;
    }

    private void proposePooled(Candidates candidates, int pooledCount) {
        int welcome = 0;
        for (int index = 0; index < pooledCount; index++) {
            int slot = pooled[index];
            if (candidates.isWelcome(slot)) {
                // The bits of positive floats sort like the floats; the slot breaks ties.
                order[welcome++] = (long) Float.floatToIntBits(weights[slot]) << 32 | slot;
            }
            weights[slot] = 0;
        }
        int from = Math.max(0, welcome - settings.followers());
        gatherHighest(order, welcome, from);
        Arrays.sort(order, from, welcome);
        for (int index = welcome - 1; index >= from; index--) {
            candidates.propose((int) order[index], Candidates.Source.FOLLOWERS, welcome - 1 - index);
        }
    }

    /** Moves the highest of the first {@code count} values, all different, to the positions from {@code from} on (Hoare 1961). */
    private static void gatherHighest(long[] values, int count, int from) {
        int low = 0;
        int high = count - 1;
        while (low < high && from > low) {
            long pivot = values[(low + high) >>> 1];
            int left = low;
            int right = high;
            while (left <= right) {
                while (values[left] < pivot) {
                    left++;
                }
                while (values[right] > pivot) {
                    right--;
                }
                if (left <= right) {
                    long swapped = values[left];
                    values[left++] = values[right];
                    values[right--] = swapped;
                }
            }
            if (from <= right) {
                high = right;
            } else if (from >= left) {
                low = left;
            } else {
                return;
            }
        }
    }

    private void proposeNearest(Candidates candidates, Catalogue catalogue, int[] context, ListTime time) {
        for (int rank = 0; rank < Math.min(LAST_READS, context.length); rank++) {
            if (context[rank] >= 0) {
                Neighbourhood near = neighbourhood(catalogue, context[rank], time);
                propose(candidates, catalogue, near);
            }
        }
    }

    private static void propose(Candidates candidates, Catalogue catalogue, Neighbourhood near) {
        for (int rank = 0; rank < near.slots().length; rank++) {
            int slot = near.slots()[rank];
            if (catalogue.isStill(slot, near.arrivals())) {
                candidates.propose(slot, Candidates.Source.NEAREST_CONTENT, rank);
            }
        }
    }

    private Neighbourhood neighbourhood(Catalogue catalogue, int slot, ListTime time) {
        long nowMillis = time.eventMillis();
        Neighbourhood known = catalogue.neighbourhoods().serving(slot, nowMillis);
        if (known != null) {
            return known;
        }
        long ageMillis = nowMillis - catalogue.article(slot).publishedAtMillis();
        Neighbourhood found = new Neighbourhood(
                nowMillis,
                NeighbourCache.servingMillis(ageMillis, settings.neighbourMinutes() * 60_000L),
                catalogue.arrivals(),
                find(catalogue, slot, time));
        catalogue.neighbourhoods().put(slot, found);
        return found;
    }

    private int[] find(Catalogue catalogue, int slot, ListTime time) {
        if (!catalogue.content().has(slot) || settings.nearestContent() == 0) {
            return NONE;
        }
        int[] neighbours = new int[settings.nearestContent()];
        return Arrays.copyOf(neighbours, nearest.find(catalogue, catalogue.content(), slot, time, neighbours));
    }

    private void proposeNewest(Candidates candidates, ReaderState reader, Catalogue catalogue) {
        proposeTop(candidates, catalogue.newest().all(), settings.newest(), Candidates.Source.NEWEST);
        for (int index = 0; index < Math.min(settings.newestCategories(), reader.categories.size()); index++) {
            catalogue
                    .newest()
                    .of(reader.categories.label(index))
                    .ifPresent(top -> proposeTop(candidates, top, settings.newest(), Candidates.Source.NEWEST));
        }
    }
}
