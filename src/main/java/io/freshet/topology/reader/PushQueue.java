package io.freshet.topology.reader;

import io.freshet.event.Trigger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Queue of pushes: lists to be made without a click, at most one per reader. A burst of articles therefore costs each
 * reader one list. Withdrawals go first. Entries for new articles are bounded by the number of active readers.
 */
final class PushQueue {
    /** Maximum number of new articles in one push; further articles enter the list with the next click. */
    private static final int ARTICLES_MAX = 20;

    private final Map<String, Push> withdrawals = new LinkedHashMap<>();
    private final Map<String, Push> articles = new LinkedHashMap<>();

    /**
     * List to be made for a reader without a click, because of new articles or a withdrawal.
     *
     * @param trigger {@link Trigger#WITHDRAWAL} or {@link Trigger#ARTICLE}; a withdrawal's list is sent even if it
     *     changed little
     * @param articleIds new articles that may enter the list, at most {@value #ARTICLES_MAX}; empty for a withdrawal
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

    /**
     * Queues a push because of a new article, or adds the article to the reader's queued push; does nothing if a push
     * for a withdrawal is queued.
     */
    void addArticle(String userId, String articleId) {
        if (!withdrawals.containsKey(userId)) {
            Push queued = articles.get(userId);
            articles.put(
                    userId,
                    queued == null ? new Push(userId, Trigger.ARTICLE, List.of(articleId)) : queued.with(articleId));
        }
    }

    /**
     * Queues a push for a reader whose list holds an article no longer allowed on lists; replaces the reader's queued
     * push for new articles.
     */
    void addWithdrawal(String userId) {
        articles.remove(userId);
        withdrawals.putIfAbsent(userId, new Push(userId, Trigger.WITHDRAWAL, List.of()));
    }

    /** Number of queued pushes caused by withdrawn articles. */
    int withdrawals() {
        return withdrawals.size();
    }

    /** Removes and returns the oldest push, withdrawals first; empty if the queue is empty. */
    Optional<Push> next() {
        Optional<Push> withdrawal = nextWithdrawal();
        return withdrawal.isPresent() ? withdrawal : first(articles);
    }

    /** Removes and returns the oldest push for a withdrawal; empty if no such push is queued. */
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

    /** Removes the queued push of a reader, if any. */
    void drop(String userId) {
        withdrawals.remove(userId);
        articles.remove(userId);
    }
}
