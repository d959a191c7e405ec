package io.freshet.topology.article;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.recommend.item.ClickBuckets;
import io.freshet.recommend.item.ItemLearner;
import io.freshet.recommend.item.ItemState;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.topology.message.StateStores;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class ItemStateCacheTest {
    private final ItemStateCache desk = new ItemStateCache(Duration.ofMillis(250), Duration.ofSeconds(30));
    private final ItemState state = new ItemLearner(RecommendSettings.defaults()).create("a");

    /** Otherwise the reads of a transaction that was rolled back would be counted again on top of themselves. */
    @Test
    void deskOpenedAgainKnowsOnlyWhatTheStoreKnows() {
        desk.open(store());
        desk.put(state);
        desk.readIn("a", 0);
        desk.related().request("a", 0);
        assertThat(desk.find("a")).isPresent();

        desk.open(store());

        assertThat(desk.find("a")).isEmpty();
        assertThat(desk.takeUnpublished()).isEmpty();
        assertThat(desk.takeUnpublishedBuckets("a")).isEmpty();
        assertThat(desk.related().waiting()).isEmpty();
    }

    /** In a replay hours go by between two publications. */
    @Test
    void bucketsThatAReadWouldPushOutAreTakenBeforeIt() {
        desk.open(store());
        desk.readIn("a", 0);
        desk.readIn("a", 10 * ClickBuckets.BUCKET_MILLIS);

        assertThat(desk.takePushedOut("a", (ClickBuckets.BUCKETS - 1) * ClickBuckets.BUCKET_MILLIS))
                .isEmpty();
        assertThat(desk.takePushedOut("a", ClickBuckets.BUCKETS * ClickBuckets.BUCKET_MILLIS))
                .containsExactly(0L);
        assertThat(desk.takePushedOut("a", 1_000 * ClickBuckets.BUCKET_MILLIS))
                .containsExactly(10 * ClickBuckets.BUCKET_MILLIS);
        assertThat(desk.takePushedOut("a", 1_000 * ClickBuckets.BUCKET_MILLIS)).isEmpty();
        assertThat(desk.takeUnpublishedBuckets("a")).isEmpty();
    }

    private static KeyValueStore<String, ItemState> store() {
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
        KeyValueStore<String, ItemState> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("items"),
                        StateStores.ITEMS.keySerde(),
                        StateStores.ITEMS.valueSerde())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    @Test
    void whileReadsWaitWhatNobodyWaitsForGoesOnOneByOne() {
        assertThat(desk.workMax(20, 10_000)).isEqualTo(20);
        desk.takenUp(9_800, 10_000);
        assertThat(desk.workMax(20, 10_000)).isEqualTo(20);
        desk.takenUp(9_700, 10_000);
        assertThat(desk.workMax(20, 10_000)).isEqualTo(1);
        assertThat(desk.workMax(20, 12_000)).as("no read of late").isEqualTo(20);
    }
}
