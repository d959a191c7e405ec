package io.freshet.recommend;

import io.freshet.event.Related;
import java.util.Optional;

/** Finds the articles nearest to an article, by content and by where readers go. Holds scratch memory: one per thread. */
public final class RelatedArticles {
    public RelatedArticles(RecommendSettings settings) {}

    /** The nearest live articles, near-duplicates included; empty if the article is not in the catalogue. */
    public Optional<Related> of(String articleId, Catalogue catalogue, long nowMillis) {
        throw new UnsupportedOperationException();
    }
}
