package io.freshet.recommend.reader;

import io.freshet.event.Recommendations;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.settings.PushSettings;
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
 * Index of the recently active readers of one task: finds those who may need a new list because an article appeared or
 * was withdrawn. In memory and bounded: above the limit, evicts the reader longest without a click. Owned by the task's
 * thread.
 *
 * <p>The index is a filter: only ranking decides whether a new article enters a list. The index compares the article
 * with the reader's interests and not with the scores of the reader's list, because a learned ranker's scores have a
 * scale of their own. The numbers compared lie in arrays by slot: looking up ten thousand readers one by one took 18 ms
 * an article.
 */
public final class ActiveReaders {
    private static final Active NOBODY = new Active("", -1, Map.of(), List.of());

    private final PushSettings settings;
    private final int listSize;
    /** Readers by userId, in order of their latest clicks, oldest first. */
    private final Map<String, Active> readers = new LinkedHashMap<>();

    private final List<Active> bySlot = new ArrayList<>();
    private final ArrayDeque<Integer> freeSlots = new ArrayDeque<>();
    /**
     * Long-term interest vector of each reader ({@link ReaderState#slow()}), normalised to length 1; indexed by the
     * reader's slot in this index.
     */
    private final VectorTable slow;
    /**
     * Event time up to which each reader counts as active, inclusive, epoch milliseconds; indexed by the reader's slot
     * in this index.
     */
    private long[] activeUntil = new long[64];

    private long[] restsUntil = new long[64];
    private long[] interested = new long[64];

    public ActiveReaders(RecommendSettings settings) {
        this.settings = settings.push();
        this.listSize = settings.lists().size();
        this.slow = VectorTable.sideBySide(settings.vectors().dimension(), 1)[0];
    }

    private record Active(String userId, int slot, Map<String, Double> categories, List<String> list) {}

    /** Adds or updates a reader who clicked; above the limit, evicts the reader longest without a click. */
    public void clicked(ReaderState reader) {
        Active before = readers.remove(reader.userId());
        int slot = before == null ? newSlot() : before.slot();
        put(reader, slot);
        Iterator<Active> eldest = readers.values().iterator();
        while (readers.size() > settings.activeReadersMax()) {
            free(eldest.next().slot());
            eldest.remove();
        }
    }

    /**
     * Updates a reader who was sent a list without a click (a push), and suppresses further pushes to the reader for
     * the configured interval. Ignores a reader who is not in the index.
     */
    public void pushed(ReaderState reader, long nowMillis) {
        Active before = readers.get(reader.userId());
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
        Active active = new Active(reader.userId(), slot, categories, list);
        readers.put(reader.userId(), active);
        bySlot.set(slot, active);
        if (reader.slow.length == slow.dimension()) {
            slow.put(slot, FloatVector.copyOf(VectorMath.unit(reader.slow)));
        } else {
            slow.clear(slot);
        }
        activeUntil[slot] = reader.lastReadMillis() + settings.activeMinutes() * 60_000L;
    }

    /**
     * Ids of the active readers whose list a new article may enter, those with the most similar interests first, at
     * most the configured number. Leaves out readers with a push in the last interval and readers whose list already
     * contains the article.
     *
     * <p>Similarity is the cosine of the article's content vector and the reader's slow vector. If either vector is
     * missing, similarity is the share of the article's category in the reader's affinities. A reader whose list is not
     * full is included whatever the similarity.
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
                    // Bits of non-negative floats sort like the floats.
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
     * Ids of the active readers whose list contains an article, in ascending order. The push interval does not apply.
     */
    public List<String> holding(String articleId, long nowMillis) {
        return readers.values().stream()
                .filter(active ->
                        nowMillis <= activeUntil[active.slot()] && active.list().contains(articleId))
                .map(Active::userId)
                .sorted()
                .toList();
    }

    public void forget(String userId) {
        Active active = readers.remove(userId);
        if (active != null) {
            free(active.slot());
        }
    }

    /** Number of readers in the index. */
    public int size() {
        return readers.size();
    }
}
