package io.freshet.runtime.topics;

/**
 * Offsets of one partition, as the brokers report them.
 *
 * @param beginning offset of the first record not yet deleted
 * @param stableEnd last stable offset, up to which consumers of committed records read; an open transaction holds it
 *     back
 * @param end offset after the last record, committed or not
 * @param recent offset of the first record not older than the requested time; {@code end} if there is none
 */
public record PartitionOffsets(long beginning, long stableEnd, long end, long recent) {}
