package io.freshet.topology.article;

import io.freshet.collection.BoundedMap;
import io.freshet.recommend.item.ClickBuckets;
import io.freshet.recommend.item.ItemState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Write-through cache of recently used item states, with what of them is still to be published. Everything but the store
 * may be lost: {@link ArticleExpiry} finds what was not published. Owned by the task's thread.
 */
final class ItemStateCache {
    /** Cached states, some three kilobytes each; evicts the least recently used. */
    private static final int STATES_MAX = 10_000;

    private final KeyValueStore<String, ItemState> store;
    private final Map<String, ItemState> states = BoundedMap.evictingLeastRecentlyUsed(STATES_MAX);
    private final Set<String> unpublished = new LinkedHashSet<>();
    /** Starts of the buckets with unpublished reads, by article. */
    private final Map<String, TreeSet<Long>> unpublishedBuckets = new LinkedHashMap<>();

    ItemStateCache(KeyValueStore<String, ItemState> store) {
        this.store = store;
    }

    /** The state of an article; empty without one. Must be {@link #put} after a change. */
    Optional<ItemState> find(String articleId) {
        ItemState state = states.get(articleId);
        if (state == null) {
            state = store.get(articleId);
            if (state != null) {
                states.put(articleId, state);
            }
        }
        return Optional.ofNullable(state);
    }

    /** Stores a changed state, to be published. */
    void put(ItemState state) {
        states.put(state.articleId(), state);
        store.put(state.articleId(), state);
        unpublished.add(state.articleId());
    }

    /** Removes an article, from the store as well. */
    void remove(String articleId) {
        states.remove(articleId);
        store.delete(articleId);
        unpublished.remove(articleId);
        unpublishedBuckets.remove(articleId);
    }

    /** Takes out the states changed since the last call. */
    List<ItemState> takeUnpublished() {
        List<ItemState> result = new ArrayList<>(unpublished.size());
        for (String articleId : unpublished) {
            find(articleId).ifPresent(result::add);
        }
        unpublished.clear();
        return result;
    }

    /** Notes that the reads of a bucket are to be published. */
    void bucketChanged(String articleId, long bucketStartMillis) {
        unpublishedBuckets.computeIfAbsent(articleId, id -> new TreeSet<>()).add(bucketStartMillis);
    }

    /** Takes out the starts of the buckets of an article that changed since the last call. */
    Set<Long> takeUnpublishedBuckets(String articleId) {
        Set<Long> starts = unpublishedBuckets.remove(articleId);
        return starts == null ? Set.of() : starts;
    }

    /** Takes out the starts of unpublished buckets that a read at this moment would drop from the state. */
    Set<Long> takeBucketsDroppedBy(String articleId, long readAtMillis) {
        TreeSet<Long> starts = unpublishedBuckets.get(articleId);
        long keptFromMillis = ClickBuckets.oldestKeptStart(readAtMillis);
        if (starts == null || starts.first() >= keptFromMillis) {
            return Set.of();
        }
        Set<Long> dropped = starts.headSet(keptFromMillis);
        Set<Long> taken = new TreeSet<>(dropped);
        dropped.clear();
        if (starts.isEmpty()) {
            unpublishedBuckets.remove(articleId);
        }
        return taken;
    }
}
