package io.freshet.recommend.trending;

import static io.freshet.recommend.RecommenderFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.event.ClickKind;
import io.freshet.event.Trending;
import io.freshet.event.TrendingWindow;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.item.ArticlePopularity;
import io.freshet.recommend.item.ClickBuckets;
import io.freshet.recommend.item.ItemLearner;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.recommend.item.ItemState;
import io.freshet.recommend.item.RecentReads;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.recommend.settings.TrendingSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrendingBoardTest {
    private static final long HOUR = 3_600_000;
    private static final long BASE = START - Math.floorMod(START, 6 * HOUR);

    private static ArticlePopularity popularity(String articleId, long startMillis, long clicks) {
        return new ArticlePopularity(articleId, "sport", startMillis, clicks);
    }

    @Test
    void expiredArticleIsReportedOnceSoThatItsHistoryCanBeDeleted() {
        TrendingBoard board = new TrendingBoard(RecommendSettings.defaults());
        board.apply(popularity("old", BASE, 1));
        board.apply(popularity("new", BASE + 200 * HOUR, 1));
        board.changed(ListTime.ofEvents(BASE + HOUR), id -> true);
        assertThat(board.takeExpired()).isEmpty();

        board.changed(ListTime.ofEvents(BASE + 200 * HOUR), id -> true);

        assertThat(board.takeExpired()).containsExactly("old");
        assertThat(board.takeExpired()).isEmpty();
        assertThat(board.history("old")).isEmpty();
    }

    @Test
    void expiredArticleThatIsReadAgainIsNotReported() {
        TrendingBoard board = new TrendingBoard(RecommendSettings.defaults());
        board.apply(popularity("a", BASE, 1));
        board.changed(ListTime.ofEvents(BASE + 200 * HOUR), id -> true);

        board.apply(popularity("a", BASE + 200 * HOUR, 1));

        assertThat(board.takeExpired()).isEmpty();
    }

    @Test
    void fullBoardEvictsTheLeastReadPercentForANewArticleOnly() {
        TrendingBoard board = new TrendingBoard(withArticlesMax(200));
        for (int article = 0; article < 200; article++) {
            assertThat(board.apply(popularity("a" + article, BASE, 1_000 - article)))
                    .isTrue();
        }
        assertThat(board.size()).isEqualTo(200);
        assertThat(board.apply(popularity("a0", BASE, 2_000))).isTrue();
        assertThat(board.takeExpired()).isEmpty();

        assertThat(board.apply(popularity("new", BASE, 1))).isTrue();

        assertThat(board.takeExpired()).containsExactlyInAnyOrder("a197", "a198", "a199");
        assertThat(board.size()).isEqualTo(198);
        assertThat(board.history("new")).isPresent();
    }

    private static RecommendSettings withArticlesMax(int articlesMax) {
        RecommendSettings defaults = RecommendSettings.defaults();
        TrendingSettings trending = defaults.trending();
        return new RecommendSettings(
                defaults.seed(),
                defaults.items(),
                defaults.readers(),
                defaults.ranking(),
                defaults.lists(),
                defaults.push(),
                new TrendingSettings(trending.size(), articlesMax, trending.relatedSize()));
    }

    @Test
    void unlistedArticlesAreStillCounted() {
        TrendingBoard board = new TrendingBoard(RecommendSettings.defaults());
        for (int article = 0; article < 30; article++) {
            board.apply(new ArticlePopularity("undefined-" + article, null, BASE, 100));
        }
        board.apply(new ArticlePopularity("announced", null, BASE, 1));
        ListTime time = new ListTime(BASE, BASE + 5_000);

        Trending hour = board.changed(time, "announced"::equals).get(0);
        assertThat(hour.items()).containsExactly(new Trending.Item("announced", 1));
        assertThat(hour.generatedAtMillis()).isEqualTo(BASE + 5_000);
        assertThat(hour.asOfMillis()).isEqualTo(BASE);
        assertThat(board.changed(time, id -> id.equals("announced") || id.equals("undefined-7"))
                        .get(0)
                        .items())
                .as("announced later")
                .containsExactly(new Trending.Item("undefined-7", 100), new Trending.Item("announced", 1));
    }

    @Test
    void onlyTheMostReadCategoriesHaveListsAboveTheLimit() {
        TrendingBoard board = new TrendingBoard(RecommendSettings.defaults());
        for (int category = 0; category < 3 * TrendingBoard.CATEGORIES_MAX; category++) {
            board.apply(new ArticlePopularity("a" + category, "made-up-" + category, BASE, 1));
        }
        board.apply(new ArticlePopularity("b", "sport", BASE, 2));

        List<Trending> lists = board.changed(ListTime.ofEvents(BASE), id -> true);

        assertThat(lists).hasSize(3 + 3 * TrendingBoard.CATEGORIES_MAX);
        assertThat(lists).extracting(Trending::scope).contains("all/1h", "category:sport/1h");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void hourListEqualsBruteForceAndDayAndWeekAreWithinOneBucket(long seed) {
        Random random = new Random(seed);
        TrendingBoard board = new TrendingBoard(RecommendSettings.defaults());
        Map<String, ItemState> items = new HashMap<>();
        RecommendSettings settings = RecommendSettings.defaults().withDimension(2);
        ItemLearner learner = new ItemLearner(settings);
        Catalogue catalogue = new Catalogue(settings);
        RecentReads recentReads = new RecentReads(1);
        Map<String, List<Long>> reads = new HashMap<>();
        Map<String, Trending> lists = new HashMap<>();
        long now = BASE;
        for (int step = 0; step < 6_000; step++) {
            now += random.nextInt(200_000);
            String articleId = "a" + random.nextInt(30);
            long at = now - random.nextInt(600_000);
            ItemState item = items.computeIfAbsent(articleId, learner::create);
            ItemSignal read = new ItemSignal.Read(articleId, at, ClickKind.CLICK, List.of(), Map.of());
            learner.apply(item, read, catalogue, recentReads);
            reads.computeIfAbsent(articleId, id -> new ArrayList<>()).add(at);
            ArticlePopularity popularity = item.popularityAt(at).orElseThrow();
            assertThat(board.apply(popularity)).isTrue();
            assertThat(board.apply(popularity)).as("duplicate").isFalse();
            if (step % 50 == 0) {
                board.changed(ListTime.ofEvents(now), id -> true).forEach(list -> lists.put(list.scope(), list));
                if (step % 300 == 0) {
                    board = restarted(board, items.keySet());
                }
            }
            if (step % 500 == 0 && step > 0) {
                long windowEnd = now;
                board.changed(ListTime.ofEvents(now), id -> true).forEach(list -> lists.put(list.scope(), list));
                assertThat(Objects.requireNonNull(lists.get("all/1h")).items())
                        .as("seed %d step %d", seed, step)
                        .isEqualTo(bruteForce(reads, Math.floorDiv(windowEnd - HOUR, 300_000) * 300_000));
                assertBetween(
                        Objects.requireNonNull(lists.get("all/24h")),
                        reads,
                        windowEnd - 24 * HOUR,
                        windowEnd - 25 * HOUR);
                assertBetween(
                        Objects.requireNonNull(lists.get("all/7d")),
                        reads,
                        windowEnd - 168 * HOUR,
                        windowEnd - 174 * HOUR);
            }
        }
    }

    @Test
    void listsPublishedBeforeARestartAreReturnedOnlyAfterAChange() {
        TrendingBoard board = new TrendingBoard(RecommendSettings.defaults());
        board.apply(new ArticlePopularity("a", "sport", 0, 3));
        board.apply(new ArticlePopularity("b", "music", 0, 2));
        List<Trending> published = board.changed(ListTime.ofEvents(299_999), id -> true);
        TrendingBoard again = restarted(board, List.of("a", "b"));
        published.forEach(again::restore);

        assertThat(again.changed(ListTime.ofEvents(599_999), id -> true)).isEmpty();
        again.apply(new ArticlePopularity("b", "music", 300_000, 1));
        assertThat(again.changed(ListTime.ofEvents(599_999), id -> true))
                .extracting(Trending::category)
                .containsOnly(null, "music")
                .hasSize(6);
    }

    /** Restores a board from its stored histories alone; all of its first lists count as changed. */
    private static TrendingBoard restarted(TrendingBoard board, Iterable<String> articleIds) {
        TrendingBoard again = new TrendingBoard(RecommendSettings.defaults());
        articleIds.forEach(articleId -> board.history(articleId).ifPresent(history -> {
            again.restore(history);
            assertThat(again.history(articleId)).contains(history);
        }));
        return again;
    }

    private static List<Trending.Item> bruteForce(Map<String, List<Long>> reads, long fromMillis) {
        return reads.entrySet().stream()
                .map(entry -> Map.entry(
                        entry.getKey(),
                        entry.getValue().stream().filter(at -> at >= fromMillis).count()))
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> new Trending.Item(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Trending.Item::clicks)
                        .reversed()
                        .thenComparing(Trending.Item::articleId))
                .limit(20)
                .toList();
    }

    private static void assertBetween(
            Trending list, Map<String, List<Long>> reads, long atLeastSince, long atMostSince) {
        for (Trending.Item item : list.items()) {
            List<Long> times = Objects.requireNonNull(reads.get(item.articleId()));
            assertThat(item.clicks())
                    .isBetween(
                            times.stream().filter(at -> at > atLeastSince).count(),
                            times.stream().filter(at -> at >= atMostSince).count());
        }
    }

    @Test
    void onlyChangedListsAreReturnedAndEmptyListsOnce() {
        TrendingBoard board = new TrendingBoard(RecommendSettings.defaults());
        board.apply(popularity("a", BASE, 3));

        assertThat(board.changed(ListTime.ofEvents(BASE), id -> true))
                .extracting(Trending::scope)
                .containsExactly(
                        "all/1h", "all/24h", "all/7d", "category:sport/1h", "category:sport/24h", "category:sport/7d");
        assertThat(board.changed(ListTime.ofEvents(BASE + 1), id -> true)).isEmpty();
        List<Trending> later = board.changed(ListTime.ofEvents(BASE + 2 * HOUR), id -> true);
        assertThat(later).extracting(Trending::scope).containsExactly("all/1h", "category:sport/1h");
        assertThat(later).allSatisfy(list -> assertThat(list.items()).isEmpty());
        assertThat(board.changed(ListTime.ofEvents(BASE + 2 * HOUR + 1), id -> true))
                .isEmpty();
    }

    @Test
    void olderOrMergedCountIsIgnored() {
        TrendingBoard board = new TrendingBoard(RecommendSettings.defaults());
        board.apply(popularity("a", BASE, 3));
        assertThat(board.apply(popularity("a", BASE, 2))).isFalse();
        board.apply(popularity("a", BASE + 5 * HOUR, 1));
        board.changed(ListTime.ofEvents(BASE + 5 * HOUR), id -> true);
        assertThat(board.apply(popularity("a", BASE, 9))).isFalse();
        assertThat(board.history("a").orElseThrow().buckets())
                .containsExactly(
                        new ReadHistory.Bucket(BASE, HOUR, 3), new ReadHistory.Bucket(BASE + 5 * HOUR, HOUR / 12, 1));
    }

    /** Owners lag by different amounts; a count is not too old because other owners are a day ahead. */
    @Test
    void countsOfALaggingOwnerAreComplete() {
        TrendingBoard board = new TrendingBoard(RecommendSettings.defaults());
        board.apply(popularity("behind", BASE, 3));
        board.apply(popularity("ahead", BASE + 30 * HOUR, 5));
        board.changed(ListTime.ofEvents(BASE + 30 * HOUR), id -> true);

        assertThat(board.apply(popularity("behind", BASE, 7))).isTrue();
        assertThat(board.apply(popularity("behind", BASE + HOUR, 2))).isTrue();

        assertThat(board.changed(ListTime.ofEvents(BASE + 30 * HOUR), id -> true))
                .filteredOn(list -> list.scope().equals("all/7d"))
                .singleElement()
                .satisfies(list -> assertThat(list.items())
                        .containsExactly(new Trending.Item("behind", 9), new Trending.Item("ahead", 5)));
    }

    @Test
    void laterCategoryAppliesWithoutAnotherRead() {
        TrendingBoard board = new TrendingBoard(RecommendSettings.defaults());
        board.apply(new ArticlePopularity("a", null, BASE, 3));
        assertThat(board.changed(ListTime.ofEvents(BASE), id -> true))
                .extracting(Trending::scope)
                .containsExactly("all/1h", "all/24h", "all/7d");

        assertThat(board.apply(popularity("a", BASE, 3))).isTrue();
        assertThat(board.apply(popularity("a", BASE, 3))).as("duplicate").isFalse();

        assertThat(board.changed(ListTime.ofEvents(BASE), id -> true))
                .extracting(Trending::scope)
                .containsExactly("category:sport/1h", "category:sport/24h", "category:sport/7d");
    }

    @Test
    void withdrawnArticleIsRemovedAndAllExpireAfterAWeek() {
        TrendingBoard board = new TrendingBoard(RecommendSettings.defaults());
        board.apply(popularity("a", BASE, 3));
        board.apply(popularity("b", BASE, 2));
        board.withdraw("a");
        assertThat(board.changed(ListTime.ofEvents(BASE), id -> true).get(0).items())
                .containsExactly(new Trending.Item("b", 2));
        board.changed(ListTime.ofEvents(BASE + 175 * HOUR), id -> true);
        assertThat(board.size()).isZero();
    }

    @Test
    void bucketsExpireAfterTwoHoursAndAcceptLateReads() {
        ClickBuckets buckets = new ClickBuckets();
        assertThat(buckets.add(BASE)).isTrue();
        assertThat(buckets.add(BASE + HOUR)).isTrue();
        assertThat(buckets.clicksAt(BASE)).isEqualTo(1);
        assertThat(buckets.add(BASE + 2 * HOUR)).isTrue();
        assertThat(buckets.clicksAt(BASE)).isZero();
        assertThat(buckets.bucketStartFor(BASE)).hasValue(BASE + HOUR / 12);
        assertThat(buckets.add(BASE))
                .as("late read counted in the oldest bucket")
                .isTrue();
        assertThat(buckets.clicksAt(BASE + HOUR / 12)).isEqualTo(1);
        assertThat(buckets.add(BASE - 22 * HOUR)).as("a day late").isFalse();
        assertThat(buckets.bucketStartFor(BASE - 22 * HOUR)).isEmpty();
        assertThat(new ClickBuckets(buckets.newestStartMillis(), buckets.newestFirst()))
                .isEqualTo(buckets);
        assertThat(buckets.add(BASE + 90 * HOUR)).isTrue();
        assertThat(buckets.clicksAt(BASE + 2 * HOUR)).isZero();
    }

    @Test
    void mostReadListHasAtMostTwentyItems() {
        TrendingBoard board = new TrendingBoard(RecommendSettings.defaults());
        for (int index = 0; index < 40; index++) {
            board.apply(popularity("a" + index, BASE, 1 + index));
        }
        List<Trending.Item> items =
                board.changed(ListTime.ofEvents(BASE), id -> true).get(0).items();
        assertThat(items).hasSize(20).first().isEqualTo(new Trending.Item("a39", 40));
        assertThat(TrendingWindow.values()).hasSize(3);
    }
}
