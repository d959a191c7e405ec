package io.freshet.topology;

import java.time.Duration;

/**
 * How far one task is behind its clicks, and what follows from that: while it is behind, what can wait waits, and less is
 * learned from. Told by how long the last click had lain on its topic when its turn came; without clicks nobody waits.
 * Owned by the task's thread.
 *
 * <p>The share of the readers that rankers learn from falls quickly while the task is behind and rises slowly when it is
 * not, so that it settles where the task keeps up: learning saturates early (2 % of the sessions of a portal give a hit
 * rate of .587, 8 % .588), a list made late is worth nothing.
 */
final class Lateness {
    /** Learning never stops: what readers like changes by the hour. */
    static final double LEARN_SHARE_MIN = .05;

    private static final double FALL = .8;
    private static final double RISE = 1.05;
    /** A click later than this ago says nothing about now. */
    private static final long KNOWN_MILLIS = 200;

    private final long toleratedMillis;
    private long waitedMillis;
    private long takenAtMillis = Long.MIN_VALUE / 2;
    private double learnShare = 1;

    /** @param tolerated a click may have waited so long without the task being behind */
    Lateness(Duration tolerated) {
        this.toleratedMillis = tolerated.toMillis();
    }

    /** A click's turn has come. */
    void taken(long arrivedAtMillis, long wallClockMillis) {
        waitedMillis = Math.max(0, wallClockMillis - arrivedAtMillis);
        takenAtMillis = wallClockMillis;
    }

    /** How long the last click had waited, 0 if there was none of late. */
    long millis(long wallClockMillis) {
        return wallClockMillis - takenAtMillis > KNOWN_MILLIS ? 0 : waitedMillis;
    }

    boolean isBehind(long wallClockMillis) {
        return millis(wallClockMillis) > toleratedMillis;
    }

    /** Lets the share of the readers to learn from follow; to be called at even intervals. */
    void adjust(long wallClockMillis) {
        learnShare = isBehind(wallClockMillis)
                ? Math.max(LEARN_SHARE_MIN, learnShare * FALL)
                : Math.min(1, learnShare * RISE);
    }

    /** The share of the readers to learn from, above 0 and at most 1. */
    double learnShare() {
        return learnShare;
    }
}
