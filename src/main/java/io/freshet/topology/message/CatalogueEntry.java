package io.freshet.topology.message;

import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ItemActivity;

/**
 * Value of the topic {@code catalogue}: an article's description, its activity (learned from reads), or the marker that
 * an article was announced.
 */
public sealed interface CatalogueEntry {

    /** Key under which the entry is published. */
    CatalogueKey key();

    /** Entry with an article's description: language, category, keywords and vector. */
    record Described(ArticleDescription description) implements CatalogueEntry {
        @Override
        public CatalogueKey key() {
            return CatalogueKey.description(description.articleId());
        }
    }

    /**
     * Marker that at least one article was announced. Catalogues can then stop listing articles known from reads alone.
     * The marker stays after all announced articles have left, so that a restart does not lose it.
     */
    record AnnouncedMarker() implements CatalogueEntry {
        @Override
        public CatalogueKey key() {
            return CatalogueKey.ANNOUNCING;
        }
    }

    /** Entry with an article's activity, learned from readers' events: counts, articles read next and vectors. */
    record Activity(ItemActivity activity) implements CatalogueEntry {
        @Override
        public CatalogueKey key() {
            return CatalogueKey.activity(activity.articleId());
        }
    }
}
