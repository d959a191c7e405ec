package io.freshet.web.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.event.ArticleProfile;
import io.freshet.event.Keyword;
import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.event.Trending;
import io.freshet.web.port.HealthStatus;
import io.freshet.web.port.InstanceTotals;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/**
 * Builds the JSON of the live page; articles come with their titles, and reasons of recommendations as text. Not part
 * of the published contract.
 */
public final class PageJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int REASONS_MAX = 2;

    private PageJson() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static String text(ObjectNode object) {
        try {
            return MAPPER.writeValueAsString(object);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("cannot serialise a JSON tree", impossible);
        }
    }

    static ObjectNode article(DashboardState.LatestArticle article) {
        ArticleProfile profile = article.profile();
        ObjectNode node = object().put("articleId", profile.articleId())
                .put("title", profile.title())
                .put("publishedAt", profile.publishedAtMillis())
                .put("readersReached", article.readersReached());
        if (profile.category() != null) {
            node.putObject("category")
                    .put("name", profile.category().name())
                    .put("confidence", profile.category().confidence())
                    .put("given", profile.category().given());
        }
        ArrayNode keywords = node.putArray("keywords");
        profile.keywords().stream().map(Keyword::text).forEach(keywords::add);
        return node;
    }

    static ObjectNode list(Recommendations list, UnaryOperator<String> titleOf) {
        ObjectNode node = object().put("userId", list.userId())
                .put("recommendationId", list.recommendationId())
                .put("generatedAt", list.generatedAtMillis())
                .put("trigger", list.trigger().name().toLowerCase(Locale.ROOT));
        ArrayNode items = node.putArray("items");
        for (RecommendedArticle item : list.items()) {
            ObjectNode line =
                    items.addObject().put("articleId", item.articleId()).put("title", titleOf.apply(item.articleId()));
            ArrayNode reasons = line.putArray("reasons");
            item.reasons().stream()
                    .limit(REASONS_MAX)
                    .map(reason -> ReasonText.of(reason, titleOf))
                    .forEach(reasons::add);
        }
        return node;
    }

    static ObjectNode trending(Trending trending, UnaryOperator<String> titleOf) {
        ObjectNode node = object().put("scope", trending.scope())
                .put("category", trending.category())
                .put("window", trending.window().label());
        ArrayNode items = node.putArray("items");
        trending.items()
                .forEach(item -> items.addObject()
                        .put("articleId", item.articleId())
                        .put("title", titleOf.apply(item.articleId()))
                        .put("clicks", item.clicks()));
        return node;
    }

    static ObjectNode figures(InstanceTotals totals, HealthStatus health, long atMillis) {
        ObjectNode node = object().put("at", atMillis)
                .put("articles", totals.articles())
                .put("clicks", totals.clicks())
                .put("lists", totals.lists())
                .put("deadLetters", totals.deadLetters())
                .put("liveArticles", totals.liveArticles());
        put(node, "clickToListMillisMedian", totals.clickToListP50Millis());
        put(node, "clickToListMillis99", totals.clickToListP99Millis());
        node.set("health", health(health));
        return node;
    }

    public static ObjectNode health(HealthStatus health) {
        ObjectNode node = object().put("live", health.live()).put("ready", health.ready());
        texts(node.putArray("reasons"), health.reasons());
        return node;
    }

    static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static void put(ObjectNode node, String field, OptionalDouble value) {
        if (value.isPresent()) {
            node.put(field, value.getAsDouble());
        } else {
            node.putNull(field);
        }
    }
}
