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
 * Write-through cache of article states (counts and vectors learned from reads), which also marks what is still to be
 * published. The cache and these marks are in memory and may be lost: {@link ArticleExpiry} finds the unpublished
 * states again. Owned by the task's thread.
 */
final class ItemStateCache {
    /** Maximum number of cached states, some three kilobytes each; above the limit, evicts the least recently used. */
    private static final int STATES_MAX = 10_000;

    private final KeyValueStore<String, ItemState> store;
    private final Map<String, ItemState> states = BoundedMap.evictingLeastRecentlyUsed(STATES_MAX);
    private final Set<String> unpublished = new LinkedHashSet<>();
    /**
     * Start times, epoch milliseconds, of the five-minute buckets whose read counts are still to be published, by
     * articleId.
     */
    private final Map<String, TreeSet<Long>> unpublishedBuckets = new LinkedHashMap<>();

    ItemStateCache(KeyValueStore<String, ItemState> store) {
        this.store = store;
    }

    /**
     * State of an article, from the cache or the store; empty if none is stored. A changed state must be stored by
     * {@link #put}.
     */
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

    /** Stores a changed state in cache and store, and marks the state for publication. */
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

    /** Returns the states changed since the last call and clears their marks for publication. */
    List<ItemState> takeUnpublished() {
        List<ItemState> result = new ArrayList<>(unpublished.size());
        for (String articleId : unpublished) {
            find(articleId).ifPresent(result::add);
        }
        unpublished.clear();
        return result;
    }

    /**
     * Marks the read count of one five-minute bucket of an article for publication.
     *
     * @param bucketStartMillis start of the bucket, epoch milliseconds
     */
    void bucketChanged(String articleId, long bucketStartMillis) {
        unpublishedBuckets.computeIfAbsent(articleId, id -> new TreeSet<>()).add(bucketStartMillis);
    }

    /**
     * Returns the start times, epoch milliseconds, of an article's buckets marked for publication, and clears these
     * marks.
     */
    Set<Long> takeUnpublishedBuckets(String articleId) {
        Set<Long> starts = unpublishedBuckets.remove(articleId);
        return starts == null ? Set.of() : starts;
    }

    /**
     * Returns the unpublished buckets of an article, by start time, that a read at {@code readAtMillis} will drop as
     * too old. Clears their marks.
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
