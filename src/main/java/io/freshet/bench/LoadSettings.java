package io.freshet.bench;

import java.util.Locale;

/**
 * Settings of a benchmark's load: generator, numbers of readers and articles, rates, random seed.
 *
 * @param kind generator of the events
 * @param readers number of readers, 1 to 10,000,000
 * @param articles number of articles published before the first click, 10 to 2,000,000
 * @param articlesPerSecond publication rate during the measurement, from 0 to 10,000 and at most
 *     {@code clicksPerSecond}
 * @param clicksPerSecond click rate while latency is measured, 1 to 1,000,000
 * @param seed random seed: equal settings generate equal events
 */
public record LoadSettings(
        Kind kind, int readers, int articles, double articlesPerSecond, double clicksPerSecond, long seed) {

    /** Generator of the events. */
    public enum Kind {
        /**
         * Readers with interests who pick articles by a power law of recency; scales to any number of readers and
         * articles.
         */
        ZIPF,
        /** The simulated newsroom of the demo: stories, sessions, corrections. */
        NEWSROOM
    }

    public LoadSettings {
        requireRange("readers", readers, 1, 10_000_000);
        requireRange("articles", articles, 10, 2_000_000);
        requireRange("articlesPerSecond", articlesPerSecond, 0, 10_000);
        requireRange("clicksPerSecond", clicksPerSecond, 1, 1_000_000);
        if (articlesPerSecond > clicksPerSecond) {
            throw new IllegalArgumentException("articlesPerSecond is " + articlesPerSecond
                    + ", expected at most clicksPerSecond, " + clicksPerSecond);
        }
    }

    /** Number of clicks for each published article; infinite if no article is published. */
    double clicksPerArticle() {
        return articlesPerSecond == 0 ? Double.POSITIVE_INFINITY : clicksPerSecond / articlesPerSecond;
    }

    private static void requireRange(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s is %s, expected %,.0f to %,.0f", name, value, min, max));
        }
    }
}
