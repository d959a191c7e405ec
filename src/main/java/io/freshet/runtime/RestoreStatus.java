package io.freshet.runtime;

import java.time.Duration;

/**
 * How far the rebuilding of stores from their changelogs is.
 *
 * @param storesRestoring store partitions still being rebuilt
 * @param recordsRestored of those, the records read so far
 * @param recordsTotal of those, the records to read; 0 when nothing is being rebuilt
 * @param standstill for how long none was read, zero when nothing is being rebuilt
 */
public record RestoreStatus(int storesRestoring, long recordsRestored, long recordsTotal, Duration standstill) {}
