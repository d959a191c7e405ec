package io.freshet.newsroom;

/**
 * The size and pace of a simulated newsroom.
 *
 * @param seed the same settings give the same stream
 * @param startMillis event time of the first possible click; half a day of articles comes before it
 * @param readers how many readers there are
 * @param clicksPerReaderPerDay how much they read on average
 * @param articlesPerDay how many new stories break on average; follow-ups and copies come on top, about as many again
 * @param malformedShare share of events that are followed by a malformed one, from 0 to 1
 * @param repeatedShare share of clicks that are sent twice with the same event id, from 0 to 1
 * @param closedLoopShare share of clicks for which the reader looks at the list they are shown, from 0 to 1; matters only
 *     where there is one
 */
public record NewsroomSettings(
        long seed,
        long startMillis,
        int readers,
        double clicksPerReaderPerDay,
        double articlesPerDay,
        double malformedShare,
        double repeatedShare,
        double closedLoopShare) {

    /** Most readers: each takes some kilobytes. */
    public static final int READERS_MAX = 1_000_000;

    public NewsroomSettings {
        if (readers < 1 || readers > READERS_MAX) {
            throw new IllegalArgumentException("readers is " + readers + ", expected 1 to " + READERS_MAX);
        }
        positive("clicksPerReaderPerDay", clicksPerReaderPerDay);
        positive("articlesPerDay", articlesPerDay);
        share("malformedShare", malformedShare);
        share("repeatedShare", repeatedShare);
        share("closedLoopShare", closedLoopShare);
    }

    /** 2,000 readers with 20 clicks a day each, 300 stories a day, one malformed event in 2,000, no closed loop. */
    public static NewsroomSettings of(long seed, long startMillis) {
        return new NewsroomSettings(seed, startMillis, 2_000, 20, 300, .0005, .002, 0);
    }

    public NewsroomSettings withReaders(int count) {
        return new NewsroomSettings(
                seed,
                startMillis,
                count,
                clicksPerReaderPerDay,
                articlesPerDay,
                malformedShare,
                repeatedShare,
                closedLoopShare);
    }

    public NewsroomSettings withClosedLoopShare(double share) {
        return new NewsroomSettings(
                seed,
                startMillis,
                readers,
                clicksPerReaderPerDay,
                articlesPerDay,
                malformedShare,
                repeatedShare,
                share);
    }

    private static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected a number above 0");
        }
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected 0 to 1");
        }
    }
}
