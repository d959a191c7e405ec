package io.freshet.recommend;

import static io.freshet.recommend.Newsroom.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.event.Article;
import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorMath;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeighbourGraphTest {
    private static final int DIMENSION = 16;
    private static final int EXACT_SEARCH_MAX = 300;
    private static final int NEIGHBOURS = 20;

    private final Catalogue catalogue = new Catalogue(settings());

    private static RecommendSettings settings() {
        RecommendSettings defaults = RecommendSettings.defaults().withDimension(DIMENSION);
        return new RecommendSettings(
                1,
                defaults.vectors(),
                new RecommendSettings.Items(
                        100, 32, 36, 100_000, EXACT_SEARCH_MAX, RecommendSettings.AnnouncedOnly.AUTO),
                defaults.readers(),
                defaults.candidates(),
                defaults.formula(),
                defaults.ranking(),
                defaults.lists(),
                defaults.push(),
                defaults.trending());
    }

    private void publish(String articleId, float[] content) {
        catalogue.describe(new ArticleDescription(
                articleId,
                "Title",
                "en",
                null,
                null,
                START,
                Article.NEVER,
                List.of(),
                FloatVector.copyOf(VectorMath.unit(content))));
    }

    private static float[] vector(Random random, int topic) {
        Random ofTopic = new Random(topic);
        float[] vector = new float[DIMENSION];
        for (int index = 0; index < DIMENSION; index++) {
            vector[index] = (float) (ofTopic.nextGaussian() + .7 * random.nextGaussian());
        }
        return vector;
    }

    /** The share of the true neighbours that are found, over all articles held. */
    private double recall(long nowMillis) {
        NearestArticles exact = new ExactNearestArticles();
        NearestArticles indexed = new IndexedNearestArticles();
        int[] truth = new int[NEIGHBOURS];
        int[] found = new int[NEIGHBOURS];
        int hits = 0;
        int all = 0;
        for (int slot = 0; slot < catalogue.slotBound(); slot++) {
            int trueCount = exact.find(catalogue, catalogue.content(), slot, ListTime.ofEvents(nowMillis), truth);
            int count = indexed.find(catalogue, catalogue.content(), slot, ListTime.ofEvents(nowMillis), found);
            Set<Integer> there = new HashSet<>();
            for (int index = 0; index < count; index++) {
                assertThat(catalogue.isAlive(found[index], ListTime.ofEvents(nowMillis)))
                        .isTrue();
                assertThat(found[index]).isNotEqualTo(slot);
                there.add(found[index]);
            }
            assertThat(there).hasSize(count);
            for (int index = 0; index < trueCount; index++) {
                hits += there.contains(truth[index]) ? 1 : 0;
            }
            all += trueCount;
        }
        return (double) hits / all;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void nearlyAllNeighboursAreFoundWhileArticlesComeMoveAndLeave(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < 12_000; step++) {
            String articleId = "a" + random.nextInt(1_500);
            if (random.nextInt(5) == 0) {
                catalogue.withdraw(articleId);
            } else {
                publish(articleId, vector(random, random.nextInt(40)));
            }
            catalogue.index();
            if (step == 1_000 || step == 6_000 || step == 11_999) {
                assertThat(recall(START)).as("seed %d, step %d", seed, step).isGreaterThan(.97);
            }
        }
        NeighbourGraph graph = catalogue.graph(catalogue.content()).orElseThrow();
        assertThat(graph.nodes())
                .as("a second graph took the place of the first")
                .isLessThan(6_000);
    }

    @Test
    void whatWaitsToBeIndexedIsFoundAllTheSame() {
        Random random = new Random(3);
        for (int article = 0; article < 1_000; article++) {
            publish("a" + article, vector(random, article % 30));
        }
        for (int steps = 0; steps < 2; steps++) {
            for (int step = 0; step < 200; step++) {
                catalogue.index();
            }
            assertThat(catalogue.graph(catalogue.content()).orElseThrow().waiting())
                    .isEqualTo(1_000 - 200 * (steps + 1));
            assertThat(recall(START)).isGreaterThan(.99);
        }
        assertThat(recall(START + 37 * 3_600_000L)).as("none is alive").isNaN();
    }

    @Test
    void fewArticlesAreComparedOneByOne() {
        Random random = new Random(4);
        for (int article = 0; article < EXACT_SEARCH_MAX; article++) {
            publish("a" + article, vector(random, article % 10));
            catalogue.index();
        }
        assertThat(catalogue.graph(catalogue.content())).isEmpty();
        publish("one too many", vector(random, 1));
        catalogue.index();
        assertThat(catalogue.graph(catalogue.content())).isPresent();
        for (int article = 0; article < EXACT_SEARCH_MAX * 3 / 4; article++) {
            catalogue.withdraw("a" + article);
        }
        assertThat(catalogue.graph(catalogue.content())).as("few again").isEmpty();
    }
}
