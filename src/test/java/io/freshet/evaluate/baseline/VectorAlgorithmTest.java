package io.freshet.evaluate.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.article.ArticleSettings;
import io.freshet.evaluate.algorithm.Algorithm;
import io.freshet.evaluate.algorithm.InProcessRecommender;
import io.freshet.evaluate.algorithm.ListRequest;
import io.freshet.evaluate.measure.RankedList;
import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.recommend.Recommender;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ItemActivity;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.FloatVector;
import io.freshet.words.NoWordVectors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recommenders that look at vectors, in two dimensions. */
class VectorAlgorithmTest {
    private static final long START = 1_700_000_000_000L;

    private final InProcessRecommender newsroom = new InProcessRecommender(
            RecommendSettings.defaults().withDimension(2), ArticleSettings.DEFAULTS, new NoWordVectors(2));
    private final ArticleIndex numbers = new ArticleIndex();
    private final ReadingLog log = new ReadingLog(numbers, 1_800_000);
    private final ArticleVectorTable vectors =
            new ArticleVectorTable(numbers, newsroom.settings().items().aliveMillis());

    private void read(String userId, String articleId, int minutes) {
        Click click = Click.of(userId, articleId, START + minutes * 60_000L);
        newsroom.click(click);
        log.add(click);
    }

    /** Gives an article that is alive a content vector at an angle. */
    private void describe(String articleId, double degrees) {
        vectors.described(new ArticleDescription(
                articleId, articleId, "en", null, null, START, Article.NEVER, List.of(), at(degrees, 1)));
    }

    /** Gives an article its item vectors; how often it was read stays as it is. */
    private void learn(String articleId, FloatVector in, FloatVector out) {
        ItemActivity known = newsroom.catalogue().activity(articleId).orElseThrow();
        vectors.learned(new ItemActivity(
                articleId,
                known.clicks(),
                known.lastClickMillis(),
                known.exposures(),
                known.hides(),
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

    private List<String> list(Algorithm contender, int minutes) {
        RankedList list = new RankedList();
        list.start(1);
        contender.list(
                new ListRequest(
                        newsroom.reader("me"),
                        newsroom.catalogue(),
                        START + minutes * 60_000L,
                        List.of(),
                        Recommender.withFormula(newsroom.settings())),
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
        // The mean lies at atan(.9) = 42 degrees; what has no text is not listed.
        assertThat(list(VectorAlgorithm.content("content", numbers, log, vectors, .9), 3))
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
        Algorithm contender = VectorAlgorithm.item("item", numbers, log, vectors);
        // popular: 0 + ln 8 = 2.08; likely: the inner product + ln 1.
        learn("likely", at(0, 1), at(0, 2));
        assertThat(list(contender, 0)).containsExactly("popular", "likely");
        learn("likely", at(0, 1), at(0, 2.2));
        assertThat(list(contender, 0)).containsExactly("likely", "popular");
    }

    @Test
    void readsFadeByHalfInHalfAnHourDownToTheLeast() {
        read("r", "a", 0);
        read("s", "a", 0);
        learn("a", at(0, 1), at(0, 1));
        int article = numbers.find("a");
        assertThat(vectors.logReads(article, START)).isCloseTo(Math.log(2), within(1e-6));
        assertThat(vectors.logReads(article, START + 1_800_000)).isCloseTo(0, within(1e-6));
        assertThat(vectors.logReads(article, START + 360_000_000)).isCloseTo(Math.log(.02), within(1e-6));
    }
}
