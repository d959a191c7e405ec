package io.freshet.recommend;

import static io.freshet.recommend.RecommenderFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.event.Recommendations;
import io.freshet.recommend.catalogue.TopSlots;
import io.freshet.recommend.decay.HalfLife;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A made-up stream in which most readers go on to one of three articles that belong to the one they read. */
class ReplayTest {
    private static final int ARTICLES = 200;

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void whereReadersWentBeatsWhatIsPopularNow(long seed) {
        Outcome outcome = replay(seed);
        assertThat(outcome.hits() / (double) outcome.lists())
                .as("hit rate at 10, seed %d", seed)
                .isGreaterThan(.45)
                .isGreaterThan(1.5 * outcome.popularityHits() / outcome.lists());
    }

    @ParameterizedTest
    @ValueSource(longs = {13})
    void theSameStreamGivesTheSameLists(long seed) {
        assertThat(replay(seed).last()).isEqualTo(replay(seed).last());
    }

    private record Outcome(int lists, int hits, int popularityHits, List<Recommendations> last) {}

    private static Outcome replay(long seed) {
        Random random = new Random(seed);
        RecommenderFixture newsroom = new RecommenderFixture();
        int lists = 0;
        int hits = 0;
        int popularityHits = 0;
        List<Recommendations> last = new ArrayList<>();
        int[] at = new int[150];
        for (int reader = 0; reader < at.length; reader++) {
            at[reader] = popular(random);
        }
        for (int step = 0; step < 6_000; step++) {
            long now = START + step * 1_000L;
            int reader = random.nextInt(at.length);
            int next = random.nextInt(10) < 8 ? (at[reader] * 7 + 1 + random.nextInt(3)) % ARTICLES : popular(random);
            String articleId = "a" + next;
            if (step >= 3_000 && !newsroom.reader("r" + reader).hasRead(articleId)) {
                Recommendations list = newsroom.list("r" + reader, now);
                lists++;
                hits += list.articleIds().contains(articleId) ? 1 : 0;
                TopSlots top = newsroom.catalogue.mostRead(HalfLife.FIVE_MINUTES);
                for (int position = 0; position < Math.min(10, top.size()); position++) {
                    popularityHits += newsroom.catalogue
                                    .article(top.slot(position))
                                    .articleId()
                                    .equals(articleId)
                            ? 1
                            : 0;
                }
                if (step > 5_900) {
                    last.add(list);
                }
            }
            newsroom.read("r" + reader, articleId, now);
            at[reader] = next;
        }
        return new Outcome(lists, hits, popularityHits, last);
    }

    private static int popular(Random random) {
        return (int) Math.min(ARTICLES - 1, Math.abs(random.nextGaussian() * 30));
    }
}
