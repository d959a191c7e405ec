package io.freshet.runtime;

/**
 * Limits of the memory outside the Java heap that the state stores of this process share, independent of the number of
 * partitions. Instances in one process share the memory if their limits are equal.
 *
 * @param blockCacheBytes size of the block cache, which holds data blocks, indexes, filters and write buffers; at least
 *     1 MB
 * @param writeBufferBytes part of the block cache that write buffers may take; at least 256 KB, less than the whole
 */
public record RocksDbMemory(long blockCacheBytes, long writeBufferBytes) {
    private static final long MEGABYTE = 1L << 20;

    /** Block cache of 256 MB, of which write buffers may take 64 MB. */
    public static final RocksDbMemory DEFAULT = new RocksDbMemory(256 * MEGABYTE, 64 * MEGABYTE);

    public RocksDbMemory {
        if (blockCacheBytes < MEGABYTE) {
            throw new IllegalArgumentException(
                    "blockCacheBytes is " + blockCacheBytes + ", expected at least " + MEGABYTE);
        }
        if (writeBufferBytes < MEGABYTE / 4 || writeBufferBytes >= blockCacheBytes) {
            throw new IllegalArgumentException("writeBufferBytes is " + writeBufferBytes + ", expected at least "
                    + MEGABYTE / 4 + " and less than blockCacheBytes, which is " + blockCacheBytes);
        }
    }
}
