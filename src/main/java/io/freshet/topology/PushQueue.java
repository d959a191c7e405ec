package io.freshet.topology;

import io.freshet.event.Trigger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The lists of one task that wait to be made anew without a click: one place per reader, however many reasons come, so
 * that a burst of articles costs each reader one list. Bounded by the number of active readers.
 */
final class PushQueue {
    private final Map<String, Push> waiting = new LinkedHashMap<>();

    /**
     * A list to be made.
     *
     * @param trigger a withdrawal outweighs an article: such a list must go out even if it changed little
     * @param articleId what the list is made for
     * @param arrivedAtMillis when the article's record arrived, in wall-clock epoch milliseconds
     */
    record Push(String userId, Trigger trigger, String articleId, long arrivedAtMillis) {}

    void add(Push push) {
        Push before = waiting.get(push.userId());
        if (before == null || (before.trigger() == Trigger.ARTICLE && push.trigger() == Trigger.WITHDRAWAL)) {
            waiting.put(push.userId(), push);
        }
    }

    /** Takes the push that waited longest; empty if none waits. */
    Optional<Push> next() {
        var iterator = waiting.values().iterator();
        if (!iterator.hasNext()) {
            return Optional.empty();
        }
        Push push = iterator.next();
        iterator.remove();
        return Optional.of(push);
    }

    /** Drops what waits for a reader, whose list was just made for another reason. */
    void drop(String userId) {
        waiting.remove(userId);
    }

    int size() {
        return waiting.size();
    }
}
