package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.contract.Topics;
import io.freshet.event.Article;
import io.freshet.event.ArticleProfile;
import io.freshet.event.CategoryTag;
import io.freshet.event.Recommendations;
import io.freshet.event.Related;
import io.freshet.event.Trending;
import io.freshet.event.Trigger;
import io.freshet.topology.message.StateStores;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArticlesTest {
    private final TopologyFixture freshet = new TopologyFixture(SmallWords.model());
    private final TestOutputTopic<String, Recommendations> lists = freshet.output(Topics.RECOMMENDATIONS);
    private final TestOutputTopic<String, ArticleProfile> profiles = freshet.output(Topics.ARTICLE_PROFILES);
    private final TestOutputTopic<String, Related> related = freshet.output(Topics.RELATED);
    private final TestOutputTopic<String, Trending> trending = freshet.output(Topics.TRENDING);

    @AfterEach
    void close() {
        freshet.close();
    }

    @Test
    void articleGetsAProfileTheMomentItArrives() {
        freshet.publish(TopologyFixture.article(
                "a", "Striker signs for the league club", "The striker scored in the league match.", "football"));

        ArticleProfile profile = profiles.readValue();
        assertThat(profile.articleId()).isEqualTo("a");
        assertThat(profile.language()).isEqualTo("en");
        assertThat(profile.category()).isEqualTo(CategoryTag.given("football"));
        assertThat(profile.keywords()).isNotEmpty();
        assertThat(freshet.measured.articlesEmbedded).isEqualTo(1);
        assertThat(freshet.measured.catalogueSize).isEqualTo(1);
    }

    @Test
    void relatedArticlesShareTheSubject() {
        publishTwoSubjects();
        freshet.pass(Duration.ofSeconds(2));

        Related ofFootball = related.readKeyValuesToList().stream()
                .filter(entry -> entry.key.equals("football-1"))
                .reduce((first, second) -> second)
                .orElseThrow()
                .value;

        assertThat(ofFootball.items().get(0).articleId()).startsWith("football");
    }

    @Test
    void correctionReplacesTheProfile() {
        freshet.publish(TopologyFixture.article("a", "Striker signs for the leauge club", "", "football"));
        freshet.publish(TopologyFixture.article("a", "Striker signs for the league club", "", "sport"));

        List<ArticleProfile> answers = profiles.readValuesToList();
        assertThat(answers.get(1).title()).isEqualTo("Striker signs for the league club");
        assertThat(answers.get(1).category()).isEqualTo(CategoryTag.given("sport"));
        assertThat(freshet.measured.catalogueSize).isEqualTo(1);
    }

    @Test
    void withdrawnArticleDoesNotComeBackToTheMostReadLists() {
        publishTwoSubjects();
        freshet.click("fan", "football-1");
        freshet.click("fan", "football-2");
        freshet.withdraw("football-1");
        // Reads that wait to be published, and the first round after a start, both come after the withdrawal.
        freshet.pass(Duration.ofSeconds(8));

        Trending day = trending.readKeyValuesToMap().get("all/24h");
        assertThat(day.items()).extracting(Trending.Item::articleId).containsExactly("football-2");
    }

    @Test
    void newArticleReachesAnActiveReaderItSuits() {
        publishTwoSubjects();
        freshet.click("fan", "football-1");
        freshet.pass(Duration.ofSeconds(40));
        freshet.click("fan", "football-2");
        freshet.pass(Duration.ofMinutes(2));
        lists.readKeyValuesToList();
        freshet.measured.publishToListMillis.clear();

        freshet.publish(TopologyFixture.article(
                "news", "Goalkeeper injured before the match", "The goalkeeper misses the league match.", "football"));
        freshet.pass(Duration.ofSeconds(1));

        KeyValue<String, Recommendations> pushed = lists.readKeyValue();
        assertThat(pushed.key).isEqualTo("fan");
        assertThat(pushed.value.trigger()).isEqualTo(Trigger.ARTICLE);
        assertThat(pushed.value.articleIds()).contains("news");
        assertThat(freshet.measured.publishToListMillis).hasSize(1);
    }

    // The clock of a punctuation stands still: told by that, one burst of articles held up all clicks for seconds.
    @Test
    void newListsAreMadeInSmallPiecesSoThatClicksComeBetweenThem() {
        publishTwoSubjects();
        for (int fan = 0; fan < 100; fan++) {
            freshet.click("fan-" + fan, "football-1");
        }
        freshet.pass(Duration.ofMinutes(1));
        lists.readKeyValuesToList();

        freshet.publish(TopologyFixture.article(
                "news", "Goalkeeper injured before the match", "The goalkeeper misses the league match.", "football"));
        freshet.pass(Duration.ofMillis(80));
        int soon = lists.readKeyValuesToList().size();
        for (int second = 0; second < 10; second++) {
            freshet.pass(Duration.ofSeconds(1));
        }
        int later = lists.readKeyValuesToList().size();

        assertThat(soon).isBetween(4, 80);
        assertThat(soon + later).isEqualTo(100);
    }

    @Test
    void newArticleThatEntersNoListDisturbsNobodyThoughListsWouldChange() {
        publishTwoSubjects();
        for (int index = 0; index < 12; index++) {
            freshet.publish(
                    TopologyFixture.article("match-" + index, "Match " + index + " of the league", "", "football"));
        }
        for (int index = 0; index < 12; index++) {
            freshet.click("many-" + index, "match-" + index);
            freshet.click("others-" + index, "match-" + index);
        }
        freshet.click("fan", "football-1");
        freshet.pass(Duration.ofMinutes(1));
        for (int index = 0; index < 12; index++) {
            freshet.click("crowd-" + index, "football-2");
        }
        lists.readKeyValuesToList();

        freshet.publish(TopologyFixture.article("news", "Shares and the club", "Bank shares.", "football"));
        freshet.pass(Duration.ofSeconds(1));

        assertThat(lists.readKeyValuesToList()).isEmpty();
    }

    @Test
    void withdrawnArticleLeavesEveryOutputAndTheListsThatHoldIt() {
        publishTwoSubjects();
        freshet.click("fan", "football-1");
        freshet.pass(Duration.ofSeconds(1));
        assertThat(lists.readValue().articleIds()).contains("football-2");
        profiles.readKeyValuesToList();
        related.readKeyValuesToList();

        freshet.withdraw("football-2");
        freshet.pass(Duration.ofSeconds(1));

        assertThat(profiles.readKeyValue()).isEqualTo(KeyValue.pair("football-2", null));
        assertThat(related.readKeyValuesToList()).contains(KeyValue.pair("football-2", null));
        Recommendations list = lists.readValue();
        assertThat(list.trigger()).isEqualTo(Trigger.WITHDRAWAL);
        assertThat(list.articleIds()).doesNotContain("football-2");
    }

    @Test
    void clickOnAWithdrawnArticleDoesNotReviveIt() {
        publishTwoSubjects();
        freshet.withdraw("football-2");
        freshet.pass(Duration.ofSeconds(1));

        freshet.click("late", "football-2");
        freshet.pass(Duration.ofSeconds(1));
        lists.readKeyValuesToList();
        freshet.click("fan", "football-1");

        assertThat(lists.readValue().articleIds()).doesNotContain("football-2");
    }

    @Test
    void withdrawnArticleComesBackWhenItIsAnnouncedAgain() {
        publishTwoSubjects();
        freshet.withdraw("football-2");
        freshet.publish(TopologyFixture.article("football-2", "Coach praises the striker", "", "football"));
        freshet.pass(Duration.ofSeconds(1));

        freshet.click("fan", "football-1");

        assertThat(lists.readValue().articleIds()).contains("football-2");
    }

    @Test
    void relatedListComesBackWithAnArticleThatIsAnnouncedAgain() {
        publishTwoSubjects();
        freshet.pass(Duration.ofSeconds(1));
        List<String> before = related.readKeyValuesToMap().get("football-2").items().stream()
                .map(Related.Item::articleId)
                .toList();
        freshet.withdraw("football-2");
        freshet.pass(Duration.ofSeconds(1));
        assertThat(related.readKeyValuesToMap()).containsEntry("football-2", null);

        freshet.publish(TopologyFixture.article("football-2", "Coach praises the striker", "", "football"));
        freshet.pass(Duration.ofMinutes(2));

        assertThat(related.readKeyValuesToMap().get("football-2").items())
                .extracting(Related.Item::articleId)
                .isEqualTo(before);
    }

    @Test
    void withdrawalOfAnUnknownArticleIsHarmless() {
        freshet.withdraw("never-seen");
        freshet.pass(Duration.ofSeconds(1));

        assertThat(freshet.deadLetters()).isEmpty();
        assertThat(freshet.measured.accepted).containsEntry("articles", 1);
    }

    @Test
    void expiredArticleLeaves() {
        publishTwoSubjects();
        Article shortLived = Article.builder("brief", "Match starts in an hour", freshet.nowMillis())
                .category("football")
                .expiresAtMillis(freshet.nowMillis() + Duration.ofMinutes(60).toMillis())
                .build();
        freshet.publish(shortLived);
        freshet.pass(Duration.ofSeconds(1));
        freshet.click("fan", "football-1");
        assertThat(lists.readValue().articleIds()).contains("brief");

        freshet.pass(Duration.ofMinutes(61));
        freshet.click("witness-1", "football-1");
        freshet.click("witness-2", "football-1");
        freshet.click("fan", "football-2");

        assertThat(lists.readValuesToList())
                .last()
                .satisfies(list -> assertThat(list.articleIds()).doesNotContain("brief"));
        freshet.pass(Duration.ofSeconds(3));
        assertThat(profiles.readKeyValuesToList()).contains(KeyValue.pair("brief", null));
    }

    @Test
    void mostReadListsCountReadsOverallAndByCategory() {
        publishTwoSubjects();
        for (int reader = 0; reader < 5; reader++) {
            freshet.click("reader-" + reader, "football-1");
        }
        freshet.click("reader-9", "markets-1");
        freshet.pass(Duration.ofSeconds(3));

        var byScope = trending.readKeyValuesToMap();
        assertThat(byScope.get("all/1h").items())
                .containsExactly(new Trending.Item("football-1", 5), new Trending.Item("markets-1", 1));
        assertThat(byScope.get("category:football/24h").items()).containsExactly(new Trending.Item("football-1", 5));
        assertThat(byScope).containsKeys("all/24h", "all/7d");
    }

    @Test
    void articleThatNobodyReadsLeavesTheState() {
        publishTwoSubjects();
        freshet.pass(Duration.ofDays(9));
        freshet.click("fan", "football-1");
        freshet.pass(Duration.ofSeconds(5));

        assertThat(freshet.driver
                        .getKeyValueStore(StateStores.ANNOUNCED_ARTICLES.name())
                        .get("markets-1"))
                .isNull();
        assertThat(freshet.driver
                        .getKeyValueStore(StateStores.ANNOUNCED_ARTICLES.name())
                        .get("football-1"))
                .isNotNull();
    }

    private void publishTwoSubjects() {
        freshet.publish(TopologyFixture.article(
                "football-1", "Striker signs for the league club", "The striker scored in the match.", "football"));
        freshet.publish(TopologyFixture.article(
                "markets-1", "Shares fall as bank raises rates", "Investors sold shares after the bank.", "markets"));
        freshet.publish(TopologyFixture.article(
                "football-2",
                "Coach praises the striker",
                "The coach of the club praised the goalkeeper.",
                "football"));
        freshet.publish(TopologyFixture.article(
                "markets-2", "Bank profits rise", "Profits of the bank rose, investors bought shares.", "markets"));
        freshet.pass(Duration.ofMillis(200));
    }
}
