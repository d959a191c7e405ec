package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.contract.Topics;
import io.freshet.event.Article;
import io.freshet.event.ArticleProfile;
import io.freshet.event.Click;
import io.freshet.event.Recommendations;
import io.freshet.event.Related;
import io.freshet.event.Trending;
import io.freshet.recommend.item.Announcement;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.topology.message.ArrivedAnnouncement;
import io.freshet.topology.message.CatalogueEntry;
import io.freshet.topology.message.CatalogueKey;
import io.freshet.topology.message.InternalTopics;
import io.freshet.topology.message.StateStores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people are promised holds by the world's clock, also where no event tells that time goes by. */
class WorldClockTest {
    /** So different that no two are taken for one story. */
    private static final Map<String, String> TITLES = Map.of(
            "football-1", "Striker signs for the league club",
            "football-2", "Coach praises the goalkeeper",
            "football-3", "Match ends without a goal",
            "brief", "Tickets on sale until noon",
            "late", "Yesterday's line-ups",
            "soon", "Tonight's interview");

    private final TopologyFixture freshet = new TopologyFixture(SmallWords.model());
    private final TestOutputTopic<String, Recommendations> lists = freshet.output(Topics.RECOMMENDATIONS);
    private final TestOutputTopic<String, ArticleProfile> profiles = freshet.output(Topics.ARTICLE_PROFILES);
    private final TestOutputTopic<String, Related> related = freshet.output(Topics.RELATED);
    private final TestOutputTopic<String, Trending> trending = freshet.output(Topics.TRENDING);
    private final TestOutputTopic<CatalogueKey, CatalogueEntry> catalogue = freshet.output(InternalTopics.CATALOGUE);

    @AfterEach
    void close() {
        freshet.close();
    }

    private Article football(String id, Duration publishedIn, Duration expiresIn) {
        return Article.builder(id, TITLES.get(id), freshet.nowMillis() + publishedIn.toMillis())
                .body("The striker of the club scored in the match.")
                .category("football")
                .expiresAtMillis(expiresIn.isZero() ? Article.NEVER : freshet.nowMillis() + expiresIn.toMillis())
                .build();
    }

    private void publishSome() {
        for (String id : List.of("football-1", "football-2", "football-3")) {
            freshet.publish(football(id, Duration.ZERO, Duration.ZERO));
        }
    }

    private Related relatedOf(String articleId) {
        return related.readKeyValuesToList().stream()
                .filter(entry -> entry.key.equals(articleId))
                .map(entry -> entry.value)
                .reduce(null, (before, last) -> last);
    }

    @Test
    void articleLeavesEveryOutputWithinTheSweepIntervalOfItsExpiryThoughNothingHappens() {
        publishSome();
        freshet.publish(football("brief", Duration.ZERO, Duration.ofSeconds(25)));
        freshet.pass(Duration.ofSeconds(2));
        freshet.click("fan", "brief");
        freshet.click("amy", "football-1");
        freshet.pass(Duration.ofSeconds(20));
        assertThat(lists.readKeyValuesToMap().get("amy").articleIds()).contains("brief");
        assertThat(trending.readKeyValuesToMap().get("all/1h").items())
                .extracting(Trending.Item::articleId)
                .contains("brief");
        profiles.readKeyValuesToList();
        related.readKeyValuesToList();
        catalogue.readKeyValuesToList();

        freshet.pass(Duration.ofSeconds(4));

        assertThat(profiles.readKeyValuesToList()).containsExactly(KeyValue.pair("brief", null));
        assertThat(related.readKeyValuesToList()).contains(KeyValue.pair("brief", null));
        assertThat(catalogue.readKeyValuesToList())
                .contains(
                        KeyValue.pair(CatalogueKey.description("brief"), null),
                        KeyValue.pair(CatalogueKey.activity("brief"), null));
        assertThat(trending.readKeyValuesToMap().get("all/1h").items())
                .extracting(Trending.Item::articleId)
                .doesNotContain("brief");
        assertThat(lists.readKeyValuesToMap().get("amy").articleIds()).doesNotContain("brief");
    }

    @Test
    void listMadeBeforeTheOwnerHasLookedHoldsNothingThatHasExpired() {
        publishSome();
        freshet.publish(football("brief", Duration.ZERO, Duration.ofMillis(100)));
        freshet.click("amy", "football-1");
        assertThat(lists.readValue().articleIds()).contains("brief");

        freshet.driver.advanceWallClockTime(Duration.ofMillis(100));
        freshet.click("bob", "football-1");

        assertThat(freshet.driver
                        .<String, ArrivedAnnouncement>getKeyValueStore(StateStores.ANNOUNCED_ARTICLES.name())
                        .get("brief")
                        .isWithdrawal())
                .as("its owner sweeps later")
                .isFalse();
        assertThat(lists.readValue().articleIds()).doesNotContain("brief");
    }

