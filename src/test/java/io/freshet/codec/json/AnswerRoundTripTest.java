package io.freshet.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.codec.Examples;
import io.freshet.codec.RejectedEventException;
import io.freshet.codec.contract.Topic;
import io.freshet.codec.contract.Topics;
import io.freshet.event.ArticleProfile;
import io.freshet.event.CategoryTag;
import io.freshet.event.Keyword;
import io.freshet.event.Reason;
import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.event.Related;
import io.freshet.event.Trending;
import io.freshet.event.TrendingWindow;
import io.freshet.event.Trigger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class AnswerRoundTripTest {
    private static final List<String> WORDS =
            List.of("bridge", "地铁", "a/b", "\"quoted\"", "back\\slash", "🏆", "ü", "x".repeat(100), "<b>");

    private final Random random = new Random(20261123);

    @Test
    void everyAnswerSurvivesARoundTripThroughItsSerde() {
        for (int round = 0; round < 2_000; round++) {
            assertRoundTrip(
                    Topics.RECOMMENDATIONS,
                    new Recommendations(
                            word(), word(), time(), time(), any(Trigger.values()), list(this::recommendedArticle)));
            assertRoundTrip(
                    Topics.TRENDING,
                    new Trending(
                            random.nextBoolean() ? null : word(),
                            any(TrendingWindow.values()),
                            time(),
                            time(),
                            list(() -> new Trending.Item(word(), random.nextLong(Long.MAX_VALUE) + 1))));
            assertRoundTrip(
                    Topics.RELATED,
                    new Related(
                            word(), time(), time(), list(() -> new Related.Item(word(), random.nextDouble(-1, 1)))));
            assertRoundTrip(
                    Topics.ARTICLE_PROFILES,
                    new ArticleProfile(
                            word(),
                            word(),
                            "en",
                            random.nextBoolean()
                                    ? null
                                    : new CategoryTag(word(), random.nextDouble(), random.nextBoolean()),
                            list(() -> new Keyword(word(), random.nextDouble())),
                            time()));
        }
    }

    @Test
    void nullStaysNullAndTheErrorForBrokenBytesNamesTheTopic() {
        assertThat(Topics.RELATED.valueSerde().serializer().serialize("freshet.related", null))
                .isNull();
        assertThat(Topics.RELATED.valueSerde().deserializer().deserialize("freshet.related", (byte[]) null))
                .isNull();
        byte[] broken = "{".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Topics.RELATED.valueSerde().deserializer().deserialize("freshet.related", broken))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("freshet.related")
                .hasCauseInstanceOf(RejectedEventException.class);
    }

    @Test
    void scopeThatContradictsCategoryAndWindowIsRejected() {
        assertThatThrownBy(() -> AnswerDecoder.trending(
                        Examples.bytes(Examples.named("trending", "all").json().put("scope", "category:sport/1h"))))
                .isInstanceOf(RejectedEventException.class)
                .hasMessageContaining("all/1h");
    }

    private <V> void assertRoundTrip(Topic<String, V> topic, V value) {
        byte[] bytes = topic.valueSerde().serializer().serialize(topic.name(), value);
        assertThat(topic.valueSerde().deserializer().deserialize(topic.name(), bytes))
                .isEqualTo(value);
        assertThat(Examples.schemaErrors(topic.name(), bytes)).isEmpty();
    }

    private RecommendedArticle recommendedArticle() {
        return new RecommendedArticle(
                word(), random.nextGaussian() * Math.pow(10, random.nextInt(-30, 30)), list(this::reason));
    }

    private Reason reason() {
        return switch (random.nextInt(6)) {
            case 0 -> new Reason.ReadersWentOn(word());
            case 1 -> new Reason.Resembles(word());
            case 2 -> new Reason.SharedKeywords(List.of(word(), word()));
            case 3 -> new Reason.Trending(word());
            case 4 -> new Reason.NewInCategory(word());
            default -> new Reason.Exploration();
        };
    }

    private <T> List<T> list(Supplier<T> supplier) {
        return Stream.generate(supplier).limit(random.nextInt(4)).toList();
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private long time() {
        return random.nextLong(JsonTime.MILLIS_MIN, JsonTime.MILLIS_MAX);
    }
}
