package io.freshet.recommend.rank;

import io.freshet.recommend.catalogue.CatalogueArticle;
import io.freshet.recommend.reader.SeenArticles;
import java.util.Arrays;

/**
 * Fast test whether a reader has seen an article: a filter in front of the reader's {@link SeenArticles}. Reused for
 * every list; for one thread.
 *
 * <p>A Bloom filter with one hash (Bloom 1970) answers for most candidates: with 2,000 seen articles, 3 % of the unseen
 * candidates pass, and only these are compared with every hash. The result is exact for any distribution of hashes.
 */
public final class SeenFilter {
    private static final int BITS = 1 << 16;

    private final long[] bits = new long[BITS / Long.SIZE];
    private SeenArticles seen = SeenArticles.NONE;

    /** Replaces the seen articles by those of another reader. */
    public void load(SeenArticles articles) {
        if (seen.size() > 0) {
            Arrays.fill(bits, 0);
        }
        seen = articles;
        for (int index = 0; index < articles.size(); index++) {
            int hash = articles.hash(index);
            bits[(hash & (BITS - 1)) >>> 6] |= 1L << hash;
        }
    }

    /** Whether the loaded seen articles contain the article with this {@link CatalogueArticle#seenHash()}. */
    public boolean contains(int hash) {
        return seen.size() > 0 && (bits[(hash & (BITS - 1)) >>> 6] & 1L << hash) != 0 && seen.contains(hash);
    }
}
