package io.freshet.whole;

import io.freshet.dataset.TimedEvent;
import io.freshet.event.Article;
import io.freshet.event.Click;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A naive count of a stream of events, to compare with the product's counts: reads of each article, with each event id
 * counted once, and the articles that each reader has read. Withdrawn and expiring articles are left out, because the
 * time of their removal depends on a race between topics.
 */
final class ReadTally {
    private final Map<String, Long> reads = new HashMap<>();
    private final Map<String, Set<String>> readArticles = new HashMap<>();
    private final Set<String> eventIds = new HashSet<>();
    private final Set<String> removed = new HashSet<>();
    private final Map<String, Article> announced = new LinkedHashMap<>();
    private final Set<String> erasedReaders = new HashSet<>();
    private final Map<String, Long> latestMillis = new HashMap<>();
    private long clicks;
    private long repeated;

    void add(TimedEvent event) {
        if (event instanceof TimedEvent.Clicked clicked) {
            add(clicked.click());
        } else if (event instanceof TimedEvent.Announced article) {
            announced.put(article.article().id(), article.article());
            if (article.article().expiresAtMillis() != Article.NEVER) {
                removed.add(article.article().id());
            }
        } else if (event instanceof TimedEvent.Withdrawn withdrawn) {
            removed.add(withdrawn.articleId());
        } else if (event instanceof TimedEvent.Erased erased) {
            erasedReaders.add(erased.userId());
        }
    }

    private void add(Click click) {
        clicks++;
        if (click.eventId() != null && !eventIds.add(click.userId() + " " + click.eventId())) {
            repeated++;
        } else if (click.kind().isRead()) {
            latestMillis.merge(click.userId(), click.atMillis(), Math::max);
            reads.merge(click.articleId(), 1L, Long::sum);
            readArticles
                    .computeIfAbsent(click.userId(), user -> new LinkedHashSet<>())
                    .add(click.articleId());
        }
    }

    /** The event time of each reader's latest read. */
    Map<String, Long> latestMillis() {
        return Map.copyOf(latestMillis);
    }

    /** Number of clicks sent, repeated clicks included. */
    long clicks() {
        return clicks;
    }

    /** Number of clicks whose event id was sent before. */
    long repeats() {
        return repeated;
    }

    /** Reads of each article that is neither withdrawn nor expires. */
    Map<String, Long> reads() {
        Map<String, Long> remaining = new HashMap<>(reads);
        remaining.keySet().removeAll(removed);
        return remaining;
    }

    /** Number of distinct articles read by each reader who was never erased. */
    Map<String, Integer> articlesByReader() {
        Map<String, Integer> result = new HashMap<>();
        readArticles.forEach((userId, articles) -> result.put(userId, articles.size()));
        result.keySet().removeAll(erasedReaders);
        return result;
    }

    /** Announced articles that are neither withdrawn nor expire, in order of first announcement. */
    Map<String, Article> remaining() {
        Map<String, Article> remaining = new LinkedHashMap<>(announced);
        remaining.keySet().removeAll(removed);
        return remaining;
    }

    /** Ids of articles that were withdrawn or expire. */
    Set<String> removed() {
        return Set.copyOf(removed);
    }
}
