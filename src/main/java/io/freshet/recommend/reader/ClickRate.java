package io.freshet.recommend.reader;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts a reader's clicks per minute of event time, to limit the weight of a reader who clicks more often than people
 * do. Remembers the latest minutes with clicks.
 *
 * <p>Each click is counted in one minute: its own, or the latest if no more minutes fit and its own is the oldest.
 * A forgotten minute is older than all remembered ones, so it never counts from 0 again. Whatever the order and times
 * of the clicks, no more clicks count than the limit times the number of different minutes among them. Only event time
 * matters: a replay that sends the minutes in order is not limited further, however fast it is.
 *
 * @param minutes latest first, each once, at most {@value #MINUTES_MAX}
 */
public record ClickRate(List<Minute> minutes) {
    public static final int MINUTES_MAX = 8;

    /** Counts of a reader without clicks. */
    public static final ClickRate NONE = new ClickRate(List.of());

    private static final long MINUTE_MILLIS = 60_000;
    private static final int NO_PLACE = -1;

    /**
     * Number of clicks counted for one minute of event time; {@code number} is the minute's number, from 0 in 1970.
     *
     * @param number minutes since 1970-01-01T00:00Z
     * @param clicks at least 1
     */
    public record Minute(long number, int clicks) {
        public Minute {
            if (clicks < 1) {
                throw new IllegalArgumentException("clicks is " + clicks + ", expected at least 1");
            }
        }
    }

    public ClickRate {
        minutes = List.copyOf(minutes);
        if (minutes.size() > MINUTES_MAX) {
            throw new IllegalArgumentException(
                    "minutes has " + minutes.size() + " entries, more than the limit of " + MINUTES_MAX);
        }
    }

    /** Start of the latest minute with a click, epoch milliseconds; 0 before the first click. */
    public long latestMillis() {
        return minutes.isEmpty() ? 0 : minutes.get(0).number() * MINUTE_MILLIS;
    }

    /**
     * Number of clicks counted so far in the minute of {@code atMillis}; in the latest minute if that time is too old
     * to be remembered.
     */
    int clicksWith(long atMillis) {
        int place = place(minuteOf(atMillis));
        return place == NO_PLACE ? 0 : minutes.get(place).clicks();
    }

    ClickRate with(long atMillis) {
        long number = minuteOf(atMillis);
        List<Minute> changed = new ArrayList<>(minutes);
        int place = place(number);
        if (place != NO_PLACE) {
            Minute charged = minutes.get(place);
            changed.set(place, new Minute(charged.number(), charged.clicks() + 1));
            return new ClickRate(changed);
        }
        int later = 0;
        while (later < changed.size() && changed.get(later).number() > number) {
            later++;
        }
        changed.add(later, new Minute(number, 1));
        return new ClickRate(changed.subList(0, Math.min(MINUTES_MAX, changed.size())));
    }

    private static long minuteOf(long atMillis) {
        return Math.floorDiv(atMillis, MINUTE_MILLIS);
    }

    /**
     * Index in {@link #minutes} of the entry that counts a click of minute {@code number}; {@link #NO_PLACE} if the
     * click needs a new entry.
     */
    private int place(long number) {
        for (int place = 0; place < minutes.size(); place++) {
            if (minutes.get(place).number() == number) {
                return place;
            }
        }
        boolean tooOld = minutes.size() == MINUTES_MAX
                && number < minutes.get(MINUTES_MAX - 1).number();
        return tooOld ? 0 : NO_PLACE;
    }
}
