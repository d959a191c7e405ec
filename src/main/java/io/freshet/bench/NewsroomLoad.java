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
 * The invented newsroom played at another pace: its events in their order, each happening when it is sent. For one
 * thread.
 */
final class NewsroomLoad implements Load {
    /** Copies and follow-ups come on top of the stories that break, about as many again. */
    private static final double ARTICLES_PER_STORY = 2;

    private static final long DAY_MILLIS = 86_400_000L;
    private static final int CLICKS_PER_READER_PER_DAY = 20;

    private final SimulatedNewsroom newsroom;
    /** The first event after the opening, which had to be taken to see that the opening ended. */
    private @Nullable TimedEvent taken;

    NewsroomLoad(LoadSettings settings) {
        double clicksPerDay = (double) settings.readers() * CLICKS_PER_READER_PER_DAY;
        // The opening is half a day of articles; afterwards their number follows the clicks.
        double stories = settings.articlesPerSecond() == 0
                ? settings.articles() * 2 / ARTICLES_PER_STORY
                : clicksPerDay / settings.clicksPerArticle() / ARTICLES_PER_STORY;
        newsroom = new SimulatedNewsroom(new NewsroomSettings(
                settings.seed(),
                DAY_MILLIS * 20_000,
                settings.readers(),
                CLICKS_PER_READER_PER_DAY,
                Math.max(1, stories),
                0,
                0,
                0));
    }

    @Override
    public List<Article> opening(long nowMillis) {
        List<Article> articles = new ArrayList<>();
        TimedEvent event = newsroom.next();
        while (!(event instanceof TimedEvent.Clicked)) {
            if (event instanceof TimedEvent.Announced announced) {
                articles.add(announced.article());
            }
            event = newsroom.next();
        }
        taken = event;
        long shiftMillis = nowMillis - event.atMillis();
        return articles.stream()
                .map(article -> at(article, article.publishedAtMillis() + shiftMillis))
                .toList();
    }

    @Override
    public TimedEvent next(long nowMillis) {
        TimedEvent event = taken == null ? newsroom.next() : taken;
        taken = null;
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
        throw new IllegalStateException("a newsroom without lists brought " + event);
    }

    private static Article at(Article article, long atMillis) {
        long expiresAtMillis = article.expiresAtMillis() == Article.NEVER
                ? Article.NEVER
                : atMillis + article.expiresAtMillis() - article.publishedAtMillis();
        return new Article(
                article.id(),
                article.title(),
                article.body(),
                article.category(),
                article.tags(),
                article.language(),
                article.source(),
                article.url(),
                atMillis,
                expiresAtMillis);
    }
}
