package io.freshet.bench;

/**
 * What a benchmark sends.
 *
 * @param kind where the events come from
 * @param readers how many readers click
 * @param articles how many articles are there before the first click
 * @param articlesPerSecond how many are published beside the clicks
 * @param clicksPerSecond the pace of the clicks while latency is measured
 * @param seed equal settings send equal events
 */
public record LoadSettings(
        Kind kind, int readers, int articles, double articlesPerSecond, double clicksPerSecond, long seed) {

    /** Source of the events. */
    public enum Kind {
        /** Readers with interests who choose by a power law of the place among the newest: any number of both. */
        ZIPF,
        /** The invented newsroom of the demo: stories, sessions, corrections. */
        NEWSROOM
    }

    public LoadSettings {
        range("readers", readers, 1, 10_000_000);
        range("articles", articles, 10, 2_000_000);
        range("articlesPerSecond", articlesPerSecond, 0, 10_000);
        range("clicksPerSecond", clicksPerSecond, 1, 1_000_000);
        if (articlesPerSecond > clicksPerSecond) {
            throw new IllegalArgumentException("articlesPerSecond is " + articlesPerSecond
                    + ", expected at most as many as clicks, " + clicksPerSecond);
        }
    }

    /** How many clicks there are to each article that is published. */
    double clicksPerArticle() {
        return articlesPerSecond == 0 ? Double.POSITIVE_INFINITY : clicksPerSecond / articlesPerSecond;
    }

    private static void range(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(
                    String.format(java.util.Locale.ROOT, "%s is %s, expected %,.0f to %,.0f", name, value, min, max));
        }
    }
}
