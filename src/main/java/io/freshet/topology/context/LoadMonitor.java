package io.freshet.topology.context;

import java.time.Duration;

/**
 * Overload policy of one task. Measures click lag: the time between a click's arrival on its topic and its processing.
 * As the lag grows, the task sheds work in this order; B is the configured {@code behindAfter}:
 *
 * <ul>
 *   <li>busy, lag above B/10: pushes of new articles wait, pushes that replace a withdrawn article do not;
 *   <li>behind, lag above B: rankers train on a falling sample of the readers, and background work of the article task
 *       shrinks to one piece at a time;
 *   <li>far behind, lag above 4 B: lists of clicks are deferred, and several clicks of one reader share a list.
 * </ul>
 *
 * <p>The training sample falls quickly and recovers slowly, so it settles where the task keeps up. Training saturates
 * early (hit rate .587 with 2 % of the sessions of a portal, .588 with 8 %); a late list is worth nothing.
 *
 * <p>Owned by the task's thread.
 */
public final class LoadMonitor {
    /** Smallest {@link #sampleRatio}. Training never stops, because readers' interests change by the hour. */
    static final double SAMPLE_RATIO_MIN = .05;

    /** Factor on the sample ratio for each second in which the task is behind. */
    private static final double SAMPLE_FALL = .03;
    /** Factor on the sample ratio for each second in which the task is not behind. */
    private static final double SAMPLE_RISE = 2.5;
    /** Age above which a measured lag is outdated and the lag counts as 0. */
    private static final long MEASURED_MILLIS = 1_000;

    private static final int BUSY_DIVISOR = 10;
    private static final int FAR_BEHIND_FACTOR = 4;
    /**
     * Maximum number of deferred lists made after one click while the queue is overdue; above 1, so that the queue
     * drains.
     */
    private static final int OVERDUE_PER_CLICK = 2;

    private final long behindMillis;
    private long lagMillis;
    private long measuredAtMillis = Long.MIN_VALUE / 2;
    private long adjustedAtMillis = Long.MIN_VALUE / 2;
    private double sampleRatio = 1;

    /**
     * Creates a monitor that has measured no click yet.
     *
     * @param behindAfter click lag above which the task is behind
     */
    public LoadMonitor(Duration behindAfter) {
        this.behindMillis = behindAfter.toMillis();
    }

    /** Measures the lag of the click being processed. */
    public void observe(long arrivedAtMillis, long nowMillis) {
        lagMillis = Math.max(0, nowMillis - arrivedAtMillis);
        measuredAtMillis = nowMillis;
    }

    /** Lag of the most recent click, milliseconds; 0 without a recent click. */
    public long lagMillis(long nowMillis) {
        return nowMillis - measuredAtMillis > MEASURED_MILLIS ? 0 : lagMillis;
    }

    public boolean isBusy(long nowMillis) {
        return lagMillis(nowMillis) > behindMillis / BUSY_DIVISOR;
    }

    public boolean isBehind(long nowMillis) {
        return lagMillis(nowMillis) > behindMillis;
    }

    public boolean isFarBehind(long nowMillis) {
        return lagMillis(nowMillis) > behindMillis * FAR_BEHIND_FACTOR;
    }

    /**
     * Limit on the pieces of background work in one run: {@code inTime}, or 1 while the task is behind.
     *
     * @param inTime limit while the task is not behind
     */
    public int backgroundWorkMax(int inTime, long nowMillis) {
        return isBehind(nowMillis) ? 1 : inTime;
    }

    /**
     * Whether to make one more deferred list after this click. While the queue is overdue, a click makes up to two;
     * otherwise one, or none while the task is far behind.
     *
     * @param made deferred lists made after this click so far
     * @param overdue whether the queue of deferred lists is too long or too old
     */
    public boolean makesDeferredList(int made, boolean overdue, long nowMillis) {
        return made < OVERDUE_PER_CLICK && (overdue || (made == 0 && !isFarBehind(nowMillis)));
    }

    /** Adapts the sample ratio to the current lag; to be called about fifty times a second. */
    public void adjustSample(long nowMillis) {
        double seconds = Math.min(1, (nowMillis - adjustedAtMillis) / 1e3);
        adjustedAtMillis = nowMillis;
        double change = Math.pow(isBehind(nowMillis) ? SAMPLE_FALL : SAMPLE_RISE, seconds);
        sampleRatio = Math.max(SAMPLE_RATIO_MIN, Math.min(1, sampleRatio * change));
    }

    /** Fraction of the configured training sample of readers to use now, {@value #SAMPLE_RATIO_MIN} to 1. */
    public double sampleRatio() {
        return sampleRatio;
    }
}
