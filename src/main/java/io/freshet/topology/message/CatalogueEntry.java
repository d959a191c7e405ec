package io.freshet.topology.message;

import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ItemActivity;

/** A value on the topic {@code catalogue}. */
public sealed interface CatalogueEntry {

    /** Key of the entry. */
    CatalogueKey key();

    /** Description of an article. */
    record Described(ArticleDescription description) implements CatalogueEntry {
        @Override
        public CatalogueKey key() {
            return CatalogueKey.description(description.articleId());
        }
    }

    /**
     * Mark that articles are announced at all. It stays when every announced article has left, so that a restart does
     * not lose it.
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
