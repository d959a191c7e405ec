package io.freshet.recommend;

import io.freshet.collection.BoundedMap;
import io.freshet.event.Recommendations;
import java.util.Map;
import java.util.Optional;

/**
 * Cache of the treatment's latest list for each reader in a shadow experiment; evicts the least recently used list.
 * Lost at a restart: the reader's next click makes a new list. Owned by one thread.
 */
final class ShadowLists {
    private static final int READERS_MAX = 10_000;

    private final Map<String, Recommendations> lists = BoundedMap.evictingLeastRecentlyUsed(READERS_MAX);

    void put(Recommendations list) {
        lists.put(list.userId(), list);
    }

    Optional<Recommendations> of(String userId) {
        return Optional.ofNullable(lists.get(userId));
    }

    void forget(String userId) {
        lists.remove(userId);
    }
}
