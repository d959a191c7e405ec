package io.freshet.recommend.reader;

import io.freshet.event.Recommendations;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorMath;
import io.freshet.vector.VectorTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The readers of one task who clicked a moment ago, in memory: whom a new or a withdrawn article may concern. Mutable;
 * owned by one task. Bounded: the reader longest without a click leaves first.
 *
 * <p>Whether a new article truly enters a list is found by making the list again; this only spares most readers the
 * work. It compares what the article is about with what the reader reads, and not with the scores of the reader's list,
 * because a learned ranker's scores have a scale of their own. What every article is compared with lies in arrays by the
 * readers' slots: ten thousand readers looked up one by one took 18 ms an article.
 */
public final class ActiveReaders {
    private static final Active NOBODY = new Active("", -1, Map.of(), List.of());

    private final RecommendSettings.Push settings;
    private final int listSize;
    /** In order of the latest click, longest ago first. */
    private final Map<String, Active> readers = new LinkedHashMap<>();

    private final List<Active> bySlot = new ArrayList<>();
    private final ArrayDeque<Integer> freeSlots = new ArrayDeque<>();
    /** Slow vectors of length 1. */
    private final VectorTable slow;
    /** Event times up to which readers are active, and rest; both inclusive. */
    private long[] activeUntil = new long[64];

    private long[] restsUntil = new long[64];
    private long[] interested = new long[64];

    public ActiveReaders(RecommendSettings settings) {
        this.settings = settings.push();
        this.listSize = settings.lists().size();
        this.slow = VectorTable.sideBySide(settings.vectors().dimension(), 1)[0];
    }

    private record Active(String userId, int slot, Map<String, Double> categories, List<String> list) {}

    /** Takes note of a reader whose list was just made after a click. */
    public void clicked(ReaderState reader) {
        Active before = readers.remove(reader.userId);
        int slot = before == null ? newSlot() : before.slot();
        put(reader, slot);
        Iterator<Active> eldest = readers.values().iterator();
        while (readers.size() > settings.activeReadersMax()) {
            free(eldest.next().slot());
            eldest.remove();
        }
    }

    /**
     * Takes note of a list pushed without a click, from which the reader's next push is at least the interval away. A
     * reader no longer remembered stays forgotten.
     */
    public void pushed(ReaderState reader, long nowMillis) {
        Active before = readers.get(reader.userId);
        if (before != null) {
            put(reader, before.slot());
            restsUntil[before.slot()] = nowMillis + settings.intervalSeconds() * 1_000L - 1;
        }
    }

    private int newSlot() {
        if (!freeSlots.isEmpty()) {
            return freeSlots.pop();
        }
        int slot = bySlot.size();
        bySlot.add(NOBODY);
        if (slot == activeUntil.length) {
            activeUntil = Arrays.copyOf(activeUntil, slot * 2);
            restsUntil = Arrays.copyOf(restsUntil, slot * 2);
            interested = new long[slot * 2];
        }
        restsUntil[slot] = Long.MIN_VALUE;
        return slot;
    }

    private void free(int slot) {
        activeUntil[slot] = Long.MIN_VALUE;
        restsUntil[slot] = Long.MIN_VALUE;
        slow.clear(slot);
        bySlot.set(slot, NOBODY);
        freeSlots.push(slot);
    }

    private void put(ReaderState reader, int slot) {
        double total = 0;
        Map<String, Double> categories = new LinkedHashMap<>();
        for (ReaderSnapshot.Affinity affinity : reader.categories.snapshot()) {
            categories.put(affinity.label(), affinity.weight());
            total += affinity.weight();
        }
        double sum = total;
        categories.replaceAll((category, weight) -> weight / sum);
        List<String> list = reader.lastList().map(Recommendations::articleIds).orElse(List.of());
        Active active = new Active(reader.userId, slot, categories, list);
        readers.put(reader.userId, active);
        bySlot.set(slot, active);
        if (reader.slow.length == slow.dimension()) {
            slow.put(slot, FloatVector.copyOf(VectorMath.unit(reader.slow)));
        } else {
            slow.clear(slot);
        }
        activeUntil[slot] = reader.lastClickMillis() + settings.activeMinutes() * 60_000L;
    }

    /**
     * The active readers whose list a new article may enter, most similar first, at most as many as the settings allow.
     * Readers pushed to less than the interval ago are left out.
     *
     * <p>Similarity is the cosine to the reader's slow vector or, for an article without a content vector, the share of
     * its category in what the reader reads. A reader whose list is not full is always interested.
     */
    public List<String> interestedIn(ArticleDescription article, long nowMillis) {
        boolean byContent = article.content().dimension() == slow.dimension();
        float[] content = byContent ? article.content().toArray() : new float[0];
        int count = 0;
        for (int slot = 0; slot < bySlot.size(); slot++) {
            if (nowMillis <= activeUntil[slot] && nowMillis > restsUntil[slot]) {
                float similarity =
                        byContent && slow.has(slot) ? slow.dot(slot, content, 0) : share(bySlot.get(slot), article);
                if (similarity >= settings.similarityMin()
                        || bySlot.get(slot).list().size() < listSize) {
                    // The bits of floats above 0 sort like the floats.
                    interested[count++] = (long) Float.floatToIntBits(Math.max(0, similarity)) << 32 | slot;
                }
            }
        }
        Arrays.sort(interested, 0, count);
        List<String> userIds = new ArrayList<>();
        for (int place = count - 1; place >= 0 && userIds.size() < settings.readersPerArticleMax(); place--) {
            Active active = bySlot.get((int) interested[place]);
            if (!active.list().contains(article.articleId())) {
                userIds.add(active.userId());
            }
        }
        return userIds;
    }

    private static float share(Active active, ArticleDescription article) {
        String category = article.categoryName();
        return category == null
                ? 0
                : active.categories().getOrDefault(category, 0.0).floatValue();
    }

    /**
     * The active readers whose list holds an article, in ascending order. The push interval does not apply: a withdrawn
     * article must go.
     */
    public List<String> holding(String articleId, long nowMillis) {
        return readers.values().stream()
                .filter(active ->
                        nowMillis <= activeUntil[active.slot()] && active.list().contains(articleId))
                .map(Active::userId)
                .sorted()
                .toList();
    }

    /** Forgets a reader. */
    public void forget(String userId) {
        Active active = readers.remove(userId);
        if (active != null) {
            free(active.slot());
        }
    }

    /** Readers remembered. */
    public int size() {
        return readers.size();
    }
}
