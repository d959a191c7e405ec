package io.freshet.recommend.settings;

/**
 * Settings of the catalogue, which holds the articles that can be recommended: lifetime, size and nearest-neighbour
 * search.
 *
 * @param aliveHours hours after its last read or publication in which an article may be recommended; default 36
 * @param articlesMax articles in the catalogue; above it, articles are evicted; default 200,000
 * @param exactSearchMax articles up to which nearest neighbours are found by comparing with all; with more, a graph is
 *     searched; default 10,000
 * @param announcedOnly whether unannounced articles stay off lists; default {@link AnnouncedOnly#AUTO}
 */
public record CatalogueSettings(int aliveHours, int articlesMax, int exactSearchMax, AnnouncedOnly announcedOnly) {

    public static final CatalogueSettings DEFAULTS = new CatalogueSettings(36, 200_000, 10_000, AnnouncedOnly.AUTO);

    /**
     * Rule for articles that readers opened but no publisher announced: whether lists may contain them. Their reads
     * count once they are announced.
     */
    public enum AnnouncedOnly {
        /**
         * Unannounced articles may be listed until the first announcement of any article; from then on never, also
         * after a restart.
         */
        AUTO,
        /** Unannounced articles are never listed. */
        TRUE,
        /** Unannounced articles may be listed once they were read. */
        FALSE
    }

    public CatalogueSettings {
        SettingRange.atLeast("catalogue.aliveHours", aliveHours, 1);
        SettingRange.atLeast("catalogue.articlesMax", articlesMax, 1);
        SettingRange.atLeast("catalogue.exactSearchMax", exactSearchMax, 0);
    }

    /**
     * How long an article may be recommended after its publication or latest read, whichever is later, milliseconds.
     */
    public long aliveMillis() {
        return aliveHours * 3_600_000L;
    }

    public CatalogueSettings withArticlesMax(int changed) {
        return new CatalogueSettings(aliveHours, changed, exactSearchMax, announcedOnly);
    }

    public CatalogueSettings withExactSearchMax(int changed) {
        return new CatalogueSettings(aliveHours, articlesMax, changed, announcedOnly);
    }

    public CatalogueSettings withAnnouncedOnly(AnnouncedOnly changed) {
        return new CatalogueSettings(aliveHours, articlesMax, exactSearchMax, changed);
    }
}
