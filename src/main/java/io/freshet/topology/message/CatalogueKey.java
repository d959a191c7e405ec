package io.freshet.topology.message;

import io.freshet.event.Limits;

/**
 * Key of the topic {@code catalogue}: the kind of entry and the article's id. Compaction keeps the last value of each
 * part of an article.
 *
 * @param articleId empty for {@link Part#ANNOUNCING}
 */
public record CatalogueKey(Part part, String articleId) {

    /** Kind of a catalogue entry: an article's description, its activity, or the marker that articles are announced. */
    public enum Part {
        /** Description of an article, a {@link CatalogueEntry.Described}. */
        DESCRIPTION,
        /** Activity of an article, a {@link CatalogueEntry.Activity}. */
        ACTIVITY,
        /** Marker that at least one article was announced, the single {@link CatalogueEntry.AnnouncedMarker}. */
        ANNOUNCING
    }

    public CatalogueKey {
        if (part != Part.ANNOUNCING) {
            Limits.id("articleId", articleId);
        } else if (!articleId.isEmpty()) {
            throw new IllegalArgumentException("articleId is " + articleId + ", expected none for " + part);
        }
    }

    /** Key of the marker that at least one article was announced, a {@link CatalogueEntry.AnnouncedMarker}. */
    public static final CatalogueKey ANNOUNCING = new CatalogueKey(Part.ANNOUNCING, "");

    /** Key of an article's description. */
    public static CatalogueKey description(String articleId) {
        return new CatalogueKey(Part.DESCRIPTION, articleId);
    }

    /** Key of an article's activity. */
    public static CatalogueKey activity(String articleId) {
        return new CatalogueKey(Part.ACTIVITY, articleId);
    }
}
