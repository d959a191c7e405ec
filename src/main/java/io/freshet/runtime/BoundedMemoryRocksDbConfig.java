package io.freshet.runtime;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.AbstractEventListener;
import org.rocksdb.BackgroundErrorReason;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.Priority;
import org.rocksdb.RocksDB;
import org.rocksdb.Status;
import org.rocksdb.WriteBufferManager;

/**
 * Gives all state stores of this process one block cache and one limit on their write buffers, so that memory does not
 * grow with the number of partitions; and lets a store that cannot write fail at once, so that it is rebuilt from Kafka.
 * Streams makes one of these per store; what they share lives as long as the process.
 */
public final class BoundedMemoryRocksDbConfig implements RocksDBConfigSetter {
    /** Index and filter blocks take this share of the cache before data blocks may push them out. */
    private static final double INDEX_AND_FILTER_SHARE = .2;

    private static final int BLOCK_BYTES = 8 << 10;
    private static final int BLOOM_BITS_PER_KEY = 10;
    /**
     * In such pieces a store takes memory for what is not yet on disk. RocksDB's own megabyte, times the stores of some
     * dozen partitions, is more than all write buffers may have, and then every write of every store makes a file.
     */
    private static final int ARENA_BLOCK_BYTES = 64 << 10;
    /** RocksDB reserves 4 MB of disk for the list of a store's files, which has some kilobytes. */
    private static final int MANIFEST_PREALLOCATION_BYTES = 64 << 10;

    /**
     * More than ever wait to be written out, because all of them together are bounded: a store that has as many holds up who
     * writes. That happened on a full disk, and did not end a minute after there was space again (RocksDB 10.1.3; rocksdb
     * issue 9876), and a thread that waits in it cannot be stopped. So the write fails, and the store is rebuilt from Kafka.
     */
    private static final int WRITE_BUFFERS_MAX = 1_000;

    /**
     * A store that could not write a file sleeps for a second in the thread that tried, and all stores of the process share
     * these threads: Streams' one would have the last of sixty stores wait for a minute until it may fail, or be closed.
     */
    private static final int FLUSH_THREADS = 16;

    private static final Map<RocksDbMemory, Shared> SHARED = new ConcurrentHashMap<>();

    static {
        // The native classes below are otherwise touched before the library is loaded.
        RocksDB.loadLibrary();
    }

    /** After the library is loaded; Streams closes none of it, and the stores use it until they are closed. */
    private static final AbstractEventListener NO_RECOVERY = new NoRecovery();

    /** The native objects of one size; a process that runs one instance has one. */
    record Shared(Cache cache, WriteBufferManager writeBuffers, BloomFilter filter) {
        private static Shared of(RocksDbMemory memory) {
            Cache cache = new LRUCache(memory.blockCacheBytes(), -1, false, INDEX_AND_FILTER_SHARE);
            // Write buffers are accounted for within the cache, so the cache's size bounds both.
            return new Shared(
                    cache,
                    new WriteBufferManager(memory.writeBufferBytes(), cache),
                    new BloomFilter(BLOOM_BITS_PER_KEY, false));
        }
    }

    /** The native objects that the stores of an instance with this memory share. */
    static Shared shared(RocksDbMemory memory) {
        return SHARED.computeIfAbsent(memory, Shared::of);
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Shared shared = shared(memory(configs));
        // Streams' own table settings, not new ones: it reads the cache's metrics through them.
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(shared.cache());
        table.setBlockSize(BLOCK_BYTES);
        table.setFilterPolicy(shared.filter());
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(shared.writeBuffers());
        options.setArenaBlockSize(ARENA_BLOCK_BYTES);
        options.setManifestPreallocationSize(MANIFEST_PREALLOCATION_BYTES);
        options.setMaxWriteBufferNumber(WRITE_BUFFERS_MAX);
        options.setListeners(List.of(NO_RECOVERY));
        // Streams has just set it to one, as it does for every store.
        options.getEnv().setBackgroundThreads(FLUSH_THREADS, Priority.HIGH);
    }

    /** Closes nothing: the other stores still use the shared objects. */
    @Override
    public void close(String storeName, Options options) {}

    private static RocksDbMemory memory(Map<String, Object> configs) {
        return new RocksDbMemory(
                bytes(configs, StreamsProperties.BLOCK_CACHE_BYTES, RocksDbMemory.DEFAULT.blockCacheBytes()),
                bytes(configs, StreamsProperties.WRITE_BUFFER_BYTES, RocksDbMemory.DEFAULT.writeBufferBytes()));
    }

    private static long bytes(Map<String, Object> configs, String key, long otherwise) {
        Object value = configs.get(key);
        return value == null ? otherwise : Long.parseLong(value.toString());
    }

    /**
     * Keeps RocksDB from trying by itself, every five seconds, to write what it had no space for. Meanwhile a writer can
     * wait for the attempt to succeed and the attempt for the writer to be done, both forever, whatever space there is
     * (seen with RocksDB 10.1.3, whose code for it is that of 11.9; issue 9876). Writers wait for buffers, and Streams' own
     * table of offsets has two, which Streams does not let us raise.
     */
    private static final class NoRecovery extends AbstractEventListener {
        private NoRecovery() {
            super(EnabledEventCallback.ON_ERROR_RECOVERY_BEGIN);
        }

        /**
         * Not reached where the reason is one of those that RocksDB's Java classes do not know, as it is for stores without
         * a log of their own: they print an IllegalArgumentException of it instead, and what Java then returns to RocksDB is
         * false as well. Streams' stores are such.
         */
        @Override
        public boolean onErrorRecoveryBegin(BackgroundErrorReason reason, Status error) {
            return false;
        }
    }
}
