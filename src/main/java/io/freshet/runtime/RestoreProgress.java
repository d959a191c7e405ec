package io.freshet.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows how stores are rebuilt from their changelogs. Safe from any thread. */
final class RestoreProgress implements StateRestoreListener {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreProgress.class);

    private record Restoring(long total, long restored, long startedNanos) {}

    private final Map<TopicPartition, Restoring> restoring = new ConcurrentHashMap<>();

    RestoreStatus status() {
        long restored = 0;
        long total = 0;
        int stores = 0;
        for (Restoring one : restoring.values()) {
            stores++;
            restored += one.restored();
            total += one.total();
        }
        return new RestoreStatus(stores, restored, total);
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long startingOffset, long endingOffset) {
        restoring.put(partition, new Restoring(Math.max(0, endingOffset - startingOffset), 0, System.nanoTime()));
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long batchEndOffset, long records) {
        restoring.computeIfPresent(
                partition,
                (key, before) -> new Restoring(before.total(), before.restored() + records, before.startedNanos()));
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long totalRestored) {
        Restoring done = restoring.remove(partition);
        if (done != null && totalRestored > 0) {
            LOG.info(
                    "store {} partition {} rebuilt from {} records in {} ms",
                    store,
                    partition.partition(),
                    totalRestored,
                    (System.nanoTime() - done.startedNanos()) / 1_000_000);
        }
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long totalRestored) {
        restoring.remove(partition);
    }
}
