package io.freshet.codec;

import io.freshet.recommend.ArticleDescription;
import io.freshet.recommend.ItemActivity;

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

    /** What its readers taught. */
    record Learned(ItemActivity activity) implements CatalogueEntry {
        @Override
        public CatalogueKey key() {
            return CatalogueKey.activity(activity.articleId());
        }
    }
}
