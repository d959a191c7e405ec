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
 * Write-through cache of recently used item states, which marks the states and buckets still to be published. The cache
 * and these marks are in memory and may be lost: {@link ArticleExpiry} finds the unpublished states again. Owned by the
 * task's thread.
 */
final class ItemStateCache {
    /** Maximum number of cached states, some three kilobytes each; above the limit, evicts the least recently used. */
    private static final int STATES_MAX = 10_000;

    private final KeyValueStore<String, ItemState> store;
    private final Map<String, ItemState> states = BoundedMap.evictingLeastRecentlyUsed(STATES_MAX);
    private final Set<String> unpublished = new LinkedHashSet<>();
    /** Starts of the buckets with unpublished reads, by article. */
    private final Map<String, TreeSet<Long>> unpublishedBuckets = new LinkedHashMap<>();

    ItemStateCache(KeyValueStore<String, ItemState> store) {
        this.store = store;
    }

    /** The state of an article; empty without one. A changed state must be stored by {@link #put}. */
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

    /** Stores a changed state and marks it as unpublished. */
    void put(ItemState state) {
        states.put(state.articleId(), state);
        store.put(state.articleId(), state);
        unpublished.add(state.articleId());
    }

    /** Removes the state of an article from the cache and from the store. */
    void remove(String articleId) {
        states.remove(articleId);
        store.delete(articleId);
        unpublished.remove(articleId);
        unpublishedBuckets.remove(articleId);
    }

    /** Returns the unpublished states and marks them as published. */
    List<ItemState> takeUnpublished() {
        List<ItemState> result = new ArrayList<>(unpublished.size());
        for (String articleId : unpublished) {
            find(articleId).ifPresent(result::add);
        }
        unpublished.clear();
        return result;
    }

    /**
     * Marks the reads of a bucket as unpublished.
     *
     * @param bucketStartMillis start of the bucket, epoch milliseconds
     */
    void bucketChanged(String articleId, long bucketStartMillis) {
        unpublishedBuckets.computeIfAbsent(articleId, id -> new TreeSet<>()).add(bucketStartMillis);
    }

    /** Returns the starts of the unpublished buckets of an article and marks the buckets as published. */
    Set<Long> takeUnpublishedBuckets(String articleId) {
        Set<Long> starts = unpublishedBuckets.remove(articleId);
        return starts == null ? Set.of() : starts;
    }

    /**
     * Returns the starts of the unpublished buckets of an article that a read at {@code readAtMillis} would drop from
     * the state, and marks these buckets as published.
     */
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
