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
 * The naive count of a stream of events, kept beside what the product counts: reads of each article, each event id
 * once, and the articles each reader has read. Articles that were withdrawn or that expire are left out: when exactly
 * they go is a race between topics.
 */
final class ReadTally {
    private final Map<String, Long> reads = new HashMap<>();
    private final Map<String, Set<String>> readArticles = new HashMap<>();
    private final Set<String> eventIds = new HashSet<>();
    private final Set<String> leaving = new HashSet<>();
    private final Map<String, Article> announced = new LinkedHashMap<>();
    private final Set<String> erasedReaders = new HashSet<>();
    private final Map<String, Long> latestMillis = new HashMap<>();
    private long clicks;
    private long repeats;

    void add(TimedEvent event) {
        if (event instanceof TimedEvent.Clicked clicked) {
            add(clicked.click());
        } else if (event instanceof TimedEvent.Announced article) {
            announced.put(article.article().id(), article.article());
            if (article.article().expiresAtMillis() != Article.NEVER) {
                leaving.add(article.article().id());
            }
        } else if (event instanceof TimedEvent.Withdrawn withdrawn) {
            leaving.add(withdrawn.articleId());
        } else if (event instanceof TimedEvent.Erased erased) {
            erasedReaders.add(erased.userId());
        }
    }

    private void add(Click click) {
        clicks++;
        if (click.eventId() != null && !eventIds.add(click.userId() + " " + click.eventId())) {
            repeats++;
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

    /** Clicks sent, repeated ones included. */
    long clicks() {
        return clicks;
    }

    /** Clicks whose event id was sent before. */
    long repeats() {
        return repeats;
    }

    /** Reads by article, of the articles that stay. */
    Map<String, Long> reads() {
        Map<String, Long> staying = new HashMap<>(reads);
        staying.keySet().removeAll(leaving);
        return staying;
    }

    /** How many different articles each reader has read, of the readers who were never erased. */
    Map<String, Integer> articlesByReader() {
        Map<String, Integer> result = new HashMap<>();
        readArticles.forEach((userId, articles) -> result.put(userId, articles.size()));
        result.keySet().removeAll(erasedReaders);
        return result;
    }

    /** Articles announced that neither expire nor were withdrawn, in order of their first announcement. */
    Map<String, Article> staying() {
        Map<String, Article> staying = new LinkedHashMap<>(announced);
        staying.keySet().removeAll(leaving);
        return staying;
    }

    /** Articles that were withdrawn or expire. */
    Set<String> leaving() {
        return Set.copyOf(leaving);
    }
}
