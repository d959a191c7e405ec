package io.freshet.runtime.health;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tracks the restoration of stores from their changelogs. Safe from any thread. */
public final class RestoreProgress implements StateRestoreListener {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreProgress.class);

    private record Restoring(long total, long restored, long startedNanos) {}

    private final Map<TopicPartition, Restoring> restoring = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;
    private volatile long progressNanos;

    public RestoreProgress(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.progressNanos = nanoTime.getAsLong();
    }

    /** Progress of all restorations that are under way. */
    public RestoreStatus status() {
        long restored = 0;
        long total = 0;
        int stores = 0;
        for (Restoring one : restoring.values()) {
            stores++;
            restored += one.restored();
            total += one.total();
        }
        Duration stalledFor = stores == 0 ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - progressNanos);
        return new RestoreStatus(stores, restored, total, stalledFor);
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long startingOffset, long endingOffset) {
        progressNanos = nanoTime.getAsLong();
        restoring.put(partition, new Restoring(Math.max(0, endingOffset - startingOffset), 0, progressNanos));
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long batchEndOffset, long records) {
        progressNanos = nanoTime.getAsLong();
        restoring.computeIfPresent(
                partition,
                (key, before) -> new Restoring(before.total(), before.restored() + records, before.startedNanos()));
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long totalRestored) {
        progressNanos = nanoTime.getAsLong();
        Restoring done = restoring.remove(partition);
        if (done != null && totalRestored > 0) {
            LOG.info(
                    "store {} partition {} restored from {} records in {} ms",
                    store,
                    partition.partition(),
                    totalRestored,
                    (progressNanos - done.startedNanos()) / 1_000_000);
        }
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long totalRestored) {
        restoring.remove(partition);
    }
}
