package io.freshet.recommend.reader;

import static io.freshet.recommend.RecommenderFixture.START;
import static io.freshet.recommend.RecommenderFixture.article;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.recommend.RecommenderFixture;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.settings.RecommendSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActiveReadersTest {
    private static final long MINUTE = 60_000;

    private final RecommenderFixture newsroom = new RecommenderFixture();
    private final ActiveReaders active = new ActiveReaders(newsroom.settings);

    @BeforeEach
    void twoReadersWithFullLists() {
        newsroom.publish(article("harbour", "Harbour", "city", START, 1, 0, 0, 0));
        newsroom.publish(article("football", "Football", "sport", START, 0, 1, 0, 0));
        for (int index = 0; index < 12; index++) {
            newsroom.publish(article("other" + index, "Other " + index * 7919, null, START, 0, 0, 1, index));
            newsroom.read("somebody" + index, "other" + index, START);
        }
        click("sailor", "harbour", START);
        click("fan", "football", START + 1);
    }

    private void click(String userId, String articleId, long atMillis) {
        newsroom.read(userId, articleId, atMillis);
        newsroom.list(userId, atMillis);
        active.clicked(newsroom.reader(userId));
    }

    @Test
    void aNewArticleConcernsThoseWhoReadAboutSuchThings() {
        assertThat(active.interestedIn(article("new", "Docks", null, START, .9f, .4f, 0, 0), START + 2))
                .containsExactly("sailor", "fan");
        assertThat(active.interestedIn(article("new", "Goal", null, START, 0, 1, 0, 0), START + 2))
                .containsExactly("fan");
        assertThat(active.interestedIn(article("new", "Moon", null, START, 0, 0, 0, 1), START + 2))
                .isEmpty();
    }

    @Test
    void aPushedReaderRestsForTheInterval() {
        ArticleDescription goal = article("new", "Goal", null, START, 0, 1, 0, 0);
        active.pushed(newsroom.reader("fan"), START + 2);
        assertThat(active.interestedIn(goal, START + 30_001)).isEmpty();
        assertThat(active.interestedIn(goal, START + 30_002)).containsExactly("fan");
        active.pushed(newsroom.reader("fan"), START + 30_002);
        click("fan", "other1", START + 30_003);
        assertThat(active.interestedIn(goal, START + 30_004))
                .as("a click does not end the rest")
                .isEmpty();
    }

    @Test
    void readersHoldingAnArticleAreFoundEvenWhileTheyRest() {
        active.pushed(newsroom.reader("fan"), START + 2);
        assertThat(newsroom.reader("fan").lastList().orElseThrow().articleIds()).contains("harbour");
        assertThat(active.holding("harbour", START + 3)).containsExactly("fan");
        assertThat(active.holding("unknown", START + 3)).isEmpty();
    }

    @Test
    void readersLeaveWhenForgottenAndAreSkippedWhenIdle() {
        ArticleDescription goal = article("new", "Goal", null, START, 0, 1, 0, 0);
        assertThat(active.interestedIn(goal, START + 31 * MINUTE)).isEmpty();
        active.forget("fan");
        active.pushed(newsroom.reader("fan"), START + 2);
        assertThat(active.size()).isEqualTo(1);
    }

    @Test
    void whoComesAfterSomebodyLeftTakesNothingOverFromThem() {
        ArticleDescription goal = article("new", "Goal", null, START, 0, 1, 0, 0);
        active.pushed(newsroom.reader("fan"), START + 2);
        active.forget("fan");
        click("second fan", "football", START + 3);
        active.forget("sailor");
        click("gardener", "other1", START + 4);

        assertThat(active.interestedIn(goal, START + 5)).containsExactly("second fan");
        assertThat(active.holding("harbour", START + 5)).contains("second fan").doesNotContain("fan", "sailor");
    }

    @Test
    void theReaderLongestWithoutAClickLeavesFirst() {
        RecommendSettings two = newsroom.settings.withPush(push -> push.withActiveReadersMax(2));
        ActiveReaders small = new ActiveReaders(two);
        small.clicked(newsroom.reader("sailor"));
        small.clicked(newsroom.reader("fan"));
        small.clicked(newsroom.reader("sailor"));
        newsroom.read("third", "football", START);
        small.clicked(newsroom.reader("third"));

        assertThat(small.size()).isEqualTo(2);
        assertThat(small.interestedIn(article("new", "Goal", null, START, 0, 1, 0, 0), START + 2))
                .containsExactly("third");
    }
}
