package io.freshet.topology.context;

import java.time.Duration;

/**
 * Overload policy of one task: decides by click lag which work the task sheds. Measures click lag: the time between a
 * click's arrival on its topic and its processing. As the lag grows, the task sheds work in this order; B is the
 * configured {@code behindAfter}:
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
    /**
     * Lower bound of {@link #sampleRatio}: even under load, this fraction of the configured training sample stays in
     * use. Training never stops, because readers' interests change by the hour.
     */
    static final double SAMPLE_RATIO_MIN = .05;

    /** Factor per second by which {@link #sampleRatio} is multiplied while the task is behind. */
    private static final double SAMPLE_FALL = .03;
    /**
     * Factor per second by which {@link #sampleRatio} is multiplied, up to a ratio of 1, while the task is not behind.
     */
    private static final double SAMPLE_RISE = 2.5;
    /** Age of the last lag measurement, milliseconds, above which the lag counts as 0. */
    private static final long MEASURED_MILLIS = 1_000;

    private static final int BUSY_DIVISOR = 10;
    private static final int FAR_BEHIND_FACTOR = 4;
    /**
     * Maximum number of deferred lists made after one click while the queue of deferred lists is too long or too old.
     * Above 1, so that the queue drains although each click may add a list.
     */
    private static final int OVERDUE_PER_CLICK = 2;

    private final long behindMillis;
    private long lagMillis;
    private long measuredAtMillis = Long.MIN_VALUE / 2;
    private long adjustedAtMillis = Long.MIN_VALUE / 2;
    private double sampleRatio = 1;

    /**
     * Creates a monitor that regards the task as behind above a click lag of {@code behindAfter}.
     *
     * @param behindAfter click lag above which the task is behind
     */
    public LoadMonitor(Duration behindAfter) {
        this.behindMillis = behindAfter.toMillis();
    }

    /** Measures the lag of the click being processed: {@code nowMillis} less the click's arrival on its topic. */
    public void observe(long arrivedAtMillis, long nowMillis) {
        lagMillis = Math.max(0, nowMillis - arrivedAtMillis);
        measuredAtMillis = nowMillis;
    }

    /** Lag of the most recent click, milliseconds; 0 if no click was measured within the last second. */
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
     * Whether to make another deferred list after the current click. While the queue is overdue, a click makes up to
     * two; otherwise one, or none while the task is far behind.
     *
     * @param made deferred lists made after this click so far
     * @param overdue whether the queue of deferred lists is too long or too old
     */
    public boolean makesDeferredList(int made, boolean overdue, long nowMillis) {
        return made < OVERDUE_PER_CLICK && (overdue || (made == 0 && !isFarBehind(nowMillis)));
    }

    /**
     * Lowers the sample ratio while the task is behind and raises it otherwise; to be called about fifty times a
     * second.
     */
    public void adjustSample(long nowMillis) {
        double seconds = Math.min(1, (nowMillis - adjustedAtMillis) / 1e3);
        adjustedAtMillis = nowMillis;
        double change = Math.pow(isBehind(nowMillis) ? SAMPLE_FALL : SAMPLE_RISE, seconds);
        sampleRatio = Math.max(SAMPLE_RATIO_MIN, Math.min(1, sampleRatio * change));
    }

    /**
     * Fraction of the ranker's configured training sample in use: {@value #SAMPLE_RATIO_MIN} to 1, lowered under load.
     */
    public double sampleRatio() {
        return sampleRatio;
    }
}
