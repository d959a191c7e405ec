package io.freshet.topology.article;

import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ClickBuckets;
import io.freshet.recommend.item.ItemState;
import io.freshet.topology.context.LoadMonitor;
import java.time.Duration;
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
 * The articles of one task as its two processors share them: recently used states as objects in front of the store, and
 * what waits to be published of them. Owned by the task's thread. Everything here can be lost: the states are in the
 * store, and {@link ArticleExpiry} finds what was not published.
 */
public final class ItemStateCache {
    /** Recently used states kept as objects, some three kilobytes each. */
    private static final int STATES_MAX = 10_000;
    /** Related lists remembered, some 500 bytes each. */
    private static final int RELATED_REMEMBERED_MAX = 20_000;

    private final Map<String, ItemState> states = new LinkedHashMap<>(16, .75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ItemState> eldest) {
            return size() > STATES_MAX;
        }
    };
    private final Set<String> unpublished = new LinkedHashSet<>();
    private final Map<String, TreeSet<Long>> unpublishedBuckets = new LinkedHashMap<>();
    private final RelatedSchedule related;
    private final ArticleTimers upcoming = new ArticleTimers();
    private boolean announcing;
    private final LoadMonitor lateness;

    @SuppressWarnings("NullAway.Init") // Each processor opens the desk before it uses it.
    private KeyValueStore<String, ItemState> store;

    /**
     * @param behindAfter see {@link LoadMonitor}
     * @param relatedInterval see {@link RelatedSchedule}
     */
    public ItemStateCache(Duration behindAfter, Duration relatedInterval) {
        this.lateness = new LoadMonitor(behindAfter);
        this.related = new RelatedSchedule(relatedInterval, RELATED_REMEMBERED_MAX);
    }

    /**
     * Puts the desk in front of the task's store and clears it: a task that is taken up again after a failure has its
     * store as it was at the last commit, and what was done since will be done again.
     */
    void open(KeyValueStore<String, ItemState> items) {
        store = items;
        states.clear();
        unpublished.clear();
        unpublishedBuckets.clear();
        related.clear();
        upcoming.clear();
        announcing = false;
    }

    /** The state of an article, empty if nothing is known of it. It must be {@link #put} after a change. */
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

    /** Stores a changed state; it will be published. */
    void put(ItemState state) {
        states.put(state.articleId(), state);
        store.put(state.articleId(), state);
        unpublished.add(state.articleId());
    }

    /** A read's turn has come, whose click arrived at that moment. */
    void takenUp(long arrivedAtMillis, long wallClockMillis) {
        lateness.taken(arrivedAtMillis, wallClockMillis);
    }

    /** Of what nobody waits for, which is so many when there is time: one alone while reads wait, so that it never ends. */
    int workMax(int inTime, long wallClockMillis) {
        return lateness.isBehind(wallClockMillis) ? 1 : inTime;
    }

    /** Notes that the reads of the bucket that starts at this moment have to be published. */
    void readIn(String articleId, long bucketStartMillis) {
        unpublishedBuckets.computeIfAbsent(articleId, id -> new TreeSet<>()).add(bucketStartMillis);
    }

    /** The starts of the buckets that a read at this moment would push out before their reads were published. */
    Set<Long> takePushedOut(String articleId, long atMillis) {
        TreeSet<Long> starts = unpublishedBuckets.get(articleId);
        if (starts == null || starts.first() >= ClickBuckets.keptFrom(atMillis)) {
            return Set.of();
        }
        Set<Long> pushedOut = starts.headSet(ClickBuckets.keptFrom(atMillis));
        Set<Long> taken = new TreeSet<>(pushedOut);
        pushedOut.clear();
        if (starts.isEmpty()) {
            unpublishedBuckets.remove(articleId);
        }
        return taken;
    }

    /** Notes what is announced of an article: it is looked at again at its publication and at its expiry. */
    void announced(ArticleDescription description, long worldMillis) {
        announcing = true;
        upcoming.announced(description, worldMillis);
    }

    /** Whether {@link #announced} was called since the desk was opened. */
    boolean isAnnouncing() {
        return announcing;
    }

    /** See {@link ArticleTimers#takeDue}. */
    List<String> takeDue(long worldMillis, int most) {
        return upcoming.takeDue(worldMillis, most);
    }

    /** Forgets an article altogether. */
    void remove(String articleId) {
        states.remove(articleId);
        store.delete(articleId);
        unpublished.remove(articleId);
        unpublishedBuckets.remove(articleId);
        related.forget(articleId);
        upcoming.remove(articleId);
    }

    /** The states that changed since the last call. */
    List<ItemState> takeUnpublished() {
        List<ItemState> result = new ArrayList<>(unpublished.size());
        for (String articleId : unpublished) {
            find(articleId).ifPresent(result::add);
        }
        unpublished.clear();
        return result;
    }

    /** The starts of the buckets of an article in which something was read since the last call. */
    Set<Long> takeUnpublishedBuckets(String articleId) {
        Set<Long> starts = unpublishedBuckets.remove(articleId);
        return starts == null ? Set.of() : starts;
    }

    /** When related lists are to be made. */
    RelatedSchedule related() {
        return related;
    }
}
