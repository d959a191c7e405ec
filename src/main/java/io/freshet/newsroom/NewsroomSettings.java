package io.freshet.newsroom;

import java.util.Objects;

/**
 * Settings of a simulated newsroom: seed, start time, readers, event rates, faults, how often readers see a list, and
 * how articles expire.
 *
 * @param seed seed of all random draws; equal settings give equal streams
 * @param startMillis event time of the first possible click, in epoch milliseconds; half a day of articles comes before
 * @param readers number of readers, 1 to {@link #READERS_MAX}
 * @param closedLoopShare share of clicks before which the reader sees their list, from 0 to 1; no effect without lists
 * @param withdrawsExpired whether articles are announced without an expiry and withdrawn when they expire; for a stream
 *     whose event time is not the wall clock, by which the recommender expires articles
 */
public record NewsroomSettings(
        long seed,
        long startMillis,
        int readers,
        ActivityRates rates,
        EventFaults faults,
        double closedLoopShare,
        boolean withdrawsExpired) {

    /** Largest number of readers: each takes some kilobytes of memory. */
    public static final int READERS_MAX = 1_000_000;

    /**
     * Average rates of clicks and of new stories; follow-ups and copies of a story come in addition to
     * {@code articlesPerDay}.
     *
     * @param clicksPerReaderPerDay clicks of one reader per day, above 0
     * @param articlesPerDay new stories per day, above 0; follow-ups and copies about double the number of articles
     */
    public record ActivityRates(double clicksPerReaderPerDay, double articlesPerDay) {

        public ActivityRates {
            checkPositive("clicksPerReaderPerDay", clicksPerReaderPerDay);
            checkPositive("articlesPerDay", articlesPerDay);
        }
    }

    /**
     * Rates of faulty events: share of clicks followed by a malformed event, and share of clicks sent twice.
     *
     * @param malformedShare share of clicks followed by a malformed event, from 0 to 1
     * @param repeatedShare share of clicks sent twice with the same event id, from 0 to 1
     */
    public record EventFaults(double malformedShare, double repeatedShare) {
        /** No faulty events. */
        public static final EventFaults NONE = new EventFaults(0, 0);

        public EventFaults {
            checkShare("malformedShare", malformedShare);
            checkShare("repeatedShare", repeatedShare);
        }
    }

    public NewsroomSettings {
        if (readers < 1 || readers > READERS_MAX) {
            throw new IllegalArgumentException("readers is " + readers + ", expected 1 to " + READERS_MAX);
        }
        Objects.requireNonNull(rates, "rates");
        Objects.requireNonNull(faults, "faults");
        checkShare("closedLoopShare", closedLoopShare);
    }

    /** Creates settings in which articles are announced with their expiry. */
    public NewsroomSettings(
            long seed, long startMillis, int readers, ActivityRates rates, EventFaults faults, double closedLoopShare) {
        this(seed, startMillis, readers, rates, faults, closedLoopShare, false);
    }

    /**
     * Creates default settings: 2,000 readers with 20 clicks a day each, 300 stories a day, few faulty events, no lists
     * shown to readers.
     */
    public static NewsroomSettings of(long seed, long startMillis) {
        return new NewsroomSettings(
                seed, startMillis, 2_000, new ActivityRates(20, 300), new EventFaults(.0005, .002), 0);
    }

    public NewsroomSettings withReaders(int count) {
        return new NewsroomSettings(seed, startMillis, count, rates, faults, closedLoopShare, withdrawsExpired);
    }

    public NewsroomSettings withClosedLoopShare(double share) {
        return new NewsroomSettings(seed, startMillis, readers, rates, faults, share, withdrawsExpired);
    }

    public NewsroomSettings withWithdrawsExpired(boolean withdraws) {
        return new NewsroomSettings(seed, startMillis, readers, rates, faults, closedLoopShare, withdraws);
    }

    private static void checkPositive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected a number above 0");
        }
    }

    private static void checkShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected 0 to 1");
        }
    }
}
