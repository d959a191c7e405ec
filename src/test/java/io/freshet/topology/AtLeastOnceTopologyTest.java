package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import io.freshet.codec.contract.StateStore;
import io.freshet.codec.contract.Topics;
import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.event.Recommendations;
import io.freshet.event.Trending;
import io.freshet.event.TrendingWindow;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.item.Announcement;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.recommend.trending.ReadHistory;
import io.freshet.topology.context.Delivery;
import io.freshet.topology.context.GlobalStores;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.message.ArrivedAnnouncement;
import io.freshet.topology.message.InternalTopics;
import io.freshet.topology.message.StateStores;
import io.freshet.topology.store.LocalStores;
import io.freshet.topology.store.ObjectStore;
import io.freshet.topology.trending.RankTrendingProcessor;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * At least once, what a store's changelog holds and what was sent on are not of one moment after a crash: the readers may be
 * as after a click whose list and signals were never sent. The click is then read again.
 */
class AtLeastOnceTopologyTest {
    private static final Delivery AT_LEAST_ONCE = new Delivery(1, true);
    private static final long START_MILLIS = TopologyFixture.START.toEpochMilli();

    @TempDir
    private File directory;

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

    // The list and its deletion from the store go to different partitions: one may get there without the other.
    @Test
    void listThatWaitedIsForgottenOnlyOnceItIsAcknowledged() {
        try (TopologyFixture freshet = new TopologyFixture(AT_LEAST_ONCE)) {
            KeyValueStore<String, Long> waiting = freshet.driver.getKeyValueStore(StateStores.DEFERRED_LISTS.name());
            freshet.clickLate("alice", "a", Duration.ofSeconds(3));
            assertThat(waiting.get("alice")).isNotNull();
            TestOutputTopic<String, Recommendations> lists = freshet.output(Topics.RECOMMENDATIONS);
            assertThat(lists.isEmpty()).isTrue();

            Duration step = Duration.ofMillis(20);
            Eventually.await().pollInterval(Duration.ofMillis(1)).until(() -> {
                freshet.driver.advanceWallClockTime(step);
                return !lists.isEmpty();
            });

            assertThat(waiting.get("alice"))
                    .as("until the list is acknowledged")
                    .isNotNull();
            freshet.pass(Duration.ofSeconds(1));
            assertThat(waiting.get("alice")).isNull();
        }
    }

    @Test
    void articleThatExpiredByTheClockBeforeTheCrashLeavesTheOutputs() {
        try (TopologyFixture freshet = new TopologyFixture(AT_LEAST_ONCE)) {
            KeyValueStore<String, ArrivedAnnouncement> announced =
                    freshet.driver.getKeyValueStore(StateStores.ANNOUNCED_ARTICLES.name());
            announced.put("a", new ArrivedAnnouncement(new Announcement.Withdrawn("a", 1), freshet.nowMillis()));

            freshet.pass(Duration.ofSeconds(1));

            assertThat(freshet.output(Topics.ARTICLE_PROFILES).readKeyValuesToMap())
                    .containsEntry("a", null);
            assertThat(freshet.output(InternalTopics.ANNOUNCEMENTS).readKeyValuesToList())
                    .hasSize(1);
        }
    }

    @Test
    void mostReadListThatIsStoredIsSentAgain() {
        Trending stored =
                new Trending(null, TrendingWindow.DAY, START_MILLIS, START_MILLIS, List.of(new Trending.Item("a", 3)));

        assertThat(sentAfterRestart(stored, AT_LEAST_ONCE)).startsWith(stored);
        assertThat(sentAfterRestart(stored, Delivery.ONE_PARTITION)).doesNotContain(stored);
    }

    private List<Trending> sentAfterRestart(Trending stored, Delivery delivery) {
        MockProcessorContext<String, Trending> context =
                new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory);
        KeyValueStore<String, Trending> lists = store(StateStores.TRENDING, context);
        lists.put(stored.scope(), stored);
        KeyValueStore<String, ReadHistory> histories = store(StateStores.TRENDING_BUCKETS, context);
        ObjectStore<Catalogue> catalogue = ObjectStore.builder(
                        GlobalStores.CATALOGUE, () -> new Catalogue(RecommendSettings.defaults()))
                .build();
        catalogue.init(context.getStateStoreContext(), catalogue);
        context.addStateStore(catalogue);

        new RankTrendingProcessor(TopologyFixture.parts(delivery)).init(context);
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(START_MILLIS);

        List<Trending> sent = new ArrayList<>();
        context.forwarded().forEach(forwarded -> sent.add(forwarded.record().value()));
        lists.close();
        histories.close();
        return sent;
    }

    private static <V> KeyValueStore<String, V> store(
            StateStore<String, V> declared, MockProcessorContext<String, Trending> context) {
        KeyValueStore<String, V> store = LocalStores.builder(
                        declared.name(), declared.keySerde(), declared.valueSerde(), Measurements.NONE)
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        return store;
    }

    private TopologyFixture restarted() {
        TopologyFixture freshet = new TopologyFixture(AT_LEAST_ONCE);
        KeyValueStore<String, ReaderSnapshot> readers = freshet.driver.getKeyValueStore(StateStores.READERS.name());
        stored.forEach(reader -> readers.put(reader.userId(), reader));
        return freshet;
    }

    private static Click click(String articleId, String eventId, long atMillis) {
        return new Click("alice", articleId, atMillis, eventId, null, ClickKind.CLICK, 0, Map.of());
    }
}
