package io.freshet.recommend;

import static io.freshet.recommend.Newsroom.START;
import static io.freshet.recommend.Newsroom.article;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.event.Reason;
import io.freshet.recommend.RecommendSettings.AnnouncedOnly;
import org.junit.jupiter.api.Test;

class AnnouncedOnlyTest {
    private static final long MINUTE = 60_000;

    private static Newsroom newsroom(AnnouncedOnly announcedOnly) {
        RecommendSettings settings =
                Newsroom.withoutExploration(RecommendSettings.defaults().withDimension(Newsroom.DIMENSION));
        return new Newsroom(
                Newsroom.withItems(settings, new RecommendSettings.Items(100, 32, 36, 1_000, 10_000, announcedOnly)));
    }

    private static Newsroom withReads(AnnouncedOnly announcedOnly) {
        Newsroom newsroom = newsroom(announcedOnly);
        for (int reader = 0; reader < 8; reader++) {
            newsroom.read("reader-" + reader, "undefined", START + reader * MINUTE);
            newsroom.read("reader-" + reader, "real", START + reader * MINUTE + 1_000);
        }
        return newsroom;
    }

    private static void publishReal(Newsroom newsroom) {
        newsroom.publish(article("real", "Real", null, START, 1, 0, 0, 0));
        newsroom.publish(article("other", "Other", null, START, 0, 1, 0, 0));
    }

    @Test
    void idThatNobodyAnnouncedIsOnNoListOnceAnArticleWasAnnounced() {
        Newsroom newsroom = withReads(AnnouncedOnly.AUTO);
        assertThat(newsroom.list("me", START + 9 * MINUTE).articleIds()).contains("undefined");

        publishReal(newsroom);

        assertThat(newsroom.list("me", START + 9 * MINUTE).articleIds()).containsExactly("real", "other");
        RelatedArticles related = new RelatedArticles(newsroom.settings);
        ListTime time = ListTime.ofEvents(START + 9 * MINUTE);
        assertThat(related.of("undefined", newsroom.catalogue, time)).isEmpty();
        assertThat(related.of("real", newsroom.catalogue, time).orElseThrow().items())
                .extracting("articleId")
                .doesNotContain("undefined");
        assertThat(newsroom.catalogue.mostRead(Horizon.FIVE_MINUTES).size())
                .as("it takes no place among the most read")
                .isEqualTo(1);
    }

    @Test
    void idThatNobodyAnnouncedIsNamedInNoReason() {
        Newsroom newsroom = withReads(AnnouncedOnly.AUTO);
        newsroom.read("me", "undefined", START + 9 * MINUTE);
        assertThat(newsroom.list("me", START + 9 * MINUTE).items().get(0).reasons())
                .contains(new Reason.ReadersWentOn("undefined"));

        publishReal(newsroom);

        assertThat(newsroom.list("me", START + 9 * MINUTE).items())
                .isNotEmpty()
                .allSatisfy(item -> assertThat(item.reasons()).doesNotContain(new Reason.ReadersWentOn("undefined")));
    }

    @Test
    void readsFromBeforeTheAnnouncementCount() {
        Newsroom newsroom = withReads(AnnouncedOnly.AUTO);
        publishReal(newsroom);
        newsroom.publish(article("undefined", "Announced after all", null, START, 0, 0, 1, 0));

        assertThat(newsroom.list("me", START + 9 * MINUTE).articleIds()).startsWith("real", "undefined");
        assertThat(newsroom.catalogue.mostRead(Horizon.FIVE_MINUTES).size()).isEqualTo(2);
    }

    @Test
    void itStaysSoWhenAllThatWereAnnouncedHaveLeft() {
        Newsroom newsroom = withReads(AnnouncedOnly.AUTO);
        publishReal(newsroom);
        newsroom.catalogue.withdraw("real");
        newsroom.catalogue.withdraw("other");

        assertThat(newsroom.list("me", START + 9 * MINUTE).articleIds()).isEmpty();
    }

    @Test
    void settingHoldsWhateverWasAnnounced() {
        assertThat(withReads(AnnouncedOnly.TRUE).list("me", START + 9 * MINUTE).articleIds())
                .isEmpty();
        Newsroom newsroom = withReads(AnnouncedOnly.FALSE);
        publishReal(newsroom);
        assertThat(newsroom.list("me", START + 9 * MINUTE).articleIds()).contains("undefined");
    }
}
