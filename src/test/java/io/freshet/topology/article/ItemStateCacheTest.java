package io.freshet.topology.article;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.recommend.item.ClickBuckets;
import io.freshet.recommend.item.ItemLearner;
import io.freshet.recommend.item.ItemState;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.topology.message.StateStores;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class ItemStateCacheTest {
    private final KeyValueStore<String, ItemState> store = store();
    private final ItemStateCache cache = new ItemStateCache(store);
    private final ItemState state = new ItemLearner(RecommendSettings.defaults()).create("a");

    @Test
    void changedStatesAreStoredAndTakenOnce() {
        cache.put(state);

        assertThat(new ItemStateCache(store).find("a")).isPresent();
        assertThat(cache.takeUnpublished()).containsExactly(state);
        assertThat(cache.takeUnpublished()).isEmpty();
    }

    @Test
    void removedArticleIsNeitherStoredNorPublished() {
        cache.put(state);
        cache.bucketChanged("a", 0);

        cache.remove("a");

        assertThat(cache.find("a")).isEmpty();
        assertThat(store.get("a")).isNull();
        assertThat(cache.takeUnpublished()).isEmpty();
        assertThat(cache.takeUnpublishedBuckets("a")).isEmpty();
    }

    /** In a replay hours pass between two publications. */
    @Test
    void bucketsThatAReadWouldDropAreTakenBeforeIt() {
        cache.bucketChanged("a", 0);
        cache.bucketChanged("a", 10 * ClickBuckets.BUCKET_MILLIS);

        assertThat(cache.takeBucketsDroppedBy("a", (ClickBuckets.BUCKETS - 1) * ClickBuckets.BUCKET_MILLIS))
                .isEmpty();
        assertThat(cache.takeBucketsDroppedBy("a", ClickBuckets.BUCKETS * ClickBuckets.BUCKET_MILLIS))
                .containsExactly(0L);
        assertThat(cache.takeBucketsDroppedBy("a", 1_000 * ClickBuckets.BUCKET_MILLIS))
                .containsExactly(10 * ClickBuckets.BUCKET_MILLIS);
        assertThat(cache.takeBucketsDroppedBy("a", 1_000 * ClickBuckets.BUCKET_MILLIS))
                .isEmpty();
        assertThat(cache.takeUnpublishedBuckets("a")).isEmpty();
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
}
