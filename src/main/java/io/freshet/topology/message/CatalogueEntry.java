package io.freshet.topology.message;

import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ItemActivity;

/** A value on the topic {@code catalogue}. */
public sealed interface CatalogueEntry {

    /** Where it belongs. */
    CatalogueKey key();

    /** What an article is. */
    record Described(ArticleDescription description) implements CatalogueEntry {
        @Override
        public CatalogueKey key() {
            return CatalogueKey.description(description.articleId());
        }
    }

    /**
     * That articles are announced here: it stays when all that were have left, so that a restart does not forget it.
     */
    record Announcing() implements CatalogueEntry {
        @Override
        public CatalogueKey key() {
            return CatalogueKey.THAT_ARTICLES_ARE_ANNOUNCED;
        }
    }

    /** What its readers taught. */
    record Learned(ItemActivity activity) implements CatalogueEntry {
        @Override
        public CatalogueKey key() {
            return CatalogueKey.activity(activity.articleId());
        }
    }
}
