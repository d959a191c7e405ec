package io.freshet.recommend.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses which articles a full catalogue evicts. First those that cannot be listed, because they were never announced;
 * then those that nobody has read, the oldest publication first; then those that were read, the longest without a read
 * first. The newest that nobody has read are protected, up to a share of the catalogue, so that new articles get a chance:
 * they come last.
 *
 * <p>So a flood of announcements cannot evict what is being read while that fits into nine tenths of the catalogue, and
 * articles that are being read cannot keep new ones out.
 */
public final class EvictionOrder {
    /** Share of the catalogue that the newest unread articles keep against those that are read. */
    static final double PROTECTED_SHARE = .1;

    private static final Comparator<CatalogueArticle> OLDEST_PUBLICATION_FIRST =
            Comparator.comparingLong(CatalogueArticle::publishedAtMillis).thenComparing(article -> article.articleId);
    private static final Comparator<CatalogueArticle> LONGEST_WITHOUT_READ_FIRST =
            Comparator.<CatalogueArticle>comparingLong(article -> article.lastClickMillis)
                    .thenComparing(article -> article.articleId);

    private final int protectedMax;
    private final boolean listsUnannounced;

    /** @param articlesMax the capacity of the catalogue */
    EvictionOrder(int articlesMax, boolean listsUnannounced) {
        this.protectedMax = (int) (articlesMax * PROTECTED_SHARE);
        this.listsUnannounced = listsUnannounced;
    }

    /** The first {@code count} articles to evict, ties by id. */
    List<CatalogueArticle> first(List<CatalogueArticle> held, int count) {
        List<CatalogueArticle> unlisted = new ArrayList<>();
        List<CatalogueArticle> unread = new ArrayList<>();
        List<CatalogueArticle> read = new ArrayList<>();
        for (CatalogueArticle article : held) {
            if (article.description == null && !listsUnannounced) {
                unlisted.add(article);
            } else if (article.reads() > 0) {
                read.add(article);
            } else {
                unread.add(article);
            }
        }
        unlisted.sort(LONGEST_WITHOUT_READ_FIRST);
        unread.sort(OLDEST_PUBLICATION_FIRST);
        int unprotected = Math.max(0, unread.size() - protectedMax);
        List<CatalogueArticle> chosen = new ArrayList<>(count);
        take(unlisted, chosen, count);
        take(unread.subList(0, unprotected), chosen, count);
        if (chosen.size() < count) {
            read.sort(LONGEST_WITHOUT_READ_FIRST);
            take(read, chosen, count);
        }
        take(unread.subList(unprotected, unread.size()), chosen, count);
        return chosen;
    }

    private static void take(List<CatalogueArticle> from, List<CatalogueArticle> chosen, int count) {
        chosen.addAll(from.subList(0, Math.min(from.size(), count - chosen.size())));
    }
}
