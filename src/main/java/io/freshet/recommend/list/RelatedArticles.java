package io.freshet.recommend.list;

import io.freshet.event.Related;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.catalogue.IndexedNearestArticles;
import io.freshet.recommend.catalogue.NearestArticles;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.settings.RecommendSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the articles most similar to an article, by content and by reading behaviour. Stateless.
 *
 * <p>Similarity is the average of the cosine of content vectors and the cosine of item vectors, weighted 20 : n, with n
 * the reads of the less-read article. If one of the articles has no content vector, similarity is the cosine of item
 * vectors, or 0 until both articles were read.
 */
public final class RelatedArticles {
    /**
     * Number of reads at which item vectors and content vectors weigh equally in the similarity of two articles. The
     * reads are those of the less-read article.
     */
    private static final double EQUAL_READS = 20;
    /**
     * Number of articles retrieved from each neighbour graph for every item of the list; the most similar of them are
     * listed.
     */
    private static final int NEIGHBOURS_PER_ITEM = 5;

    private final NearestArticles nearestArticles = new IndexedNearestArticles();
    private final int sizeMax;

    public RelatedArticles(RecommendSettings settings) {
        sizeMax = settings.trending().relatedSize();
    }

    /**
     * Returns the list of the articles most similar to an article, including near-duplicates; empty if the article is
     * not in the catalogue or may not be shown at that time. Ties are broken by id. The list has no items if no article
     * is similar.
     */
    public Optional<Related> of(String articleId, Catalogue catalogue, ListTime time) {
        int slot = catalogue.slotOf(articleId);
        if (slot < 0 || !catalogue.isListed(slot, time.wallClockMillis())) {
            return Optional.empty();
        }
        List<Related.Item> nearest = new ArrayList<>(sizeMax + 1);
        others(slot, catalogue, time).forEach(other -> {
            double similarity = similarity(catalogue, slot, other);
            if (similarity > 0) {
                insert(nearest, new Related.Item(catalogue.article(other).articleId(), similarity));
            }
        });
        return Optional.of(new Related(articleId, time.wallClockMillis(), time.eventMillis(), nearest));
    }

    /**
     * Slots (catalogue indices) of the articles to compare with the article in {@code slot}. These are all that may be
     * recommended, or in a large catalogue the nearest by the neighbour graphs.
     */
    private IntStream others(int slot, Catalogue catalogue, ListTime time) {
        if (!catalogue.isIndexed(catalogue.in())) {
            return IntStream.range(0, catalogue.slotBound())
                    .filter(other -> other != slot && catalogue.isAlive(other, time));
        }
        return Stream.of(catalogue.in(), catalogue.content())
                .flatMapToInt(table -> {
                    int[] found = new int[NEIGHBOURS_PER_ITEM * sizeMax];
                    int count = nearestArticles.find(catalogue, table, slot, time, found);
                    return Arrays.stream(found, 0, count);
                })
                .distinct();
    }

    private void insert(List<Related.Item> nearest, Related.Item item) {
        int position = nearest.size();
        while (position > 0 && isBefore(item, nearest.get(position - 1))) {
            position--;
        }
        if (position < sizeMax) {
            nearest.add(position, item);
            if (nearest.size() > sizeMax) {
                nearest.remove(sizeMax);
            }
        }
    }

    private static boolean isBefore(Related.Item item, Related.Item other) {
        return item.similarity() > other.similarity()
                || (item.similarity() == other.similarity() && item.articleId().compareTo(other.articleId()) < 0);
    }

    private static double similarity(Catalogue catalogue, int left, int right) {
        double reads = Math.min(
                catalogue.article(left).reads(), catalogue.article(right).reads());
        boolean byContent = catalogue.content().has(left) && catalogue.content().has(right);
        if (!byContent) {
            return reads > 0 ? catalogue.in().cosine(left, right) : 0;
        }
        double content = catalogue.content().cosine(left, right);
        if (reads == 0) {
            return content;
        }
        double item = catalogue.in().cosine(left, right);
        return (EQUAL_READS * content + reads * item) / (EQUAL_READS + reads);
    }
}
