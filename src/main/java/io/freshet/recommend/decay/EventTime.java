package io.freshet.recommend.decay;

import java.util.Arrays;
import java.util.LongSummaryStatistics;

/**
 * Event-time clock of a stream of events, robust against single events with wrong timestamps. Mutable; for one thread.
 *
 * <p>The plain maximum of all event times is not robust. One event with a wrong clock would age every article, empty
 * the most-read lists and expire state that is still in use, for as long as the stream takes to catch up (years, if a
 * record of today appears in a recording of another year). An event more than an hour ahead of the stream is therefore
 * an outlier, and the clock jumps only after several outliers in a row without an event near the current time:
 * {@value #AGREEING_MIN} within an hour of each other, or {@value #OUTLIERS_MAX} at any distance, for streams whose
 * events all lie hours apart. The clock then continues from the earliest of these events. Until {@value #AGREEING_MIN}
 * events agree, an event far behind the first one replaces it.
 */
public final class EventTime {
    /**
     * Distance ahead of the clock above which an event is an outlier, milliseconds; also the range within which event
     * times agree.
     */
    static final long OUTLIER_MILLIS = 3_600_000;
    /**
     * Number of events within an hour of each other that confirm the clock's time or, if they are consecutive outliers,
     * move the clock.
     */
    static final int AGREEING_MIN = 3;
    /** Number of consecutive outliers that move the clock even if they lie far apart. */
    static final int OUTLIERS_MAX = 10;

    private long millis;
    /**
     * Number of events that confirm the clock's time, counted up to {@link #AGREEING_MIN}; 0 before the first event.
     */
    private int agreeing;
    /**
     * Times of the outliers since the last event near the clock's time, epoch milliseconds; only the first
     * {@code outlierCount} elements are in use.
     */
    private final long[] outliers = new long[OUTLIERS_MAX];

    private int outlierCount;

    /** Updates the clock with the time of one event, epoch milliseconds. */
    public void observe(long atMillis) {
        if (agreeing > 0 && atMillis > millis + OUTLIER_MILLIS) {
            addOutlier(atMillis);
        } else if (agreeing == 0 || (agreeing < AGREEING_MIN && atMillis < millis - OUTLIER_MILLIS)) {
            set(atMillis, 1);
        } else if (atMillis >= millis - OUTLIER_MILLIS) {
            set(Math.max(millis, atMillis), Math.min(AGREEING_MIN, agreeing + 1));
        }
    }

    /**
     * Sets the clock to the event time reached before a restart, epoch milliseconds; ignores a time before the clock's
     * current time.
     */
    public void resume(long atMillis) {
        if (atMillis > millis) {
            set(atMillis, AGREEING_MIN);
        }
    }

    /** Current event time, epoch milliseconds; 0 before the first event. */
    public long millis() {
        return millis;
    }

    private void addOutlier(long atMillis) {
        outliers[outlierCount++] = atMillis;
        if (outlierCount == OUTLIERS_MAX) {
            millis = Arrays.stream(outliers).min().orElse(atMillis);
            agreeing = AGREEING_MIN;
            // If all events lie far apart, each further event advances the clock by one event.
            System.arraycopy(outliers, 1, outliers, 0, --outlierCount);
        } else if (outlierCount >= AGREEING_MIN) {
            LongSummaryStatistics latest = Arrays.stream(outliers, outlierCount - AGREEING_MIN, outlierCount)
                    .summaryStatistics();
            if (latest.getMax() - latest.getMin() <= OUTLIER_MILLIS) {
                set(latest.getMin(), AGREEING_MIN);
            }
        }
    }

    private void set(long atMillis, int agreeingEvents) {
        millis = atMillis;
        agreeing = agreeingEvents;
        outlierCount = 0;
    }
}
