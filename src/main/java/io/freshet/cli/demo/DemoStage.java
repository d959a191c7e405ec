package io.freshet.cli.demo;

import io.freshet.dataset.TimedEvent;
import io.freshet.event.Click;
import io.freshet.event.Recommendations;
import io.freshet.web.port.LiveEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The readers of the demo: the list each has and when each last clicked. Everything is bounded. Safe from any thread. */
final class DemoStage {
    private static final int READERS_MAX = 100_000;

    private final DemoNarrator narrator;
    private final DemoSummary summary;
    private final HitRate hitRate;
    private final Map<String, List<String>> listByReader = bounded();
    private final Map<String, Long> clickSentMillisByReader = bounded();

    private long articlesUnderstood;

    DemoStage(DemoNarrator narrator, DemoSummary summary) {
        this.narrator = narrator;
        this.summary = summary;
        this.hitRate = summary.hitRate();
    }

    /** How many articles came back understood, corrections included. */
    synchronized long articlesUnderstood() {
        return articlesUnderstood;
    }

    /** The ids of the articles on the reader's list now; empty before the first. */
    synchronized List<String> listOf(String userId) {
        return listByReader.getOrDefault(userId, List.of());
    }

    /** An event is about to be sent. */
    synchronized void sending(TimedEvent event, long nowMillis) {
        if (event instanceof TimedEvent.Announced announced) {
            summary.articleSent();
            narrator.published(announced.article(), nowMillis);
        } else if (event instanceof TimedEvent.Clicked clicked) {
            Click click = clicked.click();
            summary.clickSent();
            if (click.kind().isRead()) {
                hitRate.clicked(click.userId(), click.articleId(), click.atMillis());
            }
            narrator.clicked(click);
            clickSentMillisByReader.put(click.userId(), nowMillis);
        }
    }

    /** Something came back from the recommender. */
    synchronized void happened(LiveEvent happening, long nowMillis) {
        if (happening instanceof LiveEvent.ListMade made) {
            Recommendations list = made.recommendations();
            listByReader.put(list.userId(), list.articleIds());
            hitRate.listed(list.userId(), list.articleIds());
            long sentMillis = clickSentMillisByReader.getOrDefault(list.userId(), nowMillis);
            narrator.listed(list, nowMillis - sentMillis, nowMillis);
        } else if (happening instanceof LiveEvent.ArticleUnderstood) {
            articlesUnderstood++;
        } else if (happening instanceof LiveEvent.TrendingChanged changed) {
            narrator.trending(changed.trending());
        }
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > READERS_MAX;
            }
        };
    }
}
