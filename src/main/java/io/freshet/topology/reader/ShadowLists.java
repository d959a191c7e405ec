package io.freshet.topology.reader;

import io.freshet.event.Recommendations;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The lists nobody saw, by reader, for judging the next click by them: a bounded number, of the readers who clicked last.
 * In memory only: after a restart a reader's next click makes the first one again. Owned by the task's thread.
 */
final class ShadowLists {
    private static final int READERS_MAX = 10_000;

    private final Map<String, Recommendations> lists = new LinkedHashMap<>(16, .75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Recommendations> eldest) {
            return size() > READERS_MAX;
        }
    };

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
