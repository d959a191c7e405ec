package io.freshet.recommend.catalogue;

import static io.freshet.recommend.RecommenderFixture.START;
import static io.freshet.recommend.RecommenderFixture.article;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.event.Reason;
import io.freshet.recommend.RecommenderFixture;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.list.RelatedArticles;
import io.freshet.recommend.settings.CatalogueSettings.AnnouncedOnly;
import io.freshet.recommend.settings.RecommendSettings;
import org.junit.jupiter.api.Test;

class AnnouncedOnlyTest {
    private static final long MINUTE = 60_000;

    private static RecommenderFixture newsroom(AnnouncedOnly announcedOnly) {
        RecommendSettings settings = RecommenderFixture.withoutExploration(
                RecommendSettings.defaults().withDimension(RecommenderFixture.DIMENSION));
        return new RecommenderFixture(settings.withCatalogue(
                catalogue -> catalogue.withArticlesMax(1_000).withAnnouncedOnly(announcedOnly)));
    }

    private static RecommenderFixture withReads(AnnouncedOnly announcedOnly) {
        RecommenderFixture newsroom = newsroom(announcedOnly);
        for (int reader = 0; reader < 8; reader++) {
            newsroom.read("reader-" + reader, "undefined", START + reader * MINUTE);
            newsroom.read("reader-" + reader, "real", START + reader * MINUTE + 1_000);
        }
        return newsroom;
    }

    private static void publishReal(RecommenderFixture newsroom) {
        newsroom.publish(article("real", "Real", null, START, 1, 0, 0, 0));
        newsroom.publish(article("other", "Other", null, START, 0, 1, 0, 0));
    }

    @Test
    void unannouncedArticleIsNotListedOnceAnyArticleWasAnnounced() {
        RecommenderFixture newsroom = withReads(AnnouncedOnly.AUTO);
        assertThat(newsroom.list("me", START + 9 * MINUTE).articleIds()).contains("undefined");

        publishReal(newsroom);

        assertThat(newsroom.list("me", START + 9 * MINUTE).articleIds()).containsExactly("real", "other");
        RelatedArticles related = new RelatedArticles(newsroom.settings);
        ListTime time = ListTime.ofEvents(START + 9 * MINUTE);
        assertThat(related.of("undefined", newsroom.catalogue, time)).isEmpty();
        assertThat(related.of("real", newsroom.catalogue, time).orElseThrow().items())
                .extracting("articleId")
                .doesNotContain("undefined");
        assertThat(newsroom.catalogue.mostRead(HalfLife.FIVE_MINUTES).size())
                .as("most-read articles without the unannounced one")
                .isEqualTo(1);
    }

    @Test
    void unannouncedArticleIsNotNamedInReasons() {
        RecommenderFixture newsroom = withReads(AnnouncedOnly.AUTO);
        newsroom.read("me", "undefined", START + 9 * MINUTE);
        assertThat(newsroom.list("me", START + 9 * MINUTE).items().get(0).reasons())
                .contains(new Reason.ReadersWentOn("undefined"));

        publishReal(newsroom);

        assertThat(newsroom.list("me", START + 9 * MINUTE).items())
                .isNotEmpty()
                .allSatisfy(item -> assertThat(item.reasons()).doesNotContain(new Reason.ReadersWentOn("undefined")));
    }

    @Test
    void readsBeforeTheAnnouncementCount() {
        RecommenderFixture newsroom = withReads(AnnouncedOnly.AUTO);
        publishReal(newsroom);
        newsroom.publish(article("undefined", "Announced later", null, START, 0, 0, 1, 0));

        assertThat(newsroom.list("me", START + 9 * MINUTE).articleIds()).startsWith("real", "undefined");
        assertThat(newsroom.catalogue.mostRead(HalfLife.FIVE_MINUTES).size()).isEqualTo(2);
    }

    @Test
    void unannouncedArticlesStayUnlistedAfterAllAnnouncedArticlesAreWithdrawn() {
        RecommenderFixture newsroom = withReads(AnnouncedOnly.AUTO);
        publishReal(newsroom);
        newsroom.catalogue.withdraw("real");
        newsroom.catalogue.withdraw("other");

        assertThat(newsroom.list("me", START + 9 * MINUTE).articleIds()).isEmpty();
    }

    @Test
    void explicitSettingAppliesIndependentOfAnnouncements() {
        assertThat(withReads(AnnouncedOnly.TRUE).list("me", START + 9 * MINUTE).articleIds())
                .isEmpty();
        RecommenderFixture newsroom = withReads(AnnouncedOnly.FALSE);
        publishReal(newsroom);
        assertThat(newsroom.list("me", START + 9 * MINUTE).articleIds()).contains("undefined");
    }
}
