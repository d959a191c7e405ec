package io.freshet.runtime.topics;

/**
 * Offsets of one partition, as the brokers have them.
 *
 * @param beginning of the first record still there
 * @param stableEnd up to here readers of committed records see; a transaction that is open holds it back
 * @param end after the last record, committed or not
 * @param recent of the first record that is not older than the limit that was asked for; {@code end} if there is none
 */
public record PartitionOffsets(long beginning, long stableEnd, long end, long recent) {}
