package io.freshet.recommend.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses which articles a full catalogue evicts: first those that cannot be listed, then old unread ones, then read
 * ones, and last the newest unread ones. In detail:
 *
 * <ol>
 *   <li>articles that cannot be listed because they were never announced, least recently read first
 *   <li>unread articles, oldest publication first, except the newest
 *   <li>read articles, least recently read first
 *   <li>the newest unread articles, which are protected up to a share of the catalogue so that new articles can be
 *       recommended at all
 * </ol>
 *
 * <p>A flood of announcements therefore cannot evict articles that are being read as long as these fit into nine tenths
 * of the catalogue, and articles that are being read cannot keep new ones out.
 */
final class EvictionOrder {
    /**
     * Fraction of the catalogue's capacity that is reserved for the newest unread articles, which are evicted only
     * after all others.
     */
    static final double PROTECTED_SHARE = .1;

    private static final Comparator<CatalogueArticle> OLDEST_PUBLICATION_FIRST =
            Comparator.comparingLong(CatalogueArticle::publishedAtMillis).thenComparing(CatalogueArticle::articleId);
    private static final Comparator<CatalogueArticle> LEAST_RECENTLY_READ_FIRST =
            Comparator.comparingLong(CatalogueArticle::lastReadMillis).thenComparing(CatalogueArticle::articleId);

    private final int protectedMax;
    private final boolean listsUnannounced;

    /**
     * Creates the eviction order of a catalogue of at most {@code articlesMax} articles; {@code listsUnannounced} tells
     * whether articles that no publisher announced can be listed.
     *
     * @param listsUnannounced see {@link Catalogue#listsUnannounced()}
     */
    EvictionOrder(int articlesMax, boolean listsUnannounced) {
        this.protectedMax = (int) (articlesMax * PROTECTED_SHARE);
        this.listsUnannounced = listsUnannounced;
    }

    /**
     * Selects from {@code articles} the {@code count} to evict first, in order of eviction; ties are broken by article
     * id.
     */
    List<CatalogueArticle> first(List<CatalogueArticle> articles, int count) {
        List<CatalogueArticle> unlisted = new ArrayList<>();
        List<CatalogueArticle> unread = new ArrayList<>();
        List<CatalogueArticle> read = new ArrayList<>();
        for (CatalogueArticle article : articles) {
            if (article.description() == null && !listsUnannounced) {
                unlisted.add(article);
            } else if (article.reads() > 0) {
                read.add(article);
            } else {
                unread.add(article);
            }
        }
        unlisted.sort(LEAST_RECENTLY_READ_FIRST);
        unread.sort(OLDEST_PUBLICATION_FIRST);
        int unprotected = Math.max(0, unread.size() - protectedMax);
        List<CatalogueArticle> chosen = new ArrayList<>(count);
        take(unlisted, chosen, count);
        take(unread.subList(0, unprotected), chosen, count);
        if (chosen.size() < count) {
            read.sort(LEAST_RECENTLY_READ_FIRST);
            take(read, chosen, count);
        }
        take(unread.subList(unprotected, unread.size()), chosen, count);
        return chosen;
    }

    private static void take(List<CatalogueArticle> from, List<CatalogueArticle> chosen, int count) {
        chosen.addAll(from.subList(0, Math.min(from.size(), count - chosen.size())));
    }
}
