package io.freshet.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoreProgressTest {
    private static final TopicPartition READERS = new TopicPartition("readers-changelog", 0);
    private static final TopicPartition ITEMS = new TopicPartition("items-changelog", 0);

    private final AtomicLong nanos = new AtomicLong();
    private final RestoreProgress progress = new RestoreProgress(nanos::get);

    @Test
    void storesAreReportedUntilTheyAreRestored() {
        progress.onRestoreStart(READERS, "readers", 10, 110);
        progress.onRestoreStart(ITEMS, "items", 0, 50);
        progress.onBatchRestored(READERS, "readers", 40, 30);
        assertThat(progress.status()).isEqualTo(new RestoreStatus(2, 30, 150, Duration.ZERO));

        progress.onRestoreEnd(READERS, "readers", 100);
        progress.onRestoreSuspended(ITEMS, "items", 0);
        assertThat(progress.status()).isEqualTo(new RestoreStatus(0, 0, 0, Duration.ZERO));
    }

    @Test
    void restorationIsStalledWhileNoRecordOfAnyStoreIsRead() {
        later(60);
        assertThat(progress.status().stalledFor())
                .as("nothing is being restored")
                .isZero();
        progress.onRestoreStart(READERS, "readers", 0, 100);
        progress.onRestoreStart(ITEMS, "items", 0, 100);
        later(40);
        assertThat(progress.status().stalledFor()).hasSeconds(40);

        progress.onBatchRestored(ITEMS, "items", 10, 10);
        later(5);

        assertThat(progress.status().stalledFor()).hasSeconds(5);
    }

    @Test
    void reasonUsesSingularAndPluralAndNamesTheRemedyOnceStalled() {
        progress.onRestoreStart(READERS, "readers", 0, 1);
        assertThat(progress.status().reason()).isEqualTo("1 store is being restored, 0 of 1 record");

        progress.onRestoreStart(ITEMS, "items", 0, 50);
        progress.onBatchRestored(ITEMS, "items", 40, 40);
        assertThat(progress.status().reason()).isEqualTo("2 stores are being restored, 40 of 51 records");

        later(30);
        assertThat(progress.status().reason())
                .startsWith("2 stores are being restored, 40 of 51 records, none for 30 s: ")
                .contains("disk of state.directory", "brokers");
    }

    private void later(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
