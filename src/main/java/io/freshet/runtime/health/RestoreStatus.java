package io.freshet.runtime.health;

import java.time.Duration;

/**
 * Progress of the restoration of stores from their changelogs.
 *
 * @param storesRestoring number of store partitions still being restored
 * @param recordsRestored records read so far for these store partitions
 * @param recordsTotal records to read for these store partitions; 0 if nothing is being restored
 * @param stalledFor time since the last record was read; zero if nothing is being restored
 */
public record RestoreStatus(int storesRestoring, long recordsRestored, long recordsTotal, Duration stalledFor) {

    /**
     * Message in one line: number of store partitions being restored, records read and, after a stall, where to look
     * for the cause.
     */
    public String reason() {
        String stores = storesRestoring == 1 ? "1 store is" : storesRestoring + " stores are";
        String records = recordsTotal == 1 ? "1 record" : recordsTotal + " records";
        String stall = stalledFor.compareTo(StallDetector.STALL_LIMIT) < 0
                ? ""
                : ", none for " + stalledFor.toSeconds() + " s: " + StalledThread.WHERE_TO_LOOK;
        return stores + " being restored, " + recordsRestored + " of " + records + stall;
    }
}
