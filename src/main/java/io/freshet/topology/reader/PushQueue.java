package io.freshet.topology.reader;

import io.freshet.event.Trigger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lists of one task that wait to be made anew without a click: one place per reader, however many reasons come, so
 * that a burst of articles costs each reader one list. Bounded by the number of active readers.
 */
final class PushQueue {
    /** What is new beyond that in one list has other chances to enter it. */
    private static final int ARTICLES_MAX = 20;

    private final Map<String, Push> withdrawals = new LinkedHashMap<>();
    private final Map<String, Push> articles = new LinkedHashMap<>();

    /**
     * A list to be made.
     *
     * @param trigger a withdrawal outweighs an article: such a list must go out even if it changed little
     * @param articleIds the new articles the list is made for, the first {@value #ARTICLES_MAX} that came; none for a
     *     withdrawal, after which every list is made
     */
    record Push(String userId, Trigger trigger, List<String> articleIds) {
        Push {
            articleIds = List.copyOf(articleIds);
        }

        private Push with(String articleId) {
            if (articleIds.size() == ARTICLES_MAX) {
                return this;
            }
            List<String> more = new ArrayList<>(articleIds);
            more.add(articleId);
            return new Push(userId, trigger, more);
        }
    }

    /** A new article may enter a reader's list. */
    void addArticle(String userId, String articleId) {
        if (!withdrawals.containsKey(userId)) {
            Push waiting = articles.get(userId);
            articles.put(
                    userId,
                    waiting == null ? new Push(userId, Trigger.ARTICLE, List.of(articleId)) : waiting.with(articleId));
        }
    }

    /** An article that is withdrawn must leave a reader's list. */
    void addWithdrawal(String userId) {
        articles.remove(userId);
        withdrawals.putIfAbsent(userId, new Push(userId, Trigger.WITHDRAWAL, List.of()));
    }

    /** Readers whose list waits to be made without an article that has left. */
    int withdrawals() {
        return withdrawals.size();
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
