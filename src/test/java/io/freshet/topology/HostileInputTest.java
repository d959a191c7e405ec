package io.freshet.topology;

import static io.freshet.topology.TopologyFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.contract.Topics;
import io.freshet.codec.json.EventDecoder;
import io.freshet.event.Article;
import io.freshet.event.ArticleProfile;
import io.freshet.event.Click;
import io.freshet.event.Limits;
import io.freshet.event.Recommendations;
import io.freshet.event.Trending;
import io.freshet.text.StreamToken;
import io.freshet.text.TokenGap;
import io.freshet.topology.message.ArticleWords;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What somebody sends who is careless or means harm, and what it does to everybody else: nothing. */
class HostileInputTest {
    /** The fixture believes times up to a month ahead of the stream, as a replay of an old recording does. */
    private static final Duration FAR_AHEAD = Duration.ofDays(29);

    private final TopologyFixture freshet = new TopologyFixture();
    private final TestOutputTopic<String, Recommendations> lists = freshet.output(Topics.RECOMMENDATIONS);
    private final TestOutputTopic<String, Trending> trending = freshet.output(Topics.TRENDING);
    private final TestOutputTopic<String, ArticleProfile> profiles = freshet.output(Topics.ARTICLE_PROFILES);

    @AfterEach
    void close() {
        freshet.close();
    }

    @Test
    void clickDatedFarAheadMovesNobodysTimeAndNothingLeaves() {
        readNews();
        Map<String, Trending> before = trending.readKeyValuesToMap();
        profiles.readValuesToList();

        clickAt("wrong-clock", "a", freshet.nowMillis() + FAR_AHEAD.toMillis());
        freshet.pass(Duration.ofSeconds(4));
        freshet.click("newcomer", "b");
        freshet.pass(Duration.ofSeconds(4));

        assertThat(lists.readKeyValuesToMap().get("newcomer").articleIds()).contains("a", "c");
        Trending hour = trending.readKeyValuesToMap().getOrDefault("all/1h", before.get("all/1h"));
        assertThat(hour.items()).extracting(Trending.Item::articleId).contains("a", "b", "c");
        assertThat(profiles.readKeyValuesToList()).as("articles withdrawn").isEmpty();
    }

    @Test
    void articleDatedFarAheadMovesNobodysTime() {
        readNews();
        lists.readValuesToList();
        freshet.publish(Article.builder("ahead", "Tomorrow's paper today", freshet.nowMillis() + FAR_AHEAD.toMillis())
                .category("city")
                .source("Harbour Post")
                .build());
        freshet.pass(Duration.ofSeconds(4));

        freshet.click("newcomer", "b");

        assertThat(lists.readKeyValuesToMap().get("newcomer").articleIds()).contains("a", "c");
    }

    @Test
    void eventsOfTheYear2099AreRefused() {
        long in2099 = 4_070_908_800_000L;
        clickAt("u", "a", in2099);
        freshet.publish(Article.builder("a", "News of 2099", in2099).build());

        assertThat(freshet.deadLetters()).hasSize(2);
        assertThat(freshet.measured.rejected)
                .containsEntry("clicks time-in-future", 1)
                .containsEntry("articles time-in-future", 1);
        assertThat(freshet.measured.accepted).isEmpty();
    }

    @Test
    void clicksOfLongAgoLeaveListsAndMostReadAsTheyAre() {
        readNews();
        for (int click = 0; click < 50; click++) {
            clickAt("late-" + click, "c", 86_400_000L + click);
        }
        freshet.click("newcomer", "b");
        freshet.pass(Duration.ofSeconds(4));

        assertThat(trending.readKeyValuesToMap().get("all/1h").items().get(0).articleId())
                .isEqualTo("a");
        assertThat(lists.readKeyValuesToMap().get("newcomer").articleIds()).contains("a", "c");
    }

    @Test
    void programThatClicksThousandsOfTimesAMinuteCountsForNoMoreThanSixty() {
        readNews();
        trending.readValuesToList();
        lists.readValuesToList();
        for (int click = 0; click < 3_000; click++) {
            clickAt("bot", "c", freshet.nowMillis() + click);
        }
        freshet.pass(Duration.ofSeconds(4));

        assertThat(trending.readKeyValuesToMap().get("all/1h").items())
                .contains(new Trending.Item("c", 61), new Trending.Item("a", 20));
        assertThat(freshet.measured.rateLimited).containsEntry("clicks", 2_940);
        assertThat(lists.readValuesToList()).hasSize(60);
    }