    @Test
    void articleThatHasExpiredWhenItIsAnnouncedIsNeverListed() {
        publishSome();
        freshet.publish(football("late", Duration.ofHours(-2), Duration.ofSeconds(-100)));
        freshet.click("amy", "football-1");
        freshet.pass(Duration.ofSeconds(2));
        freshet.click("amy", "football-2");

        assertThat(lists.readValuesToList())
                .allSatisfy(list -> assertThat(list.articleIds()).doesNotContain("late"));
        assertThat(profiles.readKeyValuesToList()).contains(KeyValue.pair("late", null));
    }

    @Test
    void ownerThatTakesUpStoredArticlesExpiresThem() {
        KeyValueStore<String, ArrivedAnnouncement> announced =
                freshet.driver.getKeyValueStore(StateStores.ANNOUNCED_ARTICLES.name());
        long expiresAtMillis = freshet.nowMillis() + 25_000;
        ArticleDescription brief = ArticleDescription.builder("brief", "Brief", "en", 1_000)
                .expiresAtMillis(expiresAtMillis)
                .build();
        announced.put("brief", new ArrivedAnnouncement(new Announcement.Published(brief), 1_000));

        freshet.pass(Duration.ofSeconds(24));
        assertThat(profiles.isEmpty()).isTrue();
        freshet.pass(Duration.ofSeconds(2));
        assertThat(profiles.readKeyValuesToList()).containsExactly(KeyValue.pair("brief", null));
    }

    @Test
    void articleIsOnNoListBeforeItsPublicationAndThenAppearsByItself() {
        publishSome();
        freshet.publish(football("soon", Duration.ofMinutes(5), Duration.ZERO));
        freshet.click("reader", "soon");
        freshet.click("amy", "football-1");
        freshet.pass(Duration.ofMinutes(4));
        freshet.click("amy", "football-2");
        freshet.pass(Duration.ofSeconds(40));

        assertThat(lists.readValuesToList())
                .isNotEmpty()
                .allSatisfy(list -> assertThat(list.articleIds()).doesNotContain("soon"));
        assertThat(related.readKeyValuesToList()).isNotEmpty().allSatisfy(entry -> {
            assertThat(entry.key).isNotEqualTo("soon");
            assertThat(entry.value.items()).extracting(Related.Item::articleId).doesNotContain("soon");
        });
        assertThat(trending.readValuesToList())
                .allSatisfy(list -> assertThat(list.items())
                        .extracting(Trending.Item::articleId)
                        .doesNotContain("soon"));

        freshet.pass(Duration.ofSeconds(30));

        assertThat(relatedOf("soon").items()).isNotEmpty();
        assertThat(trending.readKeyValuesToMap().get("all/1h").items())
                .extracting(Trending.Item::articleId)
                .contains("soon");
        freshet.click("amy", "football-3");
        assertThat(lists.readValuesToList())
                .last()
                .satisfies(list -> assertThat(list.articleIds()).contains("soon"));
    }

    @Test
    void listSaysWhenItWasMadeByTheWorldsClockAndWhichEventsItAnswers() {
        publishSome();
        freshet.pass(Duration.ofSeconds(10));
        long ahead = freshet.nowMillis() + 100_000;
        freshet.click(Click.of("amy", "football-1", ahead));
        Recommendations first = lists.readValue();
        assertThat(first.generatedAtMillis()).isEqualTo(freshet.nowMillis());
        assertThat(first.asOfMillis()).isEqualTo(ahead);

        freshet.pass(Duration.ofSeconds(1));
        freshet.click(Click.of(
                "amy", "football-2", freshet.nowMillis() - Duration.ofHours(7).toMillis()));
        Recommendations second = lists.readValue();
        assertThat(second.generatedAtMillis()).isEqualTo(freshet.nowMillis());
        assertThat(second.asOfMillis()).as("does not go back").isEqualTo(ahead);
        freshet.pass(Duration.ofSeconds(3));
        assertThat(trending.readKeyValuesToMap().get("all/1h").generatedAtMillis())
                .isBetween(freshet.nowMillis() - 3_000, freshet.nowMillis());
        assertThat(related.readValuesToList())
                .isNotEmpty()
                .allSatisfy(list -> assertThat(list.generatedAtMillis()).isLessThanOrEqualTo(freshet.nowMillis()));
    }

    @Test
    void expiredArticleCanBeAnnouncedAgain() {
        publishSome();
        freshet.publish(football("brief", Duration.ZERO, Duration.ofSeconds(5)));
        freshet.pass(Duration.ofSeconds(8));
        freshet.publish(football("brief", Duration.ZERO, Duration.ofHours(1)));
        freshet.pass(Duration.ofSeconds(2));
        freshet.click("amy", "football-1");

        assertThat(lists.readValuesToList())
                .last()
                .satisfies(list -> assertThat(list.articleIds()).contains("brief"));
        assertThat(freshet.driver
                        .<String, ArrivedAnnouncement>getKeyValueStore(StateStores.ANNOUNCED_ARTICLES.name())
                        .get("brief")
                        .announcement())
                .isInstanceOf(Announcement.Published.class);
    }
}
