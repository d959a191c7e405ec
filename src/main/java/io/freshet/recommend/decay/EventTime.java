package io.freshet.recommend.decay;

import java.util.Arrays;
import java.util.LongSummaryStatistics;

/**
 * How far a stream of events has come in event time: what "now" is where no single event says. Mutable; for one thread.
 *
 * <p>The latest time of any event would do if all were right. One event with a wrong clock would then make every article
 * old, empty the most-read lists, and let the state be swept of all that is read, for as long as the stream takes to catch
 * up: years, where a record of today stands in a recording of another year. So an event more than an hour ahead of the
 * rest leaps, and leaps are believed when several in a row, with no event near the present time between them, bear each
 * other out: {@value #WITNESSES} within an hour of each other, or {@value #LEAPS} at any distance, as where all events lie
 * hours apart. Time then goes on from the earliest of these. The first event is believed until three agree: before that,
 * one far behind it takes its place.
 */
public final class EventTime {
    /** Events further ahead of the stream than this are doubted. */
    static final long LEAP_MILLIS = 3_600_000;
    /** Events that must agree. */
    static final int WITNESSES = 3;
    /** Leaps in a row that are believed even where they do not agree. */
    static final int LEAPS = 10;

    private long millis;
    /** Events near the present time, counted up to {@link #WITNESSES}. */
    private int witnesses;
    /** Times of the leaps in a row so far. */
    private final long[] leaps = new long[LEAPS];

    private int leapCount;

    /** Takes note of an event's time, epoch milliseconds. */
    public void hear(long atMillis) {
        if (witnesses > 0 && atMillis > millis + LEAP_MILLIS) {
            doubt(atMillis);
        } else if (witnesses == 0 || (witnesses < WITNESSES && atMillis < millis - LEAP_MILLIS)) {
            goTo(atMillis, 1);
        } else if (atMillis >= millis - LEAP_MILLIS) {
            goTo(Math.max(millis, atMillis), Math.min(WITNESSES, witnesses + 1));
        }
    }

    /** Goes on from where the stream had come before a restart, epoch milliseconds: that was believed already. */
    public void resume(long atMillis) {
        if (atMillis > millis) {
            goTo(atMillis, WITNESSES);
        }
    }

    /** The time the stream has come to, epoch milliseconds; 0 before the first event. */
    public long millis() {
        return millis;
    }

    private void doubt(long atMillis) {
        leaps[leapCount++] = atMillis;
        if (leapCount == LEAPS) {
            millis = Arrays.stream(leaps).min().orElse(atMillis);
            witnesses = WITNESSES;
            // Where all lie far apart, the next one lets time go on by one.
            System.arraycopy(leaps, 1, leaps, 0, --leapCount);
        } else if (leapCount >= WITNESSES) {
            LongSummaryStatistics latest =
                    Arrays.stream(leaps, leapCount - WITNESSES, leapCount).summaryStatistics();
            if (latest.getMax() - latest.getMin() <= LEAP_MILLIS) {
                goTo(latest.getMin(), WITNESSES);
            }
        }
    }

    private void goTo(long atMillis, int agreeing) {
        millis = atMillis;
        witnesses = agreeing;
        leapCount = 0;
    }
}