    @Test
    void titleWithMarkUpAndTricksIsKeptAsTextThatCanDoNothing() {
        freshet.send(
                Topics.ARTICLES,
                bytes("a"),
                bytes(
                        "{\"id\":\"a\",\"title\":\"<script>alert(1)</script>\\u202egnp\\u0000\\u2028x\",\"category\":\"a\\u2066b\","
                                + "\"publishedAt\":\"2026-03-02T08:00:00Z\"}"));

        ArticleProfile profile = profiles.readValue();
        assertThat(profile.title()).isEqualTo("<script>alert(1)</script> gnp  x");
        assertThat(profile.category().name()).isEqualTo("a b");
        assertThat(profile.keywords()).noneMatch(keyword -> keyword.text().contains("<"));
    }

    @Test
    void whatIsWrittenOfAnArticleOfFourMegabytesIsFarFromTheLimitOfATopic() {
        String body = "\u65b0\u805e\u5831\u5c0e\uff0c".repeat(Limits.BODY_CHARS_MAX / 5);
        String tags = "\"" + "\u65b0".repeat(Limits.LABEL_CHARS_MAX) + "\"";
        byte[] longest =
                bytes("{\"id\":\"a\",\"title\":\"" + "\u805e".repeat(Limits.TITLE_CHARS_MAX) + "\",\"body\":\"" + body
                        + "more".repeat(50_000) + "\",\"tags\":[" + (tags + ",").repeat(Limits.TAGS_MAX - 1) + tags
                        + "],\"publishedAt\":\"2026-03-02T08:00:00Z\",\"unknown\":\"" + "x".repeat(2_900_000) + "\"}");

        freshet.send(Topics.ARTICLES, bytes("a"), longest);

        assertThat(longest).hasSizeBetween(3_500_000, EventDecoder.VALUE_BYTES_MAX);
        assertThat(freshet.measured.accepted).containsEntry("articles", 1);
        for (String topic : freshet.driver.producedTopicNames()) {
            freshet.driver
                    .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList()
                    .forEach(record -> assertThat(record.value()).as(topic).hasSizeLessThan(720_000));
        }
        assertThat(freshet.driver.producedTopicNames())
                .contains("freshet.article-words", "freshet-test-article-texts-changelog");
    }

    @Test
    void wordsOfAnArticleAreCutAtASentenceWhereTheyTakeTooMuch() {
        List<StreamToken> sentence = Collections.nCopies(100, new StreamToken("\u805e".repeat(63), TokenGap.SPACED));
        List<List<StreamToken>> sentences = Collections.nCopies(100, sentence);

        assertThat(ArticleWords.leading(sentences)).hasSize(27);
        assertThat(ArticleWords.leading(sentences.subList(0, 9))).hasSize(9);
        assertThat(ArticleWords.leading(List.of())).isEmpty();
    }

    @Test
    void changedSchemaOfTheNewsroomIsToldByItsReasons() {
        String at = "\"at\":\"2026-03-02T08:00:00Z\"";
        send("{\"userId\":\"u\",\"articleId\":\"a\"," + at + ",\"experiment\":{\"arm\":[1,{\"x\":null}]}}");
        send("{\"user\":\"u\",\"articleId\":\"a\"," + at + "}");
        send("{\"userId\":\"u\",\"articleId\":{\"id\":\"a\"}," + at + "}");
        send("{\"userId\":\"u\",\"articleId\":\"a\"," + at + ",\"segments\":[\"phone\"]}");
        send("{\"userId\":\"u\",\"articleId\":\"a\"," + at + ",\"userId\":\"v\"}");
        send("{\"userId\":\"u\",\"articleId\":\"a\"," + at + ",\"dwellSeconds\":1e999}");
        send("{\"userId\":\"u\",\"articleId\":\"a\",\"at\":99999999999999999999}");

        assertThat(freshet.measured.accepted).containsExactly(Map.entry("clicks", 1));
        assertThat(freshet.measured.rejected)
                .containsOnly(
                        Map.entry("clicks missing-field", 1),
                        Map.entry("clicks wrong-type", 2),
                        Map.entry("clicks duplicate-field", 1),
                        Map.entry("clicks out-of-range", 1),
                        Map.entry("clicks time-out-of-range", 1));
        assertThat(freshet.deadLetters()).hasSize(6);
    }

    private void send(String click) {
        freshet.send(Topics.CLICKS, bytes("u"), bytes(click));
    }

    /** Twenty readers of one article, some of two more. */
    private void readNews() {
        freshet.publish(TopologyFixture.article("a", "Night tram to the harbour approved", "", "city"));
        freshet.publish(TopologyFixture.article("b", "Old bridge closed after the flood", "", "city"));
        freshet.publish(TopologyFixture.article("c", "Museum opens its cellar to children", "", "city"));
        for (int reader = 0; reader < 20; reader++) {
            freshet.click("reader-" + reader, "a");
        }
        freshet.click("reader-1", "b");
        freshet.click("reader-2", "c");
        freshet.pass(Duration.ofSeconds(4));
        lists.readValuesToList();
    }

    private void clickAt(String userId, String articleId, long atMillis) {
        freshet.click(Click.of(userId, articleId, atMillis));
    }
}
