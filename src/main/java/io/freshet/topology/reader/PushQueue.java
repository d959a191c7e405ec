package io.freshet.topology.reader;

import io.freshet.event.Trigger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Queue of readers whose list is to be made without a click. One entry a reader, whatever the number of announcements, so
 * that a burst of articles costs each reader one list. Withdrawals go first. Bounded by the number of active readers.
 */
final class PushQueue {
    /** New articles kept for one list; further ones enter it with the next click. */
    private static final int ARTICLES_MAX = 20;

    private final Map<String, Push> withdrawals = new LinkedHashMap<>();
    private final Map<String, Push> articles = new LinkedHashMap<>();

    /**
     * A list to make.
     *
     * @param trigger {@link Trigger#WITHDRAWAL} or {@link Trigger#ARTICLE}; a withdrawal's list is sent even if it changed
     *     little
     * @param articleIds new articles that may enter the list, the first {@value #ARTICLES_MAX}; empty for a withdrawal
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

    /** Adds a reader whose list a new article may enter. */
    void addArticle(String userId, String articleId) {
        if (!withdrawals.containsKey(userId)) {
            Push queued = articles.get(userId);
            articles.put(
                    userId,
                    queued == null ? new Push(userId, Trigger.ARTICLE, List.of(articleId)) : queued.with(articleId));
        }
    }

    /** Adds a reader whose list holds an article that left. */
    void addWithdrawal(String userId) {
        articles.remove(userId);
        withdrawals.putIfAbsent(userId, new Push(userId, Trigger.WITHDRAWAL, List.of()));
    }

    /** Readers whose list holds an article that left. */
    int withdrawals() {
        return withdrawals.size();
    }

    /** Takes out the oldest push, withdrawals first; empty if the queue is. */
    Optional<Push> next() {
        Optional<Push> withdrawal = nextWithdrawal();
        return withdrawal.isPresent() ? withdrawal : first(articles);
    }

    /** Takes out the oldest push for a withdrawal; empty without one. */
    Optional<Push> nextWithdrawal() {
        return first(withdrawals);
    }

    private static Optional<Push> first(Map<String, Push> queued) {
        Iterator<Push> pushes = queued.values().iterator();
        if (!pushes.hasNext()) {
            return Optional.empty();
        }
        Push push = pushes.next();
        pushes.remove();
        return Optional.of(push);
    }

    /** Removes a reader whose list was made for another reason. */
    void drop(String userId) {
        withdrawals.remove(userId);
        articles.remove(userId);
    }
}
