package io.freshet.newsroom;

import java.util.SplittableRandom;

/** How busy each hour of the day (UTC) is, and the waiting times that follow from it. */
final class DayRhythm {
    private static final long HOUR_MILLIS = 3_600_000;
    private static final double DAY_MILLIS = 24.0 * HOUR_MILLIS;

    /** Readers: a quiet night, breakfast, lunch, the evening. Mean 1. */
    static final DayRhythm READING = new DayRhythm(
            .30, .20, .15, .14, .20, .45, .90, 1.40, 1.50, 1.30, 1.15, 1.20, 1.45, 1.30, 1.10, 1.05, 1.10, 1.20, 1.35,
            1.50, 1.60, 1.50, 1.10, .60);

    /** Newsrooms: office hours with a long evening. Mean 1. */
    static final DayRhythm PUBLISHING = new DayRhythm(
            .45, .35, .30, .30, .45, .75, 1.10, 1.35, 1.40, 1.35, 1.30, 1.30, 1.25, 1.30, 1.30, 1.30, 1.30, 1.30, 1.25,
            1.20, 1.10, .95, .75, .55);

    private final double[] factors;
    private final double most;

    private DayRhythm(double... weights) {
        double sum = 0;
        double highest = 0;
        for (double weight : weights) {
            sum += weight;
            highest = Math.max(highest, weight);
        }
        double mean = sum / weights.length;
        this.factors = new double[weights.length];
        for (int hour = 0; hour < weights.length; hour++) {
            factors[hour] = weights[hour] / mean;
        }
        this.most = highest / mean;
    }

    /** How busy the hour of this time is; 1 on average. */
    double factor(long atMillis) {
        return factors[(int) Math.floorMod(Math.floorDiv(atMillis, HOUR_MILLIS), (long) factors.length)];
    }

    /**
     * The next time of something that happens {@code perDay} times a day on average: a Poisson process whose rate follows
     * the rhythm, by thinning (Lewis and Shedler 1979).
     */
    long next(long afterMillis, double perDay, SplittableRandom random) {
        double atMillis = afterMillis;
        do {
            atMillis += -Math.log1p(-random.nextDouble()) * DAY_MILLIS / (perDay * most);
        } while (random.nextDouble() * most >= factor((long) atMillis));
        return Math.max(afterMillis + 1, (long) atMillis);
    }
}
