package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.contract.Topics;
import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.event.Recommendations;
import io.freshet.topology.message.StateStores;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Erasures and the other events of a reader are different topics: they are processed in any order. */
class ErasureTest {
    private static final Duration MEMORY = Duration.ofDays(14);

    private final TopologyFixture freshet = new TopologyFixture();
    private final TestOutputTopic<String, Recommendations> lists = freshet.output(Topics.RECOMMENDATIONS);

    @AfterEach
    void close() {
        freshet.close();
    }

    @Test
    void clickThatArrivedBeforeTheErasureAndIsProcessedAfterItDoesNotBringTheReaderBack() {
        Click early = Click.of("alice", "a", freshet.nowMillis());
        long erasedAtMillis = freshet.nowMillis() + 2_000;
        freshet.pass(Duration.ofSeconds(5));
        freshet.erase("alice", erasedAtMillis);

        freshet.click(early, erasedAtMillis - 1);
        freshet.pass(Duration.ofSeconds(1));

        assertThat(freshet.reader("alice")).isEmpty();
        assertThat(lists.readKeyValuesToList()).containsExactly(KeyValue.pair("alice", null));
        assertThat(freshet.measured.erased).containsEntry("clicks", 1);
        assertThat(freshet.measured.accepted).doesNotContainKey("clicks");
    }

    @Test
    void clickThatHappenedBeforeTheErasureAndArrivesAfterItDoesNotBringTheReaderBack() {
        Click early = Click.of("alice", "a", freshet.nowMillis());
        freshet.pass(Duration.ofSeconds(5));
        freshet.erase("alice");
        freshet.pass(Duration.ofSeconds(5));

        freshet.click(early);

        assertThat(freshet.reader("alice")).isEmpty();
        assertThat(freshet.measured.erased).containsEntry("clicks", 1);
    }

    @Test
    void impressionFromBeforeTheErasureLeavesNoTrace() {
        Impression early = new Impression("alice", List.of("a", "b"), freshet.nowMillis(), null);
        freshet.pass(Duration.ofSeconds(5));
        freshet.erase("alice");

        freshet.show(early);

        assertThat(freshet.reader("alice")).isEmpty();
        assertThat(freshet.measured.erased).containsEntry("impressions", 1);
    }

    @Test
    void readerWhoClicksAfterTheErasureIsNewAndOthersAreNotConcerned() {
        Click early = Click.of("alice", "a", freshet.nowMillis());
        freshet.erase("alice");
        freshet.pass(Duration.ofSeconds(5));

        freshet.click("alice", "b");
        freshet.click("bob", "b");
        freshet.click(early);

        assertThat(freshet.reader("alice"))
                .hasValueSatisfying(reader -> assertThat(reader.reads())
                        .singleElement()
                        .satisfies(read -> assertThat(read.articleId()).isEqualTo("b")));
        assertThat(freshet.reader("bob")).isPresent();
        assertThat(freshet.measured.erased).containsEntry("clicks", 1);
    }

    @Test
    void erasureThatIsProcessedAfterALaterClickLeavesThatClickAlone() {
        freshet.click("alice", "a");
        long erasedAtMillis = freshet.nowMillis() + 1_000;
        freshet.pass(Duration.ofSeconds(5));
        freshet.click("alice", "b");
        lists.readKeyValuesToList();

        freshet.erase("alice", erasedAtMillis);

        assertThat(freshet.reader("alice").orElseThrow().reads())
                .singleElement()
                .satisfies(read -> assertThat(read.articleId()).isEqualTo("b"));
        List<KeyValue<String, Recommendations>> sent = lists.readKeyValuesToList();
        assertThat(sent).hasSize(2);
        assertThat(sent.get(0).value).isNull();
        assertThat(sent.get(1).value.articleIds()).doesNotContain("b");
    }

    @Test
    void earlierErasureThatIsProcessedLaterDoesNotShortenTheLater() {
        long laterMillis = freshet.nowMillis();
        freshet.erase("alice", laterMillis);
        freshet.erase("alice", laterMillis - 60_000);

        freshet.click(Click.of("alice", "a", laterMillis - 1), laterMillis - 1);

        assertThat(freshet.reader("alice")).isEmpty();
    }

    @Test
    void erasureIsForgottenAfterItsMemoryAndKeptAsAHashUntilThen() {
        freshet.erase("alice");
        assertThat(erasures())
                .singleElement()
                .satisfies(entry -> assertThat(entry.key).doesNotContain("alice"));
        freshet.pass(MEMORY);
        assertThat(erasures()).hasSize(1);

        freshet.pass(Duration.ofMinutes(1));

        assertThat(erasures()).isEmpty();
    }

    private List<KeyValue<String, Long>> erasures() {
        List<KeyValue<String, Long>> kept = new java.util.ArrayList<>();
        try (var entries = freshet.driver
                .<String, Long>getKeyValueStore(StateStores.ERASED_READERS.name())
                .all()) {
            entries.forEachRemaining(kept::add);
        }
        return kept;
    }
}
