package io.freshet.recommend.settings;

/**
 * Settings of the state learned for each article, and of the catalogue of articles.
 *
 * @param followersMax followers, the articles read next, kept for an article; default 100
 * @param segmentsMax segment values counted for an article; default 32
 */
public record ItemSettings(VectorSettings vectors, CatalogueSettings catalogue, int followersMax, int segmentsMax) {

    public static final ItemSettings DEFAULTS =
            new ItemSettings(VectorSettings.DEFAULTS, CatalogueSettings.DEFAULTS, 100, 32);

    public ItemSettings {
        SettingRange.atLeast("items.followersMax", followersMax, 1);
        SettingRange.atLeast("items.segmentsMax", segmentsMax, 1);
    }

    public ItemSettings withVectors(VectorSettings changed) {
        return new ItemSettings(changed, catalogue, followersMax, segmentsMax);
    }

    public ItemSettings withCatalogue(CatalogueSettings changed) {
        return new ItemSettings(vectors, changed, followersMax, segmentsMax);
    }
}
