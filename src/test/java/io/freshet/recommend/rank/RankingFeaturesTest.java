package io.freshet.recommend.rank;

import static io.freshet.recommend.RecommenderFixture.START;
import static io.freshet.recommend.RecommenderFixture.article;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.event.Impression;
import io.freshet.recommend.Recommender;
import io.freshet.recommend.RecommenderFixture;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.reader.ReaderLearner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingFeaturesTest {
    private final RecommenderFixture newsroom = new RecommenderFixture();
    private final Recommender proposing = Recommender.withFormula(newsroom.settings);

    /** Simulates days of events: articles are published, read, shown and withdrawn, so that slots are reused. */
    private long simulate(Random random) {
        long now = START;
        for (int step = 0; step < 3_000; step++) {
            now += random.nextInt(60_000);
            String articleId = "a" + (int) Math.abs(random.nextGaussian() * 60);
            String userId = "r" + random.nextInt(40);
            switch (random.nextInt(12)) {
                case 0 -> {
                    newsroom.catalogue.withdraw(articleId);
                    newsroom.items.remove(articleId);
                }
                case 1 -> newsroom.publish(article(articleId, "Title " + step, "c" + step % 3, now, vector(random)));
                case 2 ->
                    new ReaderLearner(newsroom.settings)
                            .apply(newsroom.reader(userId), new Impression(userId, List.of(articleId), now, null))
                            .forEach(newsroom::deliver);
                default ->
                    newsroom.click(new Click(
                            userId,
                            articleId,
                            now - random.nextInt(100_000),
                            null,
                            null,
                            ClickKind.CLICK,
                            0,
                            segments(random)));
            }
        }
        return now;
    }

    private static float[] vector(Random random) {
        float[] vector = new float[RecommenderFixture.DIMENSION];
        for (int index = 0; index < vector.length; index++) {
            vector[index] = (float) random.nextGaussian();
        }
        return vector;
    }

    private static Map<String, String> segments(Random random) {
        return random.nextInt(4) == 0
                ? Map.of()
                : Map.of("device", "d" + random.nextInt(3), "region", "r" + random.nextInt(9));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void featuresEqualTheirDefinition(long seed) {
        Random random = new Random(seed);
        long now = simulate(random);
        RankingFeatures features = new RankingFeatures(propose("r0", now), newsroom.settings);
        int described = 0;
        for (int reader = 0; reader < 40; reader++) {
            Candidates candidates = propose("r" + reader, now + random.nextInt(3_600_000));
            int count = candidates.size();
            float[] rows = new float[count * RankingFeatures.COUNT];
            features.start(candidates);
            features.describeAll(count, rows);
            DefinedFeatures defined = new DefinedFeatures(candidates, newsroom.settings);
            List<Integer> order = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                assertAsDefined(defined, index, rows, index, seed);
                order.add(count - 1 - index);
            }
            int[] chosen = order.stream().mapToInt(Integer::intValue).toArray();
            features.describe(chosen, count, rows);
            for (int row = 0; row < count; row++) {
                assertAsDefined(defined, chosen[row], rows, row, seed);
            }
            described += count;
        }
        assertThat(described).isGreaterThan(1_000);
    }

    private static void assertAsDefined(DefinedFeatures defined, int index, float[] rows, int row, long seed) {
        float[] expected = new float[RankingFeatures.COUNT];
        defined.describe(index, expected, 0);
        for (int feature = 0; feature < expected.length; feature++) {
            assertThat((double) rows[row * RankingFeatures.COUNT + feature])
                    .as("feature %d of candidate %d, seed %d", feature, index, seed)
                    .isCloseTo(expected[feature], within(2e-5 * Math.max(1, Math.abs(expected[feature]))));
        }
    }

    private Candidates propose(String userId, long nowMillis) {
        return proposing.propose(newsroom.reader(userId), newsroom.catalogue, ListTime.ofEvents(nowMillis));
    }
}
