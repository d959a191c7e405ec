package io.freshet.recommend.catalogue;

import static io.freshet.recommend.RecommenderFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.recommend.RecommenderFixture;
import io.freshet.recommend.item.ArticleDescription;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewestArticlesTest {
    private static final int SIZE_MAX = 16;
    private static final int SLOTS = 150;
    private static final List<String> CATEGORIES = List.of("sport", "culture", "politics");

    private final NewestArticles newest = new NewestArticles(SIZE_MAX);
    private final @Nullable ArticleDescription[] described = new ArticleDescription[SLOTS];

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void newestEqualsAFullScanAfterAdditionsCorrectionsAndWithdrawals(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < 5_000; step++) {
            int slot = random.nextInt(SLOTS);
            int drawn = random.nextInt(CATEGORIES.size() + 2);
            // In every second phase removals outnumber additions, so that lists are refilled from dropped entries.
            if (drawn == 0 || (step / 500 % 2 == 1 && random.nextBoolean())) {
                describe(slot, null);
            } else {
                String category = drawn <= CATEGORIES.size() ? CATEGORIES.get(drawn - 1) : null;
                describe(
                        slot,
                        RecommenderFixture.article("a" + slot, "T", category, START + random.nextInt(1_000_000), 1, 0));
            }
            assertSameAsScan(Optional.of(newest.all()), null, seed);
            CATEGORIES.forEach(category -> assertSameAsScan(newest.of(category), category, seed));
        }
    }

    @Test
    void categoriesBeyondTheLimitAppearOnlyInTheOverallList() {
        NewestArticles many = new NewestArticles(1);
        for (int slot = 0; slot <= NewestArticles.CATEGORIES_MAX; slot++) {
            many.add(slot, RecommenderFixture.article("a" + slot, "T", "category-" + slot, START + slot, 1, 0));
        }

        assertThat(many.all().slot(0)).isEqualTo(NewestArticles.CATEGORIES_MAX);
        assertThat(many.of("category-0")).isPresent();
        assertThat(many.of("category-" + NewestArticles.CATEGORIES_MAX)).isEmpty();
    }

    private void describe(int slot, @Nullable ArticleDescription now) {
        ArticleDescription before = described[slot];
        described[slot] = now;
        if (before != null) {
            newest.remove(slot, before, SLOTS, other -> described[other]);
        }
        if (now != null) {
            newest.add(slot, now);
        }
    }

    private void assertSameAsScan(Optional<TopSlots> listed, @Nullable String category, long seed) {
        List<Long> scanned = Stream.of(described)
                .filter(article -> isListed(article, category))
                .map(NewestArticlesTest::publishedAtMillis)
                .sorted(Comparator.reverseOrder())
                .limit(SIZE_MAX)
                .toList();
        List<Long> found = listed.stream()
                .flatMapToInt(top ->
                        IntStream.range(0, Math.min(SIZE_MAX, top.size())).map(top::slot))
                .mapToObj(slot -> described[slot])
                .filter(article -> isListed(article, category))
                .map(NewestArticlesTest::publishedAtMillis)
                .toList();
        assertThat(found).as("newest of %s, seed %d", category, seed).isEqualTo(scanned);
    }

    private static long publishedAtMillis(@Nullable ArticleDescription article) {
        return article == null ? 0 : article.publishedAtMillis();
    }

    private static boolean isListed(@Nullable ArticleDescription article, @Nullable String category) {
        return article != null && (category == null || category.equals(article.categoryName()));
    }
}
