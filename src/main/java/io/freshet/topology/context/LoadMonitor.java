package io.freshet.topology.context;

import java.time.Duration;

/**
 * How far one task is behind its clicks, and what follows from that, step by step: lists that no click asks for wait while
 * the task is busy, less is learned from while it is behind, and while it is far behind the lists of clicks wait too, one
 * for all of a reader's clicks. Told by how long the last click had lain on its topic when its turn came; without clicks
 * nobody waits. Owned by the task's thread.
 *
 * <p>The share of the readers that rankers learn from falls quickly while the task is behind and rises slowly when it is
 * not, so that it settles where the task keeps up: learning saturates early (2 % of the sessions of a portal give a hit
 * rate of .587, 8 % .588), a list made late is worth nothing.
 */
public final class LoadMonitor {
    /** Learning never stops: what readers like changes by the hour. */
    static final double LEARN_SHARE_MIN = .05;

    /** Per second. */
    private static final double FALL = .03;

    private static final double RISE = 2.5;
    /** A click later than this ago says nothing about now. */
    private static final long KNOWN_MILLIS = 1_000;

    private static final int BUSY_PART = 10;
    private static final int FAR_TIMES = 4;

    private final long behindMillis;
    private long waitedMillis;
    private long takenAtMillis = Long.MIN_VALUE / 2;
    private long adjustedAtMillis = Long.MIN_VALUE / 2;
    private double learnShare = 1;

    /** @param behindAfter a click may have waited so long without the task being behind */
    public LoadMonitor(Duration behindAfter) {
        this.behindMillis = behindAfter.toMillis();
    }

    /** A click's turn has come. */
    public void taken(long arrivedAtMillis, long wallClockMillis) {
        waitedMillis = Math.max(0, wallClockMillis - arrivedAtMillis);
        takenAtMillis = wallClockMillis;
    }

    /** How long the last click had waited, 0 if there was none of late. */
    public long millis(long wallClockMillis) {
        return wallClockMillis - takenAtMillis > KNOWN_MILLIS ? 0 : waitedMillis;
    }

    /** After a tenth of the time after which it is behind. */
    public boolean isBusy(long wallClockMillis) {
        return millis(wallClockMillis) > behindMillis / BUSY_PART;
    }

    public boolean isBehind(long wallClockMillis) {
        return millis(wallClockMillis) > behindMillis;
    }

    /** After four times the time after which it is behind. */
    public boolean isFarBehind(long wallClockMillis) {
        return millis(wallClockMillis) > behindMillis * FAR_TIMES;
    }

    /** Lets the share of the readers to learn from follow; to be called now and then. */
    public void adjust(long wallClockMillis) {
        double seconds = Math.min(1, (wallClockMillis - adjustedAtMillis) / 1e3);
        adjustedAtMillis = wallClockMillis;
        double change = Math.pow(isBehind(wallClockMillis) ? FALL : RISE, seconds);
        learnShare = Math.max(LEARN_SHARE_MIN, Math.min(1, learnShare * change));
    }

    /** The share of the readers to learn from, above 0 and at most 1. */
    public double learnShare() {
        return learnShare;
    }
}
