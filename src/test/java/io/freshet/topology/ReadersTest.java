package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.contract.Topics;
import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.event.Impression;
import io.freshet.event.Reason;
import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.topology.message.StateStores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadersTest {
    private final TopologyFixture freshet = new TopologyFixture();
    private final TestOutputTopic<String, Recommendations> lists = freshet.output(Topics.RECOMMENDATIONS);

    @AfterEach
    void close() {
        freshet.close();
    }

    @Test
    void everyClickIsAnsweredWithAListForItsReader() {
        freshet.publish(TopologyFixture.article("a", "Night tram approved", "", "city"));
        freshet.publish(TopologyFixture.article("b", "Harbour bridge closed", "", "city"));

        freshet.click("reader-1", "a");

        KeyValue<String, Recommendations> answer = lists.readKeyValue();
        assertThat(answer.key).isEqualTo("reader-1");
        assertThat(answer.value.trigger()).isEqualTo(Trigger.CLICK);
        assertThat(answer.value.generatedAtMillis()).isEqualTo(TopologyFixture.START.toEpochMilli());
        assertThat(answer.value.asOfMillis()).isEqualTo(TopologyFixture.START.toEpochMilli());
        assertThat(answer.value.articleIds()).contains("b").doesNotContain("a");
        assertThat(freshet.measured.accepted).containsEntry("clicks", 1).containsEntry("articles", 2);
        assertThat(freshet.measured.clickToListMillis).hasSize(1);
    }

    @Test
    void whatOtherReadersWentOnToIsRecommendedWithThatReason() {
        freshet.publish(TopologyFixture.article("popular", "Cup final tonight", "", "sport"));
        freshet.publish(TopologyFixture.article("next", "Who plays in the cup final", "", "sport"));
        freshet.publish(TopologyFixture.article("start", "Tickets for the cup final", "", "sport"));
        for (int reader = 0; reader < 20; reader++) {
            freshet.click("fan-" + reader, "start");
            freshet.pass(Duration.ofSeconds(20));
            freshet.click("fan-" + reader, "next");
            freshet.pass(Duration.ofSeconds(1));
        }
        lists.readValuesToList();

        freshet.click("newcomer", "start");

        Recommendations list = lists.readValue();
        assertThat(list.articleIds().get(0)).isEqualTo("next");
        assertThat(list.items().get(0).reasons()).contains(new Reason.ReadersWentOn("start"));
    }

    @Test
    void repeatedEventIdCountsOnce() {
        Click click = new Click(
                "reader-1", "a", freshet.nowMillis(), "event-1", null, ClickKind.CLICK, 0, Map.of("device", "phone"));

        freshet.click(click);
        freshet.click(click);

        assertThat(lists.readValuesToList()).hasSize(1);
        assertThat(freshet.measured.accepted).containsEntry("clicks", 1);
        assertThat(freshet.measured.duplicates).containsEntry("clicks", 1);
        freshet.pass(Duration.ofSeconds(1));
        assertThat(clicksOf("a")).isEqualTo(1);
    }

    @Test
    void articleNeverAnnouncedIsLearnedFromItsClicksAlone() {
        freshet.click("reader-1", "unknown-1");
        freshet.pass(Duration.ofSeconds(1));
        lists.readValuesToList();

        freshet.click("reader-2", "other");

        assertThat(lists.readValue().articleIds()).contains("unknown-1");
    }

    @Test
    void lateClickCountsAndDoesNotTurnBackTheReadersList() {
        freshet.click("reader-1", "a");
        freshet.pass(Duration.ofMinutes(10));
        freshet.click("reader-1", "b");
        long freshetNow = freshet.nowMillis();
        freshet.click(Click.of(
                "reader-1", "c", freshet.nowMillis() - Duration.ofMinutes(5).toMillis()));
        freshet.pass(Duration.ofSeconds(1));

        List<Recommendations> answers = lists.readValuesToList();
        assertThat(answers.get(2).asOfMillis()).isEqualTo(answers.get(1).asOfMillis());
        assertThat(answers.get(2).generatedAtMillis())
                .as("by the world's clock")
                .isEqualTo(freshetNow);
        assertThat(clicksOf("c")).isEqualTo(1);
    }

    @Test
    void hiddenArticleNeverComesBack() {
        freshet.publish(TopologyFixture.article("a", "Night tram approved", "", "city"));
        freshet.publish(TopologyFixture.article("b", "Harbour bridge closed", "", "city"));
        freshet.click(new Click("reader-1", "b", freshet.nowMillis(), null, null, ClickKind.HIDE, 0, Map.of()));
        freshet.click("reader-1", "a");

        assertThat(lists.readValuesToList())
                .allSatisfy(list -> assertThat(list.articleIds()).doesNotContain("b"));
        freshet.pass(Duration.ofSeconds(1));
        assertThat(clicksOf("b")).as("a hide is no read").isZero();
    }

    /** Whose only click hides something has no time of a read; a list dated 1970 would stop everybody who reads the topic. */
    @Test
    void hideThatIsAnsweredLateGetsAListOfItsTime() {
        freshet.publish(TopologyFixture.article("a", "Night tram approved", "", "city"));
        freshet.driver.advanceWallClockTime(Duration.ofMinutes(5));

        freshet.click(new Click("reader-1", "b", freshet.nowMillis(), null, null, ClickKind.HIDE, 0, Map.of()));
        assertThat(lists.readValuesToList())
                .as("waits, because the task is behind")
                .isEmpty();
        long hiddenMillis = freshet.nowMillis();
        freshet.pass(Duration.ofSeconds(10));

        assertThat(lists.readValuesToList())
                .isNotEmpty()
                .allSatisfy(list -> assertThat(list.asOfMillis()).isEqualTo(hiddenMillis));
    }

    @Test
    void impressionIsRememberedOfTheReaderAndCountedForEachArticle() {
        freshet.show(new Impression("reader-1", List.of("a", "b"), freshet.nowMillis(), null));
        freshet.pass(Duration.ofSeconds(1));

        assertThat(freshet.measured.accepted).containsEntry("impressions", 1);
        assertThat(reader("reader-1").unreadImpressions()).hasSize(2);
    }

    @Test
    void whileBehindSeveralClicksAreLearnedFromAndAnsweredByOneList() {
        Duration waited = Duration.ofSeconds(3);
        freshet.clickLate("reader-1", "a", waited);
        freshet.clickLate("reader-1", "b", waited);
        freshet.clickLate("reader-2", "a", waited);

        assertThat(lists.isEmpty()).as("clicks go first while they have waited").isTrue();
        assertThat(freshet.measured.accepted).containsEntry("clicks", 3);
        assertThat(freshet.measured.listsCoalesced).isEqualTo(1);
        assertThat(reader("reader-1").reads()).hasSize(2);

        freshet.pass(Duration.ofSeconds(1));

        List<KeyValue<String, Recommendations>> answers = lists.readKeyValuesToList();
        assertThat(answers).extracting(answer -> answer.key).containsExactly("reader-1", "reader-2");
        assertThat(answers.get(0).value.articleIds()).doesNotContain("a", "b");
        assertThat(freshet.measured.clickToListMillis)
                .allSatisfy(millis -> assertThat(millis).isGreaterThanOrEqualTo(waited.toMillis()));
        assertThat(freshet.measured.deferredLists).isZero();
        freshet.pass(Duration.ofSeconds(1));
        assertThat(clicksOf("a")).isEqualTo(2);
    }

    @Test
    void clickInTimeAnswersThoseThatWaited() {
        freshet.clickLate("reader-1", "a", Duration.ofSeconds(3));
        freshet.click("reader-1", "b");

        assertThat(lists.readValuesToList())
                .singleElement()
                .satisfies(list -> assertThat(list.articleIds()).doesNotContain("a", "b"));
        freshet.pass(Duration.ofSeconds(1));
        assertThat(lists.isEmpty()).isTrue();
    }

    @Test
    void erasedReaderWaitsForNoList() {
        freshet.clickLate("reader-1", "a", Duration.ofSeconds(3));

        freshet.erase("reader-1");
        freshet.pass(Duration.ofSeconds(1));

        assertThat(lists.readKeyValuesToList()).containsExactly(KeyValue.pair("reader-1", null));
        assertThat(freshet.driver.getKeyValueStore(StateStores.READERS.name()).get("reader-1"))
                .isNull();
    }

    @Test
    void erasureLeavesNothingOfTheReader() {
        freshet.click("reader-1", "a");
        freshet.click("reader-2", "a");
        lists.readKeyValuesToList();

        freshet.erase("reader-1");

        assertThat(lists.readKeyValue()).isEqualTo(KeyValue.pair("reader-1", null));
        assertThat(freshet.driver.getKeyValueStore(StateStores.READERS.name()).get("reader-1"))
                .isNull();
        assertThat(freshet.driver.getKeyValueStore(StateStores.READERS.name()).get("reader-2"))
                .isNotNull();
        assertThat(freshet.measured.accepted).containsEntry("erasures", 1);
    }

    @Test
    void listsHaveNamesOfTheirOwn() {
        freshet.click("reader-1", "a");
        freshet.click("reader-1", "b");
        freshet.click("reader-2", "a");

        assertThat(lists.readValuesToList())
                .extracting(Recommendations::recommendationId)
                .doesNotHaveDuplicates();
    }

    private ReaderSnapshot reader(String userId) {
        return (ReaderSnapshot)
                freshet.driver.getKeyValueStore(StateStores.READERS.name()).get(userId);
    }

    private long clicksOf(String articleId) {
        Object state = freshet.driver.getKeyValueStore(StateStores.ITEMS.name()).get(articleId);
        return state == null ? 0 : ((io.freshet.recommend.item.ItemState) state).clickCount();
    }
}
