package io.freshet.runtime.topics;

/**
 * Offsets of one partition as the brokers report them: beginning and ends.
 *
 * @param beginning offset of the first record not yet deleted
 * @param ends last stable offset and end of the partition
 */
public record PartitionOffsets(long beginning, Ends ends) {

    /**
     * Two end offsets of a partition: the last stable offset, up to which {@code read_committed} consumers read, and
     * the offset after the last record.
     *
     * @param stable last stable offset, up to which consumers of committed records read; an open transaction holds it
     *     back
     * @param last offset after the last record, committed or not
     */
    public record Ends(long stable, long last) {}

    /** Last stable offset, up to which consumers of committed records read. */
    public long stableEnd() {
        return ends.stable();
    }

    /** Offset after the last record, committed or not. */
    public long end() {
        return ends.last();
    }
}
