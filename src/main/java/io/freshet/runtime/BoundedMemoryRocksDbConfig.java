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
 * Bounds the memory of all RocksDB stores of this process together, by a shared block cache and a shared write buffer
 * limit. Memory does not grow with the number of partitions. Also makes a store that cannot write fail at once, so that
 * it is rebuilt from Kafka. Streams creates one object per store; the shared native objects live as long as the
 * process.
 */
public final class BoundedMemoryRocksDbConfig implements RocksDBConfigSetter {
    /** Share of the block cache reserved for index and filter blocks, which data blocks cannot evict. */
    private static final double INDEX_AND_FILTER_SHARE = .2;

    private static final int BLOCK_BYTES = 8 << 10;
    private static final int BLOOM_BITS_PER_KEY = 10;
    /**
     * Size of the blocks in which RocksDB allocates the memory of a write buffer, bytes. RocksDB's default of 1 MB,
     * times the stores of a few dozen partitions, exceeds the write buffer limit, and then every write of every store
     * is flushed to a file of its own.
     */
    private static final int ARENA_BLOCK_BYTES = 64 << 10;
    /**
     * Disk space that RocksDB preallocates for its manifest file, bytes; the file needs a few kilobytes, and the
     * default is 4 MB.
     */
    private static final int MANIFEST_PREALLOCATION_BYTES = 64 << 10;

    /**
     * Maximum number of unflushed write buffers of a store; never reached, because the shared memory limit applies
     * first. A store at its own limit blocks its writers: on a full disk this went on for more than a minute after
     * space was free again (RocksDB 10.1.3; rocksdb issue 9876), and a blocked thread cannot be stopped. Here the write
     * fails instead and the store is rebuilt from Kafka.
     */
    private static final int WRITE_BUFFERS_MAX = 1_000;

    /**
     * Number of RocksDB's flush threads in the process. After a failed flush RocksDB sleeps for a second in the flush
     * thread: with the one thread that Streams sets, the last of sixty stores waits a minute until it can fail or be
     * closed.
     */
    private static final int FLUSH_THREADS = 16;

    private static final Map<RocksDbMemory, Shared> SHARED = new ConcurrentHashMap<>();

    static {
        // Must precede the first use of a native class below.
        RocksDB.loadLibrary();
    }

    /**
     * Listener, registered with every store, that disables RocksDB's automatic recovery from a failed flush. It is
     * never closed, because stores use it until they are closed and Streams does not close it.
     */
    private static final AbstractEventListener NO_RECOVERY = new NoRecovery();

    /**
     * Native objects that all stores with the same memory limits share: block cache, write buffer limit and Bloom
     * filter. A process that runs one instance of Freshet has one set.
     */
    record Shared(Cache cache, WriteBufferManager writeBuffers, BloomFilter filter) {
        private static Shared of(RocksDbMemory memory) {
            Cache cache = new LRUCache(memory.blockCacheBytes(), -1, false, INDEX_AND_FILTER_SHARE);
            // Write buffers are charged to the cache, so the cache size bounds both.
            return new Shared(
                    cache,
                    new WriteBufferManager(memory.writeBufferBytes(), cache),
                    new BloomFilter(BLOOM_BITS_PER_KEY, false));
        }
    }

    /** Native objects shared by all stores with these memory limits; created at the first call. */
    static Shared shared(RocksDbMemory memory) {
        return SHARED.computeIfAbsent(memory, Shared::of);
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Shared shared = shared(memory(configs));
        // Changes Streams' own table settings instead of new ones: Streams reads the cache metrics through them.
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
        // Streams sets it to 1 for every store.
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

    private static long bytes(Map<String, Object> configs, String key, long defaultBytes) {
        Object value = configs.get(key);
        return value == null ? defaultBytes : Long.parseLong(value.toString());
    }

    /**
     * Disables RocksDB's automatic recovery, which retries a failed flush every five seconds. A writer can then wait
     * for the retry and the retry for the writer: a deadlock even after space is free again (RocksDB 10.1.3, whose
     * recovery code is that of 11.9; issue 9876). Writers wait for write buffers, and Streams' own column family for
     * offsets has two, which cannot be raised.
     */
    private static final class NoRecovery extends AbstractEventListener {
        private NoRecovery() {
            super(EnabledEventCallback.ON_ERROR_RECOVERY_BEGIN);
        }

        /**
         * Declines RocksDB's automatic recovery. For stores without a write-ahead log, as Streams' are, RocksDB's Java
         * classes do not know the reason code: they print an IllegalArgumentException before this method is called, and
         * RocksDB receives false as well.
         */
        @Override
        public boolean onErrorRecoveryBegin(BackgroundErrorReason reason, Status error) {
            return false;
        }
    }
}
