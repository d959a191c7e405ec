package io.freshet.topology.message;

import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ItemActivity;

/** Value of the topic {@code catalogue}: the description or the activity of an article, or the announcing marker. */
public sealed interface CatalogueEntry {

    /** Key under which the entry is published. */
    CatalogueKey key();

    /** Description of an article. */
    record Described(ArticleDescription description) implements CatalogueEntry {
        @Override
        public CatalogueKey key() {
            return CatalogueKey.description(description.articleId());
        }
    }

    /**
     * Marker that at least one article was announced. The marker stays after all announced articles have left, so that
     * a restart does not lose it.
     */
    record Announcing() implements CatalogueEntry {
        @Override
        public CatalogueKey key() {
            return CatalogueKey.ANNOUNCING;
        }
    }

    /** Activity of an article: counts, followers and item vectors. */
    record Learned(ItemActivity activity) implements CatalogueEntry {
        @Override
        public CatalogueKey key() {
            return CatalogueKey.activity(activity.articleId());
        }
    }
}
