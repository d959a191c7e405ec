package io.freshet.web;

import io.freshet.codec.json.AnswerEncoder;
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
import io.freshet.recommend.ReadModel;
import io.freshet.web.port.AnswerJson;
import io.freshet.web.port.HealthStatus;
import io.freshet.web.port.InstanceTotals;
import io.freshet.web.port.LiveEvent;
import io.freshet.web.port.LiveEvents;
import io.freshet.web.port.WebPorts;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Sample events and answers for the tests of the web packages. */
public final class Samples {
    public static final long NOON_MILLIS = 1_764_000_000_000L;

    private Samples() {}

    /** Ports of an instance whose application id is {@code freshet}. */
    public static WebPorts ports(
            ReadModel routed, ReadModel local, LiveEvents liveEvents, WebPorts.Operations operations) {
        AnswerJson json = new AnswerJson(
                AnswerEncoder::encode, AnswerEncoder::encode, AnswerEncoder::encode, AnswerEncoder::encode);
        return new WebPorts(
                new WebPorts.Reads("freshet", routed, local, json), liveEvents, operations, Clock.systemUTC());
    }

    /** A healthy instance with arbitrary totals and these metrics. */
    public static WebPorts.Operations operations(Supplier<String> metrics) {
        return new WebPorts.Operations(
                () -> new InstanceTotals(1, 2, 3, 4, 5, OptionalDouble.empty(), OptionalDouble.empty()),
                () -> HealthStatus.GOOD,
                metrics);
    }

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
