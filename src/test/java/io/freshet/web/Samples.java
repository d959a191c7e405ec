package io.freshet.web;

import io.freshet.event.ArticleProfile;
import io.freshet.event.CategoryTag;
import io.freshet.event.Click;
import io.freshet.event.Keyword;
import io.freshet.event.Reason;
import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.event.Trending;
import io.freshet.event.TrendingWindow;
import io.freshet.event.Trigger;
import io.freshet.web.port.LiveEvent;
import java.util.Arrays;
import java.util.List;

/** Events for tests of this package. */
public final class Samples {
    public static final long NOON_MILLIS = 1_764_000_000_000L;

    private Samples() {}

    public static ArticleProfile profile(String articleId, String title) {
        return new ArticleProfile(
                articleId,
                title,
                "en",
                new CategoryTag("sport", .9, false),
                List.of(new Keyword("football", 1)),
                NOON_MILLIS);
    }

    public static Recommendations list(String userId, Trigger trigger, String... articleIds) {
        return new Recommendations(
                userId,
                userId + "-" + String.join("-", articleIds),
                NOON_MILLIS,
                NOON_MILLIS,
                trigger,
                Arrays.stream(articleIds)
                        .map(articleId ->
                                new RecommendedArticle(articleId, 1, List.of(new Reason.Resembles("article-1"))))
                        .toList());
    }

    public static Trending trending(String articleId, long clicks) {
        return new Trending(
                null, TrendingWindow.HOUR, NOON_MILLIS, NOON_MILLIS, List.of(new Trending.Item(articleId, clicks)));
    }

    public static LiveEvent.Clicked click(String userId, String articleId) {
        return new LiveEvent.Clicked(Click.of(userId, articleId, NOON_MILLIS), NOON_MILLIS);
    }
}
