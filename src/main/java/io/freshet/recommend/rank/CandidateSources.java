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
import io.freshet.recommend.settings.CandidateSettings;
import java.util.Arrays;
import java.util.List;

/**
 * Selects the candidates of a recommendation list from several sources, such as the most-read and the newest articles.
 * The other sources are the followers of the reader's last reads (articles read directly after them) and the nearest
 * articles by content to these reads. Holds scratch memory: use one instance per thread.
 */
public final class CandidateSources {
    private static final int CONTEXT_MAX = ItemSignal.Read.CONTEXT_MAX;
    /** Number of the reader's last reads whose nearest articles by content become candidates. */
    private static final int NEIGHBOUR_READS = 2;

    private static final int[] NONE = {};

    private final CandidateSettings settings;
    private final NearestArticles nearest;
    /**
     * Sort keys of the articles that readers read directly after this reader's last reads. A key has the bits of the
     * article's weight, see {@link #weights}, in the upper 32 bits and its slot in the lower.
     */
    private long[] order = new long[CONTEXT_MAX * 128];

    private int[] pooled = new int[CONTEXT_MAX * 128];
    /**
     * How often all readers read each article directly after this reader's last reads, indexed by slot; all zeros when
     * no list is being made. A sum of decayed counts over these last reads, in which later reads weigh more.
     */
    private float[] weights = new float[0];

    public CandidateSources(CandidateSettings settings, NearestArticles nearest) {
        this.settings = settings;
        this.nearest = nearest;
    }

    /**
     * Replaces the contents of {@code candidates} by the articles that the sources propose for a reader, without those
     * that the reader has read or hidden. Reads and hides count as far as the reader's state remembers them. All
     * proposed articles are live.
     *
     * @param required articles to add in any case if the catalogue contains them
     */
    public void collect(
            Candidates candidates, ReaderState reader, Catalogue catalogue, ListTime time, List<String> required) {
        int[] context = new int[Math.min(CONTEXT_MAX, reader.reads().size())];
        for (int index = 0; index < context.length; index++) {
            context[index] = catalogue.slotOf(reader.reads().get(index).articleId());
        }
        candidates.start(reader, catalogue, time, context);
        for (int index = 0; index < reader.reads().size(); index++) {
            candidates.exclude(catalogue.slotOf(reader.reads().get(index).articleId()));
        }
        for (int index = 0; index < reader.hidden().size(); index++) {
            candidates.exclude(catalogue.slotOf(reader.hidden().get(index)));
        }
        proposeTop(
                candidates,
                catalogue.mostRead(HalfLife.FIVE_MINUTES),
                settings.mostRead().fiveMinutes(),
                Candidates.Source.FIVE_MINUTES);
        proposeTop(
                candidates,
                catalogue.mostRead(HalfLife.HALF_HOUR),
                settings.mostRead().halfHour(),
                Candidates.Source.HALF_HOUR);
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

    /**
     * Adds the first {@code count} eligible articles of a sorted list to {@code candidates}, as proposals of
     * {@code source}.
     */
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
        double readWeight = 1;
        for (int rank = 0;
                rank < context.length;
                rank++, readWeight *= settings.followers().decay()) {
            if (context[rank] < 0) {
                continue;
            }
            DecayedRows rows = catalogue.article(context[rank]).followers();
            int[] slots = candidates.followerSlots(rank);
            float factor = (float) (readWeight * HalfLife.HOUR.weightAfter(candidates.nowMillis() - rows.asOfMillis()));
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
        int eligible = 0;
        for (int index = 0; index < pooledCount; index++) {
            int slot = pooled[index];
            if (candidates.isEligible(slot)) {
                // The bits of positive floats have the order of the floats; the slot breaks ties.
                order[eligible++] = (long) Float.floatToIntBits(weights[slot]) << 32 | slot;
            }
            weights[slot] = 0;
        }
        int from = Math.max(0, eligible - settings.followers().count());
        partition(order, eligible, from);
        Arrays.sort(order, from, eligible);
        for (int index = eligible - 1; index >= from; index--) {
            candidates.propose((int) order[index], Candidates.Source.FOLLOWERS, eligible - 1 - index);
        }
    }

    /**
     * Moves the highest of the first {@code count} values to the positions from {@code from} on, in any order
     * (quickselect). The values are distinct.
     */
    private static void partition(long[] values, int count, int from) {
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
                    long temporary = values[left];
                    values[left++] = values[right];
                    values[right--] = temporary;
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
        for (int rank = 0; rank < Math.min(NEIGHBOUR_READS, context.length); rank++) {
            if (context[rank] >= 0) {
                propose(candidates, catalogue, neighbourhood(catalogue, context[rank], time));
            }
        }
    }

    private static void propose(Candidates candidates, Catalogue catalogue, Neighbourhood neighbourhood) {
        for (int rank = 0; rank < neighbourhood.slots().length; rank++) {
            int slot = neighbourhood.slots()[rank];
            if (catalogue.isUnchangedSince(slot, neighbourhood.generation())) {
                candidates.propose(slot, Candidates.Source.NEAREST_CONTENT, rank);
            }
        }
    }

    private Neighbourhood neighbourhood(Catalogue catalogue, int slot, ListTime time) {
        long nowMillis = time.eventMillis();
        Neighbourhood cached = catalogue.neighbourCache().get(slot, nowMillis);
        if (cached != null) {
            return cached;
        }
        long ageMillis = nowMillis - catalogue.article(slot).publishedAtMillis();
        Neighbourhood found = new Neighbourhood(
                nowMillis,
                NeighbourCache.timeToLiveMillis(ageMillis, settings.neighbourMinutes() * 60_000L),
                catalogue.generation(),
                find(catalogue, slot, time));
        catalogue.neighbourCache().put(slot, found);
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
        proposeTop(candidates, catalogue.newest().all(), settings.newest().count(), Candidates.Source.NEWEST);
        for (int index = 0;
                index
                        < Math.min(
                                settings.newest().categories(),
                                reader.categories().size());
                index++) {
            catalogue
                    .newest()
                    .of(reader.categories().label(index))
                    .ifPresent(
                            top -> proposeTop(candidates, top, settings.newest().count(), Candidates.Source.NEWEST));
        }
    }
}
