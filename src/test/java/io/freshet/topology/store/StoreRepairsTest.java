package io.freshet.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.topology.context.Measurements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

class StoreRepairsTest {
    private static final TaskId TASK = new TaskId(4, 1);

    @TempDir
    private Path directory;

    private final StoreRepairs repairs = new StoreRepairs(Measurements.NONE);

    @Test
    void damagedAndMissingFilesAreDamageAndAFullDiskIsNot() {
        assertThat(isDamage(Status.Code.Corruption, Status.SubCode.None, "block checksum mismatch"))
                .isTrue();
        assertThat(isDamage(Status.Code.IOError, Status.SubCode.None, "While open a file: No such file or directory"))
                .isTrue();
        assertThat(isDamage(Status.Code.IOError, Status.SubCode.NoSpace, "No space left on device"))
                .isFalse();
        assertThat(isDamage(Status.Code.IOError, Status.SubCode.None, "Permission denied"))
                .isFalse();
        assertThat(StoreRepairs.isDamage(new IllegalStateException("Corruption")))
                .isFalse();
    }

    @Test
    void damageOfATaskIsThatOfEachOfItsStoresAndIsTakenOnce() {
        assertThat(repairs.takeDamaged(TASK, "readers")).isFalse();
        assertThat(repairs.takeDamaged(TASK, "deferred-lists")).isFalse();

        repairs.damaged(TASK, new ProcessorStateException("damaged"));

        assertThat(repairs.takeDamaged(TASK, "readers")).isTrue();
        assertThat(repairs.takeDamaged(TASK, "readers")).isFalse();
        assertThat(repairs.takeDamaged(TASK, "deferred-lists")).isTrue();
    }

    @Test
    void onlyTheStoreSetAsideLastIsKept() throws Exception {
        for (String store : new String[] {"readers", "items"}) {
            Path task = Files.createDirectories(directory.resolve("4_1"));
            Path files = Files.createDirectories(task.resolve("rocksdb").resolve(store));
            Files.writeString(files.resolve("CURRENT"), store);

            repairs.setAside(TASK, store, task, files);

            assertThat(files).doesNotExist();
        }
        try (var kept = Files.list(directory.resolve(StoreRepairs.DIRECTORY))) {
            assertThat(kept)
                    .containsExactly(directory.resolve(StoreRepairs.DIRECTORY).resolve("4_1-items"));
        }
        assertThat(StoreRepairs.of(Map.of(StoreRepairs.CONFIG, repairs))).isSameAs(repairs);
    }

    private static boolean isDamage(Status.Code code, Status.SubCode subCode, String message) {
        RocksDBException failure = new RocksDBException(message, new Status(code, subCode, message));
        return StoreRepairs.isDamage(new ProcessorStateException("Error opening store readers", failure));
    }
}
