package io.freshet.newsroom;

import java.util.SplittableRandom;

/** Relative activity of each hour of the day (UTC), and random times that follow it. */
final class DayRhythm {
    private static final long HOUR_MILLIS = 3_600_000;
    private static final double DAY_MILLIS = 24.0 * HOUR_MILLIS;

    /** Rhythm of readers: a quiet night, peaks at breakfast, at lunch and in the evening; mean 1. */
    static final DayRhythm READING = new DayRhythm(
            .30, .20, .15, .14, .20, .45, .90, 1.40, 1.50, 1.30, 1.15, 1.20, 1.45, 1.30, 1.10, 1.05, 1.10, 1.20, 1.35,
            1.50, 1.60, 1.50, 1.10, .60);

    /** Rhythm of newsrooms: office hours with a long evening; mean 1. */
    static final DayRhythm PUBLISHING = new DayRhythm(
            .45, .35, .30, .30, .45, .75, 1.10, 1.35, 1.40, 1.35, 1.30, 1.30, 1.25, 1.30, 1.30, 1.30, 1.30, 1.30, 1.25,
            1.20, 1.10, .95, .75, .55);

    private final double[] factors;
    private final double largestFactor;

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
        this.largestFactor = highest / mean;
    }

    /** Relative activity in the hour of this time; 1 on average. */
    double factor(long atMillis) {
        return factors[(int) Math.floorMod(Math.floorDiv(atMillis, HOUR_MILLIS), (long) factors.length)];
    }

    /**
     * Draws the time of the next event of a Poisson process whose rate follows the rhythm, with {@code perDay} events a
     * day on average. Draws by thinning (Lewis and Shedler 1979).
     */
    long next(long afterMillis, double perDay, SplittableRandom random) {
        double atMillis = afterMillis;
        do {
            atMillis += -Math.log1p(-random.nextDouble()) * DAY_MILLIS / (perDay * largestFactor);
        } while (random.nextDouble() * largestFactor >= factor((long) atMillis));
        return Math.max(afterMillis + 1, (long) atMillis);
    }
}
