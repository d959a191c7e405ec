package io.freshet.topology.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.topology.context.TopologySettings;
import io.freshet.topology.message.StateStores;
import io.freshet.topology.reader.DeferredLists.Deferred;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class DeferredListsTest {
    private static final TopologySettings SETTINGS = TopologySettings.defaults();
    private static final long NOW = 1_000_000;

    private final KeyValueStore<String, Long> store = store();
    private final DeferredLists lists = new DeferredLists(store, store::delete, SETTINGS, NOW);

    @Test
    void severalClicksOfAReaderHaveOnePlaceTheFirst() {
        assertThat(lists.add("anna", 10, NOW)).isFalse();
        assertThat(lists.add("bruno", 20, NOW)).isFalse();
        assertThat(lists.add("anna", 30, NOW)).isTrue();

        assertThat(all(lists)).containsExactly(new Deferred("anna", 10), new Deferred("bruno", 20));
    }

    @Test
    void storeHoldsExactlyWhatWaits() {
        lists.add("anna", 10, NOW);
        lists.add("bruno", 20, NOW);
        lists.take("anna");

        assertThat(store.get("anna")).isNull();
        assertThat(store.get("bruno")).isEqualTo(20);
        assertThat(lists.next()).contains(new Deferred("bruno", 20));
        assertThat(store.get("bruno")).isNull();
    }

    @Test
    void whoWaitedWhenTheTaskWasLeftIsServedFirstComeFirstServed() {
        lists.add("zoe", 10, NOW);
        lists.add("anna", 20, NOW);

        assertThat(all(new DeferredLists(store, store::delete, SETTINGS, NOW)))
                .containsExactly(new Deferred("zoe", 10), new Deferred("anna", 20));
    }

    @Test
    void listIsOverdueByTheTimeItWaitedHereAndNotOnItsTopic() {
        lists.add("anna", NOW - 3_600_000, NOW);

        assertThat(lists.isOverdue(NOW)).isFalse();
        assertThat(lists.isOverdue(NOW + 2_000 + 1)).isTrue();
    }

    @Test
    void tooManyWaitingAreOverdueAtOnce() {
        for (int reader = 0; reader < SETTINGS.overload().deferredListsMax(); reader++) {
            lists.add("reader-" + reader, NOW, NOW);
        }
        assertThat(lists.isOverdue(NOW)).isFalse();

        lists.add("one-more", NOW, NOW);

        assertThat(lists.isOverdue(NOW)).isTrue();
    }

    private static List<Deferred> all(DeferredLists lists) {
        List<Deferred> all = new ArrayList<>();
        for (var next = lists.next(); next.isPresent(); next = lists.next()) {
            all.add(next.get());
        }
        return all;
    }

    private static KeyValueStore<String, Long> store() {
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
        KeyValueStore<String, Long> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("deferred-lists"),
                        StateStores.DEFERRED_LISTS.keySerde(),
                        StateStores.DEFERRED_LISTS.valueSerde())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }
}
