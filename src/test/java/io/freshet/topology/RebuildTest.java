package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.contract.StateStore;
import io.freshet.dataset.TimedEvent;
import io.freshet.newsroom.NewsroomSettings;
import io.freshet.newsroom.NewsroomSettings.ActivityRates;
import io.freshet.newsroom.NewsroomSettings.EventFaults;
import io.freshet.newsroom.SimulatedNewsroom;
import io.freshet.topology.message.StateStores;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;

/** What is learned hangs on the input alone: the same events once more, from nothing, give the same bytes in every store. */
class RebuildTest {
    private static final int EVENTS = 250;

    @Test
    void sameInputFromNothingGivesTheSameBytesInEveryStore() {
        Map<String, Map<String, String>> first = learn();
        Map<String, Map<String, String>> again = learn();

        assertThat(first.keySet()).hasSize(StateStores.ALL.size());
        first.forEach((store, bytes) -> assertThat(again.get(store)).as(store).isEqualTo(bytes));
        // Filled by a late task, by a snapshot of the words and by an erasure alone.
        first.keySet()
                .removeAll(Set.of(
                        StateStores.DEFERRED_LISTS.name(),
                        StateStores.WORD_SNAPSHOTS.name(),
                        StateStores.ERASED_READERS.name()));
        assertThat(first)
                .allSatisfy((store, bytes) -> assertThat(bytes).as(store).isNotEmpty());
    }

    /** Lets a new instance read the simulation and gives what lies in its stores, bytes in hexadecimal by store and key. */
    private static Map<String, Map<String, String>> learn() {
        SimulatedNewsroom newsroom = new SimulatedNewsroom(new NewsroomSettings(
                20_260_302,
                TopologyFixture.START.toEpochMilli(),
                60,
                new ActivityRates(300, 300),
                new EventFaults(0, .05),
                0));
        try (TopologyFixture freshet = new TopologyFixture()) {
            for (int event = 0; event < EVENTS; event++) {
                TimedEvent next = newsroom.next();
                long aheadMillis = next.atMillis() - freshet.nowMillis();
                if (aheadMillis >= 4) {
                    freshet.pass(Duration.ofMillis(aheadMillis));
                }
                send(freshet, next);
            }
            freshet.pass(Duration.ofSeconds(20));
            Map<String, Map<String, String>> stored = new TreeMap<>();
            StateStores.ALL.forEach(store -> stored.put(store.name(), contents(freshet, store)));
            return stored;
        }
    }

    private static void send(TopologyFixture freshet, TimedEvent event) {
        if (event instanceof TimedEvent.Announced announced) {
            freshet.publish(announced.article());
        } else if (event instanceof TimedEvent.Withdrawn withdrawn) {
            freshet.withdraw(withdrawn.articleId());
        } else if (event instanceof TimedEvent.Clicked clicked) {
            freshet.click(clicked.click());
        } else if (event instanceof TimedEvent.Shown shown) {
            freshet.show(shown.impression());
        } else if (event instanceof TimedEvent.Erased erased) {
            freshet.erase(erased.userId());
        }
    }

    private static <K, V> Map<String, String> contents(TopologyFixture freshet, StateStore<K, V> store) {
        Map<String, String> contents = new TreeMap<>();
        try (KeyValueIterator<K, V> all =
                freshet.driver.<K, V>getKeyValueStore(store.name()).all()) {
            while (all.hasNext()) {
                KeyValue<K, V> entry = all.next();
                contents.put(
                        String.valueOf(entry.key),
                        HexFormat.of().formatHex(store.valueSerde().serializer().serialize(store.name(), entry.value)));
            }
        }
        return contents;
    }
}
