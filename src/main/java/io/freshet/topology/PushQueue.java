package io.freshet.topology;

import io.freshet.event.Trigger;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The lists of one task that wait to be made anew without a click: one place per reader, however many reasons come, so
 * that a burst of articles costs each reader one list. Bounded by the number of active readers.
 */
final class PushQueue {
    private final Map<String, Push> withdrawals = new LinkedHashMap<>();
    private final Map<String, Push> articles = new LinkedHashMap<>();

    /**
     * A list to be made.
     *
     * @param trigger a withdrawal outweighs an article: such a list must go out even if it changed little
     * @param articleId what the list is made for
     * @param arrivedAtMillis when the article's record arrived, in wall-clock epoch milliseconds
     */
    record Push(String userId, Trigger trigger, String articleId, long arrivedAtMillis) {}

    void add(Push push) {
        if (push.trigger() == Trigger.WITHDRAWAL) {
            articles.remove(push.userId());
            withdrawals.putIfAbsent(push.userId(), push);
        } else if (!withdrawals.containsKey(push.userId())) {
            articles.putIfAbsent(push.userId(), push);
        }
    }

    /** Takes the push that waited longest, one for a withdrawal first; empty if none waits. */
    Optional<Push> next() {
        Optional<Push> withdrawal = nextWithdrawal();
        return withdrawal.isPresent() ? withdrawal : first(articles);
    }

    /** Takes the push for a withdrawal that waited longest; empty if none waits. */
    Optional<Push> nextWithdrawal() {
        return first(withdrawals);
    }

    private static Optional<Push> first(Map<String, Push> waiting) {
        Iterator<Push> pushes = waiting.values().iterator();
        if (!pushes.hasNext()) {
            return Optional.empty();
        }
        Push push = pushes.next();
        pushes.remove();
        return Optional.of(push);
    }

    /** Drops what waits for a reader, whose list was just made for another reason. */
    void drop(String userId) {
        withdrawals.remove(userId);
        articles.remove(userId);
    }
}
