package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.InternalTopics;
import io.freshet.codec.Topics;
import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.event.Recommendations;
import io.freshet.recommend.ItemSignal;
import io.freshet.recommend.ReaderSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * At least once, what a store's changelog holds and what was sent on are not of one moment after a crash: the readers may be
 * as after a click whose list and signals were never sent. The click is then read again.
 */
class AtLeastOnceTest {
    private static final Delivery AT_LEAST_ONCE = new Delivery(1, true);

    private final List<ItemSignal> sent = new ArrayList<>();
    private final List<ReaderSnapshot> stored = new ArrayList<>();
    private final List<Click> clicks = new ArrayList<>();

    /** Four clicks, stored and then lost in a crash with all that followed from them. */
    @BeforeEach
    void crashAfterFourClicks() {
        try (TopologyFixture before = new TopologyFixture(AT_LEAST_ONCE)) {
            for (int click = 0; click < 4; click++) {
                clicks.add(click("article-" + click, "event-" + click, before.nowMillis() + click * 60_000L));
            }
            TestOutputTopic<String, ItemSignal> signals = before.output(InternalTopics.READS_BY_ARTICLE);
            clicks.forEach(before::click);
            sent.addAll(signals.readValuesToList());
            stored.add(before.reader("alice").orElseThrow());
        }
    }

    @Test
    void clicksThatAreStoredAndReadAgainHaveTheirListAndTheirSignals() {
        try (TopologyFixture freshet = restarted()) {
            TestOutputTopic<String, ItemSignal> signals = freshet.output(InternalTopics.READS_BY_ARTICLE);
            TestOutputTopic<String, Recommendations> lists = freshet.output(Topics.RECOMMENDATIONS);

            clicks.forEach(freshet::click);

            assertThat(signals.readValuesToList()).isEqualTo(sent);
            assertThat(lists.readValuesToList()).hasSize(4);
            ReaderSnapshot reader = freshet.reader("alice").orElseThrow();
            assertThat(reader.reads()).isEqualTo(stored.get(0).reads());
            assertThat(reader.habits()).isEqualTo(stored.get(0).habits());
            assertThat(freshet.measured.accepted).containsEntry("clicks", 4);
            assertThat(freshet.measured.duplicates).isEmpty();
        }
    }

    @Test
    void eventThatIsSentAgainLaterIsStillADuplicate() {
        try (TopologyFixture freshet = restarted()) {
            clicks.forEach(freshet::click);
            freshet.click(clicks.get(0));

            assertThat(freshet.measured.duplicates).containsEntry("clicks", 1);
            assertThat(freshet.measured.accepted).containsEntry("clicks", 4);
        }
    }

    @Test
    void clickThatTheStateDoesNotHoldIsLearnedFromWhateverItsOffset() {
        try (TopologyFixture freshet = restarted()) {
            freshet.click(click("new", null, freshet.nowMillis() + 300_000));

            assertThat(freshet.reader("alice").orElseThrow().reads()).hasSize(5);
        }
    }

    private TopologyFixture restarted() {
        TopologyFixture freshet = new TopologyFixture(AT_LEAST_ONCE);
        KeyValueStore<String, ReaderSnapshot> readers = freshet.driver.getKeyValueStore(FreshetTopology.READERS);
        stored.forEach(reader -> readers.put(reader.userId(), reader));
        return freshet;
    }

    private static Click click(String articleId, String eventId, long atMillis) {
        return new Click("alice", articleId, atMillis, eventId, null, ClickKind.CLICK, 0, Map.of());
    }
}
