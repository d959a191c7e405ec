package io.freshet.bench;

import io.freshet.dataset.TimedEvent;
import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.newsroom.NewsroomSettings;
import io.freshet.newsroom.SimulatedNewsroom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Load from the simulated newsroom: its events in their order, but with the event times that the caller chooses. For
 * one thread.
 */
final class NewsroomLoad implements Load {
    /** Estimated number of articles of a simulated story: its first article and about one copy or follow-up. */
    private static final double ARTICLES_PER_STORY = 2;

    private static final long DAY_MILLIS = 86_400_000L;
    private static final int CLICKS_PER_READER_PER_DAY = 20;

    private final SimulatedNewsroom newsroom;
    /**
     * First click, generated early to find the end of the initial articles; null if not generated yet or already
     * returned by {@link #next}.
     */
    private @Nullable TimedEvent readAhead;

    NewsroomLoad(LoadSettings settings) {
        double clicksPerDay = (double) settings.readers() * CLICKS_PER_READER_PER_DAY;
        // The simulation starts with half a day of articles; afterwards their rate follows from the clicks.
        double stories = settings.articlesPerSecond() == 0
                ? settings.articles() * 2 / ARTICLES_PER_STORY
                : clicksPerDay / settings.clicksPerArticle() / ARTICLES_PER_STORY;
        newsroom = new SimulatedNewsroom(new NewsroomSettings(
                settings.seed(),
                DAY_MILLIS * 20_000,
                settings.readers(),
                new NewsroomSettings.ActivityRates(CLICKS_PER_READER_PER_DAY, Math.max(1, stories)),
                NewsroomSettings.EventFaults.NONE,
                0));
    }

    @Override
    public List<Article> initialArticles(long nowMillis) {
        List<Article> articles = new ArrayList<>();
        TimedEvent event = newsroom.next();
        while (!(event instanceof TimedEvent.Clicked)) {
            if (event instanceof TimedEvent.Announced announced) {
                articles.add(announced.article());
            }
            event = newsroom.next();
        }
        readAhead = event;
        long shiftMillis = nowMillis - event.atMillis();
        return articles.stream()
                .map(article -> at(article, article.publishedAtMillis() + shiftMillis))
                .toList();
    }

    @Override
    public TimedEvent next(long nowMillis) {
        TimedEvent event = readAhead == null ? newsroom.next() : readAhead;
        readAhead = null;
        if (event instanceof TimedEvent.Announced announced) {
            return TimedEvent.Announced.of(at(announced.article(), nowMillis));
        }
        if (event instanceof TimedEvent.Withdrawn withdrawn) {
            return new TimedEvent.Withdrawn(withdrawn.articleId(), nowMillis);
        }
        if (event instanceof TimedEvent.Clicked clicked) {
            Click click = clicked.click();
            return new TimedEvent.Clicked(new Click(
                    click.userId(),
                    click.articleId(),
                    nowMillis,
                    click.eventId(),
                    click.sessionId(),
                    click.kind(),
                    click.dwellSeconds(),
                    click.segments()));
        }
        throw new IllegalStateException("unexpected event of the simulated newsroom: " + event);
    }

    private static Article at(Article article, long atMillis) {
        long expiresAtMillis = article.expiresAtMillis() == Article.NEVER
                ? Article.NEVER
                : atMillis + article.expiresAtMillis() - article.publishedAtMillis();
        return article.toBuilder()
                .publishedAtMillis(atMillis)
                .expiresAtMillis(expiresAtMillis)
                .build();
    }
}
