package io.freshet.recommend.settings;

import java.util.function.UnaryOperator;

/**
 * All settings of the recommender, grouped by the part that they configure.
 *
 * @param seed of all random draws
 */
public record RecommendSettings(
        long seed,
        ItemSettings items,
        ReaderSettings readers,
        RankSettings ranking,
        ListSettings lists,
        PushSettings push,
        TrendingSettings trending) {

    private static final RecommendSettings DEFAULTS = new RecommendSettings(
            42,
            ItemSettings.DEFAULTS,
            ReaderSettings.DEFAULTS,
            RankSettings.DEFAULTS,
            ListSettings.DEFAULTS,
            PushSettings.DEFAULTS,
            TrendingSettings.DEFAULTS);

    /** Default values of all settings. */
    public static RecommendSettings defaults() {
        return DEFAULTS;
    }

    public VectorSettings vectors() {
        return items.vectors();
    }

    public CatalogueSettings catalogue() {
        return items.catalogue();
    }

    /** Copy of these settings with article vectors of the given dimension, which must be that of the word vectors. */
    public RecommendSettings withDimension(int dimension) {
        return withVectors(vectors -> vectors.withDimension(dimension));
    }

    public RecommendSettings withVectors(UnaryOperator<VectorSettings> change) {
        return withItems(items.withVectors(change.apply(vectors())));
    }

    public RecommendSettings withCatalogue(UnaryOperator<CatalogueSettings> change) {
        return withItems(items.withCatalogue(change.apply(catalogue())));
    }

    private RecommendSettings withItems(ItemSettings changed) {
        return new RecommendSettings(seed, changed, readers, ranking, lists, push, trending);
    }

    public RecommendSettings withRanking(UnaryOperator<RankSettings> change) {
        return new RecommendSettings(seed, items, readers, change.apply(ranking), lists, push, trending);
    }

    public RecommendSettings withLists(UnaryOperator<ListSettings> change) {
        return new RecommendSettings(seed, items, readers, ranking, change.apply(lists), push, trending);
    }

    public RecommendSettings withPush(UnaryOperator<PushSettings> change) {
        return new RecommendSettings(seed, items, readers, ranking, lists, change.apply(push), trending);
    }
}
