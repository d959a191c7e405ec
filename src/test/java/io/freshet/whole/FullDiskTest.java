package io.freshet.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.freshet.Eventually;
import io.freshet.runtime.BoundedMemoryRocksDbConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/** Behaviour of state stores on a full disk; uses a small separate file system. */
class FullDiskTest {
    private static final int MEGABYTES = 32;
    private static final int WRITES_MAX = 200_000;
    private static final int STORES = 60;

    @TempDir
    private Path temporary;

    /** By default RocksDB blocks the writer until there is space, and it was observed to block even longer. */
    @Test
    @Timeout(value = Eventually.LIMIT_MINUTES, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void storeFailsOnAFullDiskAndWorksAfterReopening() throws Exception {
        try (SmallDisk disk = smallDisk();
                Options options = options();
                WriteOptions unlogged = new WriteOptions().setDisableWAL(true)) {
            // Small, so that the store flushes often.
            options.setWriteBufferSize(256 << 10);
            String directory = disk.directory().resolve("store").toString();
            try (RocksDB store = RocksDB.open(options, directory)) {
                put(store, unlogged, "before");
                disk.fill();

                assertThatThrownBy(() -> {
                            for (int write = 0; write < WRITES_MAX; write++) {
                                put(store, unlogged, "during-" + write);
                            }
                        })
                        .isInstanceOf(RocksDBException.class)
                        .hasMessageContaining("No space left");
            }
            disk.free();

            try (RocksDB store = RocksDB.open(options, directory);
                    FlushOptions waiting = new FlushOptions().setWaitForFlush(true)) {
                put(store, unlogged, "after");
                store.flush(waiting);
                assertThat(store.get(key("after"))).hasSize(1_000);
            }
        }
    }

    /** Kafka Streams flushes when it revokes a task and cannot interrupt a thread that is blocked in the flush. */
    @Test
    @Timeout(value = Eventually.LIMIT_MINUTES, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void flushFailsOnAFullDisk() throws Exception {
        try (SmallDisk disk = smallDisk();
                Options options = options();
                WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
                FlushOptions waiting = new FlushOptions().setWaitForFlush(true)) {
            try (RocksDB store =
                    RocksDB.open(options, disk.directory().resolve("store").toString())) {
                disk.fill();
                for (int write = 0; write < 1_000; write++) {
                    put(store, unlogged, "during-" + write);
                }

                for (int flush = 0; flush < 3; flush++) {
                    assertThatThrownBy(() -> store.flush(waiting))
                            .isInstanceOf(RocksDBException.class)
                            .hasMessageContaining("No space left");
                }
            }
        }
    }

    /**
     * A few threads flush all stores, and a store without space sleeps for a second in its thread. By default RocksDB
     * flushes once per buffer and tries to recover in between.
     */
    @Test
    @Timeout(value = Eventually.LIMIT_MINUTES, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void manyStoresOnAFullDiskFailAndCloseInTime() throws Exception {
        try (SmallDisk disk = smallDisk();
                Options options = optionsWithManyFlushes();
                WriteOptions unlogged = new WriteOptions().setDisableWAL(true)) {
            List<RocksDB> stores = new ArrayList<>();
            for (int number = 0; number < STORES; number++) {
                stores.add(RocksDB.open(
                        options, disk.directory().resolve("store-" + number).toString()));
            }
            disk.fill();
            for (RocksDB store : stores) {
                putUntilItFails(store, unlogged);
            }
            stores.forEach(RocksDB::close);
        }
    }

    /**
     * Kafka Streams stores offsets in a separate column family with RocksDB's default of two write buffers. A writer
     * that needs a third buffer waits for a flush, and would also wait for a recovery that waits for the writer.
     */
    @Test
    @Timeout(value = Eventually.LIMIT_MINUTES, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void writerWaitingForABufferFailsIfTheFlushFails() throws Exception {
        try (SmallDisk disk = smallDisk();
                Options options = optionsWithManyFlushes();
                WriteOptions unlogged = new WriteOptions().setDisableWAL(true)) {
            options.setMaxWriteBufferNumber(2);
            try (RocksDB store =
                    RocksDB.open(options, disk.directory().resolve("store").toString())) {
                disk.fill();

                assertThat(putUntilItFails(store, unlogged)).isTrue();
                disk.free();
            }
        }
    }

    /** @return whether a write failed; gives up after writes that fill many buffers */
    private static boolean putUntilItFails(RocksDB store, WriteOptions unlogged) {
        try {
            for (int write = 0; write < 5_000; write++) {
                put(store, unlogged, "during-" + write);
            }
            return false;
        } catch (RocksDBException noSpace) {
            return true;
        }
    }

    private SmallDisk smallDisk() throws IOException, InterruptedException {
        Optional<SmallDisk> mounted = SmallDisk.mount(temporary.resolve("disk"), MEGABYTES);
        assumeTrue(mounted.isPresent(), "mounting a file system requires root on Linux");
        return mounted.get();
    }

    /** Options of the product's stores. */
    private static Options options() {
        Options options = new Options().setCreateIfMissing(true).setTableFormatConfig(new BlockBasedTableConfig());
        new BoundedMemoryRocksDbConfig().setConfig("store", options, Map.of());
        return options;
    }

    /** Options of the product's stores with atomic flushes, as in Kafka Streams, and small buffers. */
    private static Options optionsWithManyFlushes() {
        return options().setAtomicFlush(true).setWriteBufferSize(64 << 10);
    }

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(RocksDB store, WriteOptions unlogged, String name) throws RocksDBException {
        store.put(unlogged, key(name), new byte[1_000]);
    }
}
