package io.freshet.recommend.catalogue;

import static io.freshet.recommend.RecommenderFixture.START;
import static io.freshet.recommend.RecommenderFixture.article;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.AllocatedBytes;
import io.freshet.recommend.RecommenderFixture;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.item.ArticleDescription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void mostReadEqualsAFullScanAfterReadsAndWithdrawals(long seed) {
        Random random = new Random(seed);
        RecommenderFixture newsroom = new RecommenderFixture();
        long now = START;
        for (int step = 0; step < 4_000; step++) {
            now += random.nextInt(20_000);
            String articleId = "a" + (int) Math.abs(random.nextGaussian() * 200);
            if (random.nextInt(8) == 0) {
                newsroom.catalogue.withdraw(articleId);
                newsroom.items.remove(articleId);
            } else {
                newsroom.read("reader-" + random.nextInt(50), articleId, now - random.nextInt(60_000));
            }
            if (step % 97 == 0) {
                for (HalfLife halfLife : MostRead.HALF_LIVES) {
                    assertSameAsScan(newsroom.catalogue, halfLife, 30, now, seed);
                }
            }
        }
        assertThat(newsroom.catalogue.size()).isGreaterThan(100);
    }

    private static void assertSameAsScan(Catalogue catalogue, HalfLife halfLife, int count, long now, long seed) {
        List<Double> scanned = new ArrayList<>();
        catalogue.forEachId(id ->
                scanned.add(catalogue.article(catalogue.slotOf(id)).clicks().at(halfLife, now)));
        scanned.removeIf(reads -> reads == 0);
        scanned.sort(Comparator.reverseOrder());
        TopSlots top = catalogue.mostRead(halfLife);
        assertThat(top.size()).isGreaterThanOrEqualTo(Math.min(count, scanned.size()));
        for (int position = 0; position < Math.min(count, scanned.size()); position++) {
            double reads = catalogue.article(top.slot(position)).clicks().at(halfLife, now);
            assertThat(reads / scanned.get(position))
                    .as("%s position %d seed %d", halfLife, position, seed)
                    .isBetween(.999_999, 1.000_001);
        }
    }

    @Test
    void descriptionAndActivityAreReturnedAsGiven() {
        RecommenderFixture newsroom = new RecommenderFixture();
        ArticleDescription description = article("a", "Title", "sport", START, 1, 2, 3, 4);
        newsroom.publish(description);
        newsroom.read("reader", "b", START);
        newsroom.read("reader", "a", START + 1);
        newsroom.read("reader", "c", START + 2);

        assertThat(newsroom.catalogue.description("a")).contains(description);
        assertThat(newsroom.catalogue.activity("a")).contains(newsroom.item("a").activity());
        assertThat(newsroom.catalogue.activity("a").orElseThrow().followers().key(0))
                .isEqualTo("c");
        assertThat(newsroom.catalogue.description("b")).as("never announced").isEmpty();
        assertThat(newsroom.catalogue.profile("a").orElseThrow().title()).isEqualTo("Title");
    }

    @Test
    void reusedSlotKeepsNothingOfTheRemovedArticle() {
        RecommenderFixture newsroom = new RecommenderFixture();
        newsroom.publish(article("old", "Old", "sport", START, 1, 0, 0, 0));
        newsroom.read("reader", "before", START);
        newsroom.read("reader", "old", START + 1);
        int slot = newsroom.catalogue.slotOf("old");
        assertThat(newsroom.catalogue.withdraw("old")).isTrue();
        assertThat(newsroom.catalogue.withdraw("old")).isFalse();
        newsroom.catalogue.putDescription(
                ArticleDescription.builder("new", "New", "en", START).build());

        assertThat(newsroom.catalogue.slotOf("new")).isEqualTo(slot);
        assertThat(newsroom.catalogue.content().has(slot)).isFalse();
        assertThat(newsroom.catalogue.in().has(slot)).isFalse();
        assertThat(newsroom.catalogue.activity("new")).isEmpty();
        assertThat(newsroom.catalogue.newest().of("sport")).isEmpty();
        CatalogueArticle before = newsroom.catalogue.article(newsroom.catalogue.slotOf("before"));
        assertThat(newsroom.catalogue.followerSlot(before, 0))
                .as("removed follower")
                .isEqualTo(-1);
    }

    @Test
    void articleIsListedFromPublicationToExpiryByTheWallClockIndependentOfEventTime() {
        Catalogue catalogue = new RecommenderFixture().catalogue;
        catalogue.putDescription(ArticleDescription.builder("a", "Short", "en", START + 5)
                .expiresAtMillis(START + 10)
                .build());

        for (long eventMillis : new long[] {START - 1_000_000, START + 7, START + 1_000_000}) {
            assertThat(catalogue.isAlive("a", new ListTime(eventMillis, START + 4)))
                    .isFalse();
            assertThat(catalogue.isAlive("a", new ListTime(eventMillis, START + 5)))
                    .isTrue();
            assertThat(catalogue.isAlive("a", new ListTime(eventMillis, START + 9)))
                    .isTrue();
            assertThat(catalogue.isAlive("a", new ListTime(eventMillis, START + 10)))
                    .isFalse();
        }
        assertThat(catalogue.hasExpired("a", START + 9)).isFalse();
        assertThat(catalogue.hasExpired("a", START + 10)).isTrue();
    }

    @Test
    void fullCatalogueEvictsTheLeastRecentlyReadArticle() {
        RecommenderFixture newsroom = new RecommenderFixture(RecommenderFixture.withArticlesMax(3));
        newsroom.read("x", "a", START);
        newsroom.read("y", "b", START + 1);
        newsroom.read("z", "c", START + 2);
        newsroom.read("w", "a", START + 3);
        newsroom.read("v", "d", START + 4);

        assertThat(newsroom.catalogue.size()).isEqualTo(3);
        assertThat(newsroom.catalogue.contains("b")).isFalse();
    }

    @Test
    void floodOfUnreadArticlesEvictsNoReadArticle() {
        RecommenderFixture newsroom = new RecommenderFixture(RecommenderFixture.withArticlesMax(200));
        for (int index = 0; index < 150; index++) {
            newsroom.publish(article("read-" + index, "Read " + index, null, START, 1, 0, 0, 0));
            newsroom.read("reader-" + index, "read-" + index, START + index);
        }
        for (int index = 0; index < 5_000; index++) {
            newsroom.publish(article("flood-" + index, "Flood " + index, null, START + 1_000 + index, 0, 1, 0, 0));
        }

        for (int index = 0; index < 150; index++) {
            assertThat(newsroom.catalogue.contains("read-" + index)).isTrue();
        }
        assertThat(newsroom.catalogue.contains("flood-4999")).as("the newest").isTrue();
        assertThat(newsroom.catalogue.contains("flood-0")).isFalse();
        assertThat(newsroom.catalogue.evictions()).isEqualTo(150 + 5_000 - newsroom.catalogue.size());
    }

    @Test
    void newArticlesKeepTheirProtectedShareWhenAllOthersAreRead() {
        RecommenderFixture newsroom = new RecommenderFixture(RecommenderFixture.withArticlesMax(200));
        for (int index = 0; index < 20; index++) {
            newsroom.publish(article("new-" + index, "New " + index, null, START + index, 0, 1, 0, 0));
        }
        for (int index = 0; index < 1_000; index++) {
            newsroom.publish(article("read-" + index, "Read " + index, null, START - 1, 1, 0, 0, 0));
            newsroom.read("reader-" + index, "read-" + index, START + index);
        }

        for (int index = 0; index < 20; index++) {
            assertThat(newsroom.catalogue.contains("new-" + index))
                    .as("new-%d", index)
                    .isTrue();
        }
        assertThat(newsroom.catalogue.contains("read-999")).isTrue();
        assertThat(newsroom.catalogue.contains("read-0")).isFalse();
    }

    @Test
    void evictionsAreReturnedInOrderFromTheGivenPosition() {
        RecommenderFixture newsroom = new RecommenderFixture(RecommenderFixture.withArticlesMax(3));
        for (String articleId : List.of("a", "b", "c", "d", "e", "f")) {
            newsroom.read("r", articleId, START + articleId.charAt(0));
        }

        EvictedArticles.Batch first = newsroom.catalogue.evictedSince(0, 2);
        EvictedArticles.Batch second = newsroom.catalogue.evictedSince(first.position(), 2);
        assertThat(first.articleIds()).containsExactly("a", "b");
        assertThat(second.articleIds()).containsExactly("c");
        assertThat(newsroom.catalogue.evictedSince(second.position(), 2).articleIds())
                .isEmpty();
    }

    @Test
    void vectorsOfAnotherDimensionAreRejectedWithBothDimensions() {
        Catalogue catalogue = new RecommenderFixture().catalogue;
        assertThatThrownBy(() -> catalogue.putDescription(article("a", "A", null, START, 1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2")
                .hasMessageContaining("4");
    }

    @Test
    void memoryForEvictionsIsLinearInTheArticles() {
        AllocatedBytes.assertLinear("articles", 1_000, articles -> () -> {
            Catalogue catalogue = new RecommenderFixture(RecommenderFixture.withArticlesMax(articles)).catalogue;
            for (int article = 0; article < 3 * articles; article++) {
                catalogue.putDescription(article("a" + article, "Title", "sport", START + article, 1, 0, 0, 0));
            }
            assertThat(catalogue.size()).isLessThanOrEqualTo(articles);
            assertThat(catalogue.evictions()).isGreaterThanOrEqualTo(2L * articles);
        });
    }
}
