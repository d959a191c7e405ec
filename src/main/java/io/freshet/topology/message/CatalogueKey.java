package io.freshet.topology.message;

import io.freshet.event.Limits;

/**
 * The key on the topic {@code catalogue}: compaction keeps the last value of either part of each article.
 *
 * @param part which part
 * @param articleId of which article; empty for {@link Part#ANNOUNCING}
 */
public record CatalogueKey(Part part, String articleId) {

    /** The two parts of an article in the catalogue, which arrive apart. */
    public enum Part {
        /** A {@link CatalogueEntry.Described}. */
        DESCRIPTION,
        /** A {@link CatalogueEntry.Learned}. */
        ACTIVITY,
        /** The {@link CatalogueEntry.Announcing}, of which there is one. */
        ANNOUNCING
    }

    public CatalogueKey {
        if (part != Part.ANNOUNCING) {
            Limits.id("articleId", articleId);
        } else if (!articleId.isEmpty()) {
            throw new IllegalArgumentException("articleId is " + articleId + ", expected none for " + part);
        }
    }

    /** The key of the mark that articles are announced. */
    public static final CatalogueKey THAT_ARTICLES_ARE_ANNOUNCED = new CatalogueKey(Part.ANNOUNCING, "");

    /** The key of an article's description. */
    public static CatalogueKey description(String articleId) {
        return new CatalogueKey(Part.DESCRIPTION, articleId);
    }

    /** The key of what was learned of an article. */
    public static CatalogueKey activity(String articleId) {
        return new CatalogueKey(Part.ACTIVITY, articleId);
    }
}
