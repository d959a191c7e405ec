package io.freshet.runtime.health;

import java.time.Duration;

/**
 * How far the rebuilding of stores from their changelogs is.
 *
 * @param storesRestoring store partitions still being rebuilt
 * @param recordsRestored of those, the records read so far
 * @param recordsTotal of those, the records to read; 0 when nothing is being rebuilt
 * @param standstill for how long none was read, zero when nothing is being rebuilt
 */
public record RestoreStatus(int storesRestoring, long recordsRestored, long recordsTotal, Duration standstill) {

    /** The stores being rebuilt and, if they make no progress, where to look, in a line. */
    public String reason() {
        String stores = storesRestoring == 1 ? "1 store is" : storesRestoring + " stores are";
        String records = recordsTotal == 1 ? "1 record" : recordsTotal + " records";
        String heldUp = standstill.compareTo(StallDetector.STANDSTILL_MAX) < 0
                ? ""
                : ", none for " + standstill.toSeconds() + " s: " + StalledThread.WHERE_TO_LOOK;
        return stores + " being rebuilt, " + recordsRestored + " of " + records + heldUp;
    }
}
