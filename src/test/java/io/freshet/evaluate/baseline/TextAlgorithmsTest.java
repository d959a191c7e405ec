package io.freshet.evaluate.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.article.ArticleSettings;
import io.freshet.evaluate.Algorithms;
import io.freshet.evaluate.KnownAlgorithm;
import io.freshet.evaluate.algorithm.InProcessRecommender;
import io.freshet.evaluate.algorithm.ListRequest;
import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.recommend.Recommender;
import io.freshet.recommend.settings.RecommendSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Algorithms that use only texts. */
class TextAlgorithmsTest {
    private static final long START = 1_700_000_000_000L;

    private final InProcessRecommender recommender = new InProcessRecommender(
            RecommendSettings.defaults().withDimension(8), ArticleSettings.DEFAULTS, new AnyWord());

    @ParameterizedTest
    @EnumSource(
            value = KnownAlgorithm.class,
            names = {"CONTENT", "CONTENT_LAST", "CONTENT_MEANS", "CONTENT_TERMS"})
    void similarTextsScoreHighestAndUnknownArticlesScoreZero(KnownAlgorithm known) {
        Algorithms algorithms = Algorithms.of(List.of(known), List.of(), recommender);
        publish("filler", "weather rain sunshine");
        publish("read", "penguin iceberg glacier");
        publish("like", "glacier penguin melting");
        publish("unlike", "parliament budget vote");
        read(algorithms, "read", 1);

        double[] scores = new double[3];
        algorithms.list().get(0).score(request(), List.of("unlike", "like", "unknown"), scores);

        assertThat(scores[1]).as("%s", known).isGreaterThan(scores[0] + .2);
        assertThat(scores[2]).isZero();
    }

    @Test
    void fastDecayPrefersTheLastReads() {
        Algorithms algorithms =
                Algorithms.of(List.of(KnownAlgorithm.CONTENT, KnownAlgorithm.CONTENT_LAST), List.of(), recommender);
        publish("old", "penguin iceberg glacier");
        publish("old-too", "penguin glacier snow");
        publish("last", "parliament budget vote");
        publish("like-old", "glacier penguin melting");
        publish("like-last", "budget vote minister");
        read(algorithms, "old", 1);
        read(algorithms, "old-too", 2);
        read(algorithms, "last", 3);

        double[] slow = new double[2];
        double[] fast = new double[2];
        algorithms.list().get(0).score(request(), List.of("like-old", "like-last"), slow);
        algorithms.list().get(1).score(request(), List.of("like-old", "like-last"), fast);

        assertThat(fast[1] - fast[0]).isGreaterThan(slow[1] - slow[0]);
    }

    private void publish(String articleId, String title) {
        recommender.publish(
                Article.builder(articleId, title, START).language("en").build());
    }

    private void read(Algorithms algorithms, String articleId, int minutes) {
        Click click = Click.of("me", articleId, START + minutes * 60_000L);
        recommender.click(click);
        algorithms.click(click);
    }

    private ListRequest request() {
        return new ListRequest(
                recommender.reader("me"),
                recommender.catalogue(),
                START + 600_000,
                List.of(),
                Recommender.withFormula(recommender.settings()));
    }
}
