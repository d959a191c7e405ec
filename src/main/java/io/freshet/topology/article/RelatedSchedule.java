package io.freshet.topology.article;

import io.freshet.collection.BoundedMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Schedule of the related lists of one partition's articles: each list is made when it may have changed, at most once
 * per interval. Entries are ordered by due time, so that taking the next one looks at no other. In memory; owned by the
 * task's thread.
 *
 * <p>Remembers the last lists, so that equal lists are not sent again. Above the limit, evicts the list made longest
 * ago: its article may get an equal list again, or a list before the interval is over.
 */
final class RelatedSchedule {
    /** Delay, milliseconds, until the next attempt to make the list of an article that is not in the catalogue yet. */
    private static final long RETRY_MILLIS = 100;

    private static final Comparator<Due> EARLIEST_FIRST =
            Comparator.comparingLong(Due::atMillis).thenComparingLong(Due::sequence);

    private final long intervalMillis;
    private final TreeSet<Due> due = new TreeSet<>(EARLIEST_FIRST);
    private final Map<String, Due> dueByArticle = new HashMap<>();
    /** Remembered related list of each article, by articleId; the list made longest ago comes first. */
    private final Map<String, Made> lastMade;

    private long sequence;

    private record Due(String articleId, long atMillis, long sequence) {}

    private record Made(List<String> articleIds, long atMillis) {}

    /**
     * Creates an empty schedule with at least {@code interval} between two lists of one article.
     *
     * @param interval minimum time between two lists of an article
     * @param rememberedMax maximum number of lists to remember
     */
    RelatedSchedule(Duration interval, int rememberedMax) {
        intervalMillis = interval.toMillis();
        lastMade = BoundedMap.evictingOldest(rememberedMax);
    }

    /** Schedules the related list of an article: now, or when the interval after its last list is over. */
    void request(String articleId, long nowMillis) {
        if (!dueByArticle.containsKey(articleId)) {
            Made before = lastMade.get(articleId);
            await(articleId, before == null ? nowMillis : Math.max(nowMillis, before.atMillis() + intervalMillis));
        }
    }

    /**
     * Removes from the schedule the article whose list has been due for longest, and returns its id; empty if none is
     * due.
     */
    Optional<String> takeDue(long nowMillis) {
        if (due.isEmpty() || due.first().atMillis() > nowMillis) {
            return Optional.empty();
        }
        String articleId = due.first().articleId();
        cancel(articleId);
        return Optional.of(articleId);
    }

    /**
     * Schedules an article's related list again, {@value #RETRY_MILLIS} ms from now, because the list cannot be made
     * yet.
     */
    void postpone(String articleId, long nowMillis) {
        await(articleId, nowMillis + RETRY_MILLIS);
    }

    /**
     * Remembers the list just made for an article and returns whether the list differs from the one remembered before.
     *
     * @return whether the list differs from the article's last list; true if no list is remembered
     */
    boolean made(String articleId, List<String> relatedIds, long nowMillis) {
        Made before = lastMade.remove(articleId);
        lastMade.put(articleId, new Made(List.copyOf(relatedIds), nowMillis));
        return before == null || !before.articleIds().equals(relatedIds);
    }

    /** Cancels the scheduled related list of a removed article, and forgets the list last made for the article. */
    void forget(String articleId) {
        cancel(articleId);
        lastMade.remove(articleId);
    }

    /** Ids of the articles in the schedule, earliest due time first. */
    List<String> waiting() {
        List<String> articleIds = new ArrayList<>(due.size());
        due.forEach(each -> articleIds.add(each.articleId()));
        return articleIds;
    }

    private void await(String articleId, long atMillis) {
        cancel(articleId);
        Due place = new Due(articleId, atMillis, sequence++);
        due.add(place);
        dueByArticle.put(articleId, place);
    }

    private void cancel(String articleId) {
        Due place = dueByArticle.remove(articleId);
        if (place != null) {
            due.remove(place);
        }
    }
}
