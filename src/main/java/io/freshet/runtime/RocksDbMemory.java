package io.freshet.runtime;

/**
 * How much memory all state stores of this process share outside the Java heap, however many partitions it holds.
 *
 * @param blockCacheBytes read blocks, indexes, filters and write buffers together, at least 1 MB
 * @param writeBufferBytes the part of it for what is not yet on disk, less than the whole
 */
public record RocksDbMemory(long blockCacheBytes, long writeBufferBytes) {
    private static final long MEGABYTE = 1L << 20;

    /** 256 MB, of which 64 MB of write buffers. */
    public static final RocksDbMemory DEFAULT = new RocksDbMemory(256 * MEGABYTE, 64 * MEGABYTE);

    public RocksDbMemory {
        if (blockCacheBytes < MEGABYTE) {
            throw new IllegalArgumentException(
                    "blockCacheBytes is " + blockCacheBytes + ", expected at least " + MEGABYTE);
        }
        if (writeBufferBytes < MEGABYTE / 4 || writeBufferBytes >= blockCacheBytes) {
            throw new IllegalArgumentException("writeBufferBytes is " + writeBufferBytes + ", expected at least "
                    + MEGABYTE / 4 + " and less than the " + blockCacheBytes + " of the block cache");
        }
    }
}
