package io.freshet.recommend;

import static io.freshet.recommend.RecommenderFixture.START;
import static io.freshet.recommend.RecommenderFixture.article;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.event.Impression;
import io.freshet.event.Reason;
import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.event.Trending;
import io.freshet.event.Trigger;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.list.ListChange;
import io.freshet.recommend.list.RelatedArticles;
import io.freshet.recommend.rank.Candidates;
import io.freshet.recommend.rank.FormulaRanker;
import io.freshet.recommend.rank.Ranker;
import io.freshet.recommend.reader.ReaderLearner;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.recommend.settings.RecommendSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecommenderTest {
    private static final long MINUTE = 60_000;

    private final RecommenderFixture newsroom = new RecommenderFixture();

    private static RecommendedArticle line(Recommendations list, String articleId) {
        return list.items().stream()
                .filter(item -> item.articleId().equals(articleId))
                .findFirst()
                .orElseThrow(() -> new AssertionError(articleId + " is not in " + list.articleIds()));
    }

    @Test
    void scoreIsTheFormula() {
        newsroom.read("one", "last", START);
        newsroom.read("one", "next", START);
        newsroom.read("two", "last", START);
        newsroom.read("two", "next", START);
        newsroom.read("three", "last", START);
        newsroom.read("three", "else", START);
        newsroom.read("r", "last", START);

        Recommendations list = newsroom.list("r", START + 30 * MINUTE);

        // Three went on from last, two of them to next; half an hour later the counts have decayed.
        double halfHour = 2 * .5 / (3 * .5 + 3);
        double hour = 2 * Math.sqrt(.5) / (3 * Math.sqrt(.5) + 3);
        double sixHourFactor = Math.pow(.5, 1.0 / 12);
        double sixHours = 2 * sixHourFactor / (3 * sixHourFactor + 3);
        double ever = 2.0 / (3 + 3);
        double popularity = 2.0 / 7;
        double expected = halfHour + hour + .5 * sixHours + .25 * ever + popularity;
        assertThat(list.articleIds()).containsExactly("next", "else");
        assertThat(list.items().get(0).score()).isCloseTo(expected, within(1e-5));
        assertThat(list.items().get(0).reasons())
                .containsExactly(new Reason.ReadersWentOn("last"), new Reason.Trending(Trending.ALL));
    }

    @Test
    void contentLiftsArticlesWithFewReads() {
        newsroom.publish(article("seen", "Harbour", "city", START, 1, 0, 0, 0));
        newsroom.publish(article("alike", "Docks and cranes", "city", START, .9f, .4f, 0, 0));
        newsroom.publish(article("unlike", "Football", "sport", START, 0, 0, 1, 0));
        newsroom.read("r", "seen", START);

        Recommendations list = newsroom.list("r", START + MINUTE);

        double cosine = .9 / Math.hypot(.9, .4);
        assertThat(list.articleIds()).containsExactly("alike", "unlike");
        assertThat(line(list, "alike").score()).isCloseTo(.3 * cosine, within(1e-5));
        assertThat(line(list, "alike").reasons())
                .containsExactly(new Reason.Resembles("seen"), new Reason.NewInCategory("city"));
    }

    @Test
    void sharedKeywordsAreNamed() {
        newsroom.publish(article("seen", "Harbour", null, START, 1, 0, 0, 0));
        newsroom.publish(article("same-word", "Harbour", null, START, 0, 1, 0, 0));
        newsroom.read("r", "seen", START);

        assertThat(line(newsroom.list("r", START + MINUTE), "same-word").reasons())
                .containsExactly(new Reason.SharedKeywords(List.of("Harbour")));
    }

    @Test
    void aReaderWithoutHistoryGetsTheMostReadAndTheNewest() {
        newsroom.publish(article("popular", "Popular", null, START, 0, 0, 0, 1));
        newsroom.publish(article("less", "Less", null, START, 0, 0, 1, 0));
        newsroom.read("x", "popular", START);
        newsroom.read("y", "popular", START);
        newsroom.read("z", "less", START);
        newsroom.publish(article("fresh", "Fresh", null, START, 1, 0, 0, 0));

        assertThat(newsroom.list("nobody-yet", START + MINUTE).articleIds())
                .containsExactly("popular", "less", "fresh");
    }

    @Test
    void aSourceThatProposesTwiceCountsAtItsBetterRank() {
        newsroom.publish(article("before", "Football", null, START, 0, 1, 0, 0));
        newsroom.publish(article("last", "Harbour", null, START, 1, 0, 0, 0));
        newsroom.publish(article("near-last", "Docks", null, START, 1, .1f, 0, 0));
        newsroom.publish(article("near-before", "Striker leaves", null, START, .05f, 1, 0, 0));
        newsroom.read("r", "before", START);
        newsroom.read("r", "last", START + 1);

        Candidates proposed = new Recommender(
                        newsroom.settings,
                        new FormulaRanker(newsroom.settings.ranking().formula()))
                .propose(newsroom.reader("r"), newsroom.catalogue, ListTime.ofEvents(START + MINUTE));

        assertThat(List.of("near-last", "near-before"))
                .allSatisfy(
                        id -> assertThat(proposed.sourceScore(proposed.indexOf(id), Candidates.Source.NEAREST_CONTENT))
                                .isEqualTo(1));
    }

    @Test
    void newestComesFirstAmongEquals() {
        List<String> titles = List.of("Harbour", "Council elects mayor", "Storm", "Striker leaves", "Museum opens");
        for (int article = 0; article < titles.size(); article++) {
            newsroom.publish(article("a" + article, titles.get(article), null, START + article % 3, 1, 0, 0, 0));
        }

        assertThat(newsroom.list("nobody-yet", START + MINUTE).articleIds())
                .containsExactly("a2", "a1", "a4", "a0", "a3");
    }

    @Test
    void readHiddenExpiredWithdrawnAndOldArticlesStayAway() {
        for (String articleId : List.of("read", "hidden", "withdrawn", "stays")) {
            newsroom.publish(article(articleId, articleId, null, START, 1, 0, 0, 0));
        }
        newsroom.publish(ArticleDescription.builder("expired", "expired", "en", START)
                .expiresAtMillis(START + MINUTE)
                .build());
        newsroom.publish(article("old", "old", null, START - 37 * 60 * MINUTE, 1, 0, 0, 0));
        newsroom.read("r", "read", START);
        newsroom.click(new Click("r", "hidden", START, null, null, ClickKind.HIDE, 0, Map.of()));
        newsroom.catalogue.withdraw("withdrawn");

        assertThat(newsroom.list("r", START + MINUTE).articleIds()).containsExactly("stays");
    }

    @Test
    void oneStoryOfSeveralPublishersTakesOneLine() {
        newsroom.publish(article("first", "Bridge closed after storm", null, START, 1, 0, 0, 0));
        newsroom.publish(article("second", "Bridge closed after the storm", null, START, .99f, .05f, 0, 0));
        newsroom.publish(article("other-title", "Council elects mayor", null, START, .99f, 0, .05f, 0));
        newsroom.publish(article("other-content", "Bridge closed after storm!", null, START, 0, 0, 0, 1));

        assertThat(newsroom.list("r", START + MINUTE).articleIds())
                .containsExactly("first", "other-content", "other-title");
    }

    @Test
    void categoriesMixBecauseEachLineLowersTheNext() {
        for (int index = 0; index < 3; index++) {
            newsroom.publish(article("sport" + index, "s" + index + index, "sport", START, 1, 0, 0, 0));
        }
        newsroom.publish(article("city", "city news", "city", START, 1, 0, 0, 0));
        newsroom.publish(article("seen", "seen it", null, START, 1, 0, 0, 0));
        newsroom.read("r", "seen", START);
        for (int index = 0; index < 3; index++) {
            assertThat(newsroom.list("r", START + MINUTE).articleIds())
                    .containsExactly("city", "sport0", "sport1", "sport2");
        }
        assertThat(line(newsroom.list("r", START + MINUTE), "sport2").score()).isCloseTo(.3 * .97 * .97, within(1e-5));
    }

    @Test
    void whatWasShownAndLeftAndWhatResemblesAHideSink() {
        newsroom.publish(article("shown", "Harbour", null, START, 1, 0, 0, 0));
        newsroom.publish(article("alike", "Tunnel", null, START, 0, 1, 0, 0));
        newsroom.publish(article("hidden", "Subway", null, START, 0, 1, 0, 0));
        newsroom.publish(article("seen", "Ferry", null, START, 1, 1, 0, 0));
        newsroom.read("r", "seen", START);
        double before = line(newsroom.list("r", START + MINUTE), "shown").score();
        double alikeBefore = line(newsroom.list("r", START + MINUTE), "alike").score();
        new ReaderLearner(newsroom.settings)
                .apply(newsroom.reader("r"), new Impression("r", List.of("shown"), START, null));
        newsroom.click(new Click("r", "hidden", START, null, null, ClickKind.HIDE, 0, Map.of()));

        Recommendations after = newsroom.list("r", START + MINUTE);
        assertThat(line(after, "shown").score()).isCloseTo(before * .8, within(1e-5));
        assertThat(line(after, "alike").score()).isCloseTo(alikeBefore * .5, within(1e-5));
    }

    @Test
    void explorationKeepsTheLastLineForANewArticleAndSaysSo() {
        RecommenderFixture exploring = new RecommenderFixture(
                RecommenderFixture.withExploration(RecommendSettings.defaults().withDimension(4), 1));
        for (int index = 0; index < 12; index++) {
            String title = ("" + (char) ('a' + index)).repeat(3);
            exploring.publish(article("popular" + index, title, null, START, 0, 1, .1f * index, 0));
            for (int reader = 0; reader < 6; reader++) {
                exploring.read("reader" + reader + "-" + index, "popular" + index, START);
            }
        }
        exploring.publish(article("fresh", "Fresh", null, START + 1, 1, 0, 0, 0));

        Recommendations list = exploring.list("r", START + MINUTE);
        assertThat(list.items()).hasSize(10);
        assertThat(list.items().get(9).articleId()).isEqualTo("fresh");
        assertThat(list.items().get(9).reasons()).startsWith(new Reason.Exploration());
        assertThat(exploring.list("r", START + MINUTE))
                .as("same seed, same moment")
                .isEqualTo(list);
        assertThat(exploring.list("r", START + 7 * 60 * MINUTE).articleIds()).doesNotContain("fresh");
    }

    @Test
    void aRankerWithNegativeScoresGetsFallingScoresToo() {
        Ranker byId = (candidates, scores) -> {
            for (int index = 0; index < candidates.size(); index++) {
                scores[index] = -candidates.articleId(index).length();
            }
        };
        newsroom.publish(article("a", "one", "sport", START, 1, 0, 0, 0));
        newsroom.publish(article("bb", "two", "sport", START, 0, 1, 0, 0));
        newsroom.publish(article("ccc", "three", "sport", START, 0, 0, 1, 0));

        Recommendations list = new Recommender(newsroom.settings, byId)
                .recommend(newsroom.reader("r"), newsroom.catalogue, ListTime.ofEvents(START), Trigger.REFRESH, "id");
        assertThat(list.articleIds()).containsExactly("a", "bb", "ccc");
        assertThat(list.items())
                .extracting(RecommendedArticle::score)
                .isSortedAccordingTo((x, y) -> Double.compare(y, x));
    }

    @Test
    void onlyAnArticleNewAmongTheFirstLinesIsMaterial() {
        ListChange change = new ListChange(newsroom.settings.lists());
        Recommendations older = listOf("a", "b", "c", "d", "e", "f");
        assertThat(change.isMaterial(older, listOf("b", "a", "c", "d", "e", "f")))
                .isFalse();
        assertThat(change.isMaterial(older, listOf("a", "b", "c", "d", "e", "x")))
                .isFalse();
        assertThat(change.isMaterial(older, listOf("a", "b", "c", "d", "x", "e")))
                .isTrue();
        assertThat(change.isMaterial(older, listOf("a", "b", "c", "d", "e"))).isTrue();
    }

    @Test
    void anArticleWouldEnterAListWhereMakingItAgainPutsItAmongTheFirstLines() {
        Recommender recommender = Recommender.withFormula(newsroom.settings);
        for (int index = 0; index < 12; index++) {
            newsroom.publish(article(
                    "old" + index,
                    ("" + (char) ('a' + index)).repeat(3),
                    null,
                    START,
                    1,
                    .1f * index,
                    index == 11 ? 9 : 0,
                    0));
            newsroom.read("reader" + index, "old" + index, START + MINUTE);
        }
        newsroom.read("r", "old11", START + 2 * MINUTE);
        Recommendations before = newsroom.list("r", START + 2 * MINUTE);
        newsroom.publish(article("like it", "New", null, START + 2 * MINUTE, 1, 1, 9, 0));
        newsroom.publish(article("unlike it", "Other", null, START + 2 * MINUTE, 0, 0, 0, 1));
        ReaderState reader = newsroom.reader("r");

        assertThat(before.items()).hasSize(10);
        assertThat(recommender.wouldEnter(
                        reader, newsroom.catalogue, ListTime.ofEvents(START + 3 * MINUTE), List.of("like it")))
                .isTrue();
        assertThat(recommender.wouldEnter(
                        reader,
                        newsroom.catalogue,
                        ListTime.ofEvents(START + 3 * MINUTE),
                        List.of("unlike it", "like it")))
                .isTrue();
        assertThat(recommender.wouldEnter(
                        reader,
                        newsroom.catalogue,
                        ListTime.ofEvents(START + 3 * MINUTE),
                        List.of("unlike it", "unknown", "old3")))
                .isFalse();
        Recommendations after = newsroom.list("r", START + 3 * MINUTE);
        assertThat(after.articleIds().subList(0, 5)).contains("like it").doesNotContain("unlike it");
        assertThat(recommender.wouldEnter(
                        reader, newsroom.catalogue, ListTime.ofEvents(START + 3 * MINUTE), List.of("like it")))
                .as("it stands there already")
                .isFalse();
    }

    @Test
    void aListThatIsNotFullIsEnteredByWhateverIsProposed() {
        newsroom.publish(article("a", "one", null, START, 1, 0, 0, 0));
        newsroom.list("r", START);
        newsroom.publish(article("b", "two", null, START, 0, 0, 0, 1));

        assertThat(Recommender.withFormula(newsroom.settings)
                        .wouldEnter(newsroom.reader("r"), newsroom.catalogue, ListTime.ofEvents(START), List.of("b")))
                .isTrue();
    }

    private static Recommendations listOf(String... articleIds) {
        return new Recommendations(
                "r",
                "id",
                START,
                START,
                Trigger.CLICK,
                List.of(articleIds).stream()
                        .map(articleId -> new RecommendedArticle(articleId, 1, List.of()))
                        .toList());
    }

    @Test
    void relatedAreTheNearestWithNearDuplicatesAndWithoutItself() {
        newsroom.publish(article("a", "A", null, START, 1, 0, 0, 0));
        newsroom.publish(article("twin", "A", null, START, 1, 0, 0, 0));
        newsroom.publish(article("near", "N", null, START, 1, 1, 0, 0));
        newsroom.publish(article("far", "F", null, START, 0, 0, 1, 0));
        newsroom.publish(
                ArticleDescription.builder("textless", "T", "und", START).build());
        RelatedArticles related = new RelatedArticles(newsroom.settings);

        assertThat(related.of("a", newsroom.catalogue, ListTime.ofEvents(START))
                        .orElseThrow()
                        .items())
                .extracting("articleId")
                .containsExactly("twin", "near");
        assertThat(related.of("unknown", newsroom.catalogue, ListTime.ofEvents(START)))
                .isEmpty();
    }
}
