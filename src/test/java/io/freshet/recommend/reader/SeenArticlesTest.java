package io.freshet.recommend.reader;

import static io.freshet.recommend.RecommenderFixture.START;
import static io.freshet.recommend.RecommenderFixture.article;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.recommend.RecommenderFixture;
import io.freshet.recommend.rank.SeenFilter;
import io.freshet.vector.SeededHash;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenArticlesTest {
    private static final long MINUTE = 60_000;
    private static final int ARTICLES = 400;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatWasReadOrHiddenDoesNotComeBackHoweverMuchWasReadSince(long seed) {
        Random random = new Random(seed);
        RecommenderFixture newsroom = new RecommenderFixture();
        for (int index = 0; index < ARTICLES; index++) {
            newsroom.publish(article("a" + index, "Title " + index, "c" + index % 5, START, index, 1, 2, 3));
        }
        Set<String> done = new HashSet<>();
        for (int step = 0; step < ARTICLES - 20; step++) {
            String articleId = "a" + random.nextInt(ARTICLES);
            ClickKind kind = random.nextInt(2) == 0 ? ClickKind.HIDE : ClickKind.CLICK;
            newsroom.click(new Click("r", articleId, START + step * MINUTE, null, null, kind, 0, Map.of()));
            done.add(articleId);
            newsroom.read("other-" + step, "a" + random.nextInt(ARTICLES), START + step * MINUTE);
            assertThat(newsroom.list("r", START + step * MINUTE).articleIds())
                    .as("seed %d, step %d", seed, step)
                    .isNotEmpty()
                    .doesNotContainAnyElementsOf(done);
        }
        assertThat(newsroom.reader("r").snapshot().reads()).hasSize(50);
        assertThat(newsroom.reader("r").snapshot().hidden()).hasSize(100);
    }

    @Test
    void articleReadLongAgoCountsAsRead() {
        RecommenderFixture newsroom = new RecommenderFixture();
        for (int index = 0; index < 200; index++) {
            newsroom.read("r", "a" + index, START + index * MINUTE);
        }

        assertThat(newsroom.reader("r").snapshot().seen().size()).isEqualTo(150);
        assertThat(newsroom.reader("r").hasRead("a0")).isTrue();
        assertThat(newsroom.reader("r").hasRead("b0")).isFalse();
    }

    @Test
    void newestAreKeptEachOnce() {
        SeenArticles seen = SeenArticles.NONE;
        for (int index = 0; index < 10; index++) {
            seen = seen.with("a" + index % 5, 3);
        }

        assertThat(seen)
                .isEqualTo(SeenArticles.of(SeededHash.hash32("a4"), SeededHash.hash32("a3"), SeededHash.hash32("a2")));
        assertThat(seen.with("a3", 3).hash(0)).isEqualTo(SeededHash.hash32("a3"));
        assertThat(seen.with("a3", 3).size()).isEqualTo(3);
        assertThat(seen.with("a9", 0)).isEqualTo(SeenArticles.NONE);
    }

    @Test
    void filterAnswersAsTheHashesDoForOneReaderAfterTheOther() {
        Random random = new Random(7);
        SeenFilter filter = new SeenFilter();
        for (int reader = 0; reader < 20; reader++) {
            int[] hashes = random.ints(random.nextInt(3_000)).toArray();
            SeenArticles seen = SeenArticles.of(hashes);
            filter.load(seen);
            for (int place = 0; place < Math.min(50, hashes.length); place++) {
                assertThat(filter.contains(hashes[place])).isTrue();
            }
            random.ints(2_000).forEach(hash -> assertThat(filter.contains(hash)).isEqualTo(seen.contains(hash)));
        }
    }
}
