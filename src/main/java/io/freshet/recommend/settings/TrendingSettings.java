package io.freshet.recommend.settings;

/**
 * Sizes of the most-read lists ({@code size}) and of the lists of related articles, and maximum number of articles
 * whose reads are counted.
 *
 * @param size lines of a most-read list; default 20
 * @param articlesMax articles counted; above it, the least read are dropped; default 50,000
 * @param relatedSize lines of a related list; default 10
 */
public record TrendingSettings(int size, int articlesMax, int relatedSize) {

    public static final TrendingSettings DEFAULTS = new TrendingSettings(20, 50_000, 10);

    public TrendingSettings {
        SettingRange.atLeast("trending.size", size, 1);
        SettingRange.atLeast("trending.articlesMax", articlesMax, 1);
        SettingRange.atLeast("trending.relatedSize", relatedSize, 1);
    }
}
