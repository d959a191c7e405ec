package io.freshet.codec.json;

import static io.freshet.codec.json.EventEncoder.object;
import static io.freshet.codec.json.EventEncoder.writeText;
import static io.freshet.codec.json.EventEncoder.writeTexts;
import static io.freshet.codec.json.EventEncoder.writeTime;

import com.fasterxml.jackson.core.JsonGenerator;
import io.freshet.codec.JsonNames;
import io.freshet.codec.ReasonType;
import io.freshet.event.ArticleProfile;
import io.freshet.event.CategoryTag;
import io.freshet.event.Keyword;
import io.freshet.event.Reason;
import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.event.Related;
import io.freshet.event.Trending;
import java.io.IOException;

/**
 * Encodes Freshet's output as JSON in UTF-8: recommendations, trending lists, related articles and article profiles.
 * Times are RFC 3339 in UTC with milliseconds. Equal values have equal bytes. Thread-safe.
 */
public final class AnswerEncoder {

    private AnswerEncoder() {}

    public static byte[] encode(Recommendations recommendations) {
        return object(json -> {
            json.writeStringField("userId", recommendations.userId());
            json.writeStringField("recommendationId", recommendations.recommendationId());
            writeTime(json, "generatedAt", recommendations.generatedAtMillis());
            writeTime(json, "asOf", recommendations.asOfMillis());
            json.writeStringField("trigger", JsonNames.of(recommendations.trigger()));
            json.writeArrayFieldStart("items");
            for (RecommendedArticle item : recommendations.items()) {
                json.writeStartObject();
                json.writeStringField("articleId", item.articleId());
                json.writeNumberField("score", item.score());
                json.writeArrayFieldStart("reasons");
                for (Reason reason : item.reasons()) {
                    json.writeStartObject();
                    writeReason(json, reason);
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    public static byte[] encode(Trending trending) {
        return object(json -> {
            json.writeStringField("scope", trending.scope());
            writeText(json, "category", trending.category());
            json.writeStringField("window", trending.window().label());
            writeTime(json, "generatedAt", trending.generatedAtMillis());
            writeTime(json, "asOf", trending.asOfMillis());
            json.writeArrayFieldStart("items");
            for (Trending.Item item : trending.items()) {
                json.writeStartObject();
                json.writeStringField("articleId", item.articleId());
                json.writeNumberField("clicks", item.clicks());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    public static byte[] encode(Related related) {
        return object(json -> {
            json.writeStringField("articleId", related.articleId());
            writeTime(json, "generatedAt", related.generatedAtMillis());
            writeTime(json, "asOf", related.asOfMillis());
            json.writeArrayFieldStart("items");
            for (Related.Item item : related.items()) {
                json.writeStartObject();
                json.writeStringField("articleId", item.articleId());
                json.writeNumberField("similarity", item.similarity());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    public static byte[] encode(ArticleProfile profile) {
        return object(json -> {
            json.writeStringField("articleId", profile.articleId());
            json.writeStringField("title", profile.title());
            json.writeStringField("language", profile.language());
            CategoryTag category = profile.category();
            if (category != null) {
                json.writeObjectFieldStart("category");
                json.writeStringField("name", category.name());
                json.writeNumberField("confidence", category.confidence());
                json.writeBooleanField("given", category.given());
                json.writeEndObject();
            }
            json.writeArrayFieldStart("keywords");
            for (Keyword keyword : profile.keywords()) {
                json.writeStartObject();
                json.writeStringField("text", keyword.text());
                json.writeNumberField("weight", keyword.weight());
                json.writeEndObject();
            }
            json.writeEndArray();
            writeTime(json, "publishedAt", profile.publishedAtMillis());
        });
    }

    private static void writeReason(JsonGenerator json, Reason reason) throws IOException {
        json.writeStringField("type", ReasonType.of(reason).label());
        if (reason instanceof Reason.ReadersWentOn readersWentOn) {
            json.writeStringField("articleId", readersWentOn.articleId());
        } else if (reason instanceof Reason.Resembles resembles) {
            json.writeStringField("articleId", resembles.articleId());
        } else if (reason instanceof Reason.SharedKeywords sharedKeywords) {
            writeTexts(json, "keywords", sharedKeywords.keywords());
        } else if (reason instanceof Reason.Trending trending) {
            json.writeStringField("scope", trending.scope());
        } else if (reason instanceof Reason.NewInCategory newInCategory) {
            json.writeStringField("category", newInCategory.category());
        }
    }
}
