package io.freshet.evaluate.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.article.ArticleSettings;
import io.freshet.evaluate.algorithm.Algorithm;
import io.freshet.evaluate.algorithm.InProcessRecommender;
import io.freshet.evaluate.algorithm.ListRequest;
import io.freshet.evaluate.measure.RankedList;
import io.freshet.event.Click;
import io.freshet.recommend.Recommender;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ItemActivity;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.FloatVector;
import io.freshet.words.NoWordVectors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Algorithms that use only vectors, in two dimensions. */
class VectorAlgorithmTest {
    private static final long START = 1_700_000_000_000L;

    private final InProcessRecommender recommender = new InProcessRecommender(
            RecommendSettings.defaults().withDimension(2), ArticleSettings.DEFAULTS, new NoWordVectors(2));
    private final ArticleIndex articleIndex = new ArticleIndex();
    private final ReadingLog log = new ReadingLog(articleIndex, 1_800_000);
    private final ArticleVectorTable vectors = new ArticleVectorTable(
            articleIndex, recommender.settings().catalogue().aliveMillis());

    private void read(String userId, String articleId, int minutes) {
        Click click = Click.of(userId, articleId, START + minutes * 60_000L);
        recommender.click(click);
        log.add(click);
    }

    /** Sets the content vector of a live article to a unit vector at an angle. */
    private void describe(String articleId, double degrees) {
        vectors.described(ArticleDescription.builder(articleId, articleId, "en", START)
                .content(at(degrees, 1))
                .build());
    }

    /** Sets the item vectors of an article and keeps its reads. */
    private void learn(String articleId, FloatVector in, FloatVector out) {
        ItemActivity known = recommender.catalogue().activity(articleId).orElseThrow();
        vectors.learned(new ItemActivity(
                articleId,
                new ItemActivity.EventCounts(
                        known.clicks(), known.lastReadMillis(), known.impressions(), known.hides()),
                known.followers(),
                known.segments(),
                in,
                out));
    }

    private static FloatVector at(double degrees, double length) {
        double radians = Math.toRadians(degrees);
        return FloatVector.copyOf(
                new float[] {(float) (length * Math.cos(radians)), (float) (length * Math.sin(radians))});
    }

    private List<String> list(Algorithm algorithm, int minutes) {
        RankedList list = new RankedList();
        list.start(1);
        algorithm.list(
                new ListRequest(
                        recommender.reader("me"),
                        recommender.catalogue(),
                        START + minutes * 60_000L,
                        List.of(),
                        Recommender.withFormula(recommender.settings())),
                list);
        return list.articleIds();
    }

    @Test
    void contentListsTheNearestToTheMeanOfTheLastReads() {
        for (String articleId : List.of("north", "east", "near", "far", "plain")) {
            read("other", articleId, 0);
        }
        describe("east", 0);
        describe("north", 90);
        describe("near", 40);
        describe("far", 200);
        read("me", "north", 1);
        read("me", "east", 2);
        // The mean is at atan(.9) = 42 degrees; an article without text is not listed.
        assertThat(list(VectorAlgorithm.content("content", articleIndex, log, vectors, .9), 3))
                .containsExactly("near", "far");
    }

    @Test
    void itemVectorsAddTheLogarithmOfReads() {
        read("other", "last", 0);
        read("other", "likely", 0);
        for (int reader = 0; reader < 8; reader++) {
            read("r" + reader, "popular", 0);
        }
        read("me", "last", 0);
        learn("last", at(0, 1), at(0, 1));
        learn("popular", at(0, 1), at(90, 1));
        Algorithm algorithm = VectorAlgorithm.item("item", articleIndex, log, vectors);
        // popular: 0 + ln 8 = 2.08; likely: the inner product + ln 1.
        learn("likely", at(0, 1), at(0, 2));
        assertThat(list(algorithm, 0)).containsExactly("popular", "likely");
        learn("likely", at(0, 1), at(0, 2.2));
        assertThat(list(algorithm, 0)).containsExactly("likely", "popular");
    }

    @Test
    void logReadsDecayDownToAMinimum() {
        read("r", "a", 0);
        read("s", "a", 0);
        learn("a", at(0, 1), at(0, 1));
        int article = articleIndex.find("a");
        assertThat(vectors.logReads(article, START)).isCloseTo(Math.log(2), within(1e-6));
        assertThat(vectors.logReads(article, START + 1_800_000)).isCloseTo(0, within(1e-6));
        assertThat(vectors.logReads(article, START + 360_000_000)).isCloseTo(Math.log(.02), within(1e-6));
    }
}
