package io.freshet.topology.message;

import io.freshet.event.Limits;

/**
 * Key of the topic {@code catalogue}. Compaction keeps the last value of each part of an article.
 *
 * @param articleId empty for {@link Part#ANNOUNCING}
 */
public record CatalogueKey(Part part, String articleId) {

    /** Part of an article in the catalogue. */
    public enum Part {
        /** A {@link CatalogueEntry.Described}. */
        DESCRIPTION,
        /** A {@link CatalogueEntry.Learned}. */
        ACTIVITY,
        /** The single {@link CatalogueEntry.Announcing}. */
        ANNOUNCING
    }

    public CatalogueKey {
        if (part != Part.ANNOUNCING) {
            Limits.id("articleId", articleId);
        } else if (!articleId.isEmpty()) {
            throw new IllegalArgumentException("articleId is " + articleId + ", expected none for " + part);
        }
    }

    /** Key of the mark that articles are announced. */
    public static final CatalogueKey ANNOUNCING = new CatalogueKey(Part.ANNOUNCING, "");

    /** Key of an article's description. */
    public static CatalogueKey description(String articleId) {
        return new CatalogueKey(Part.DESCRIPTION, articleId);
    }

    /** Key of what readers taught about an article. */
    public static CatalogueKey activity(String articleId) {
        return new CatalogueKey(Part.ACTIVITY, articleId);
    }
}
