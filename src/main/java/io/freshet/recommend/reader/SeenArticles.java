package io.freshet.recommend.reader;

import io.freshet.vector.SeededHash;
import java.util.Arrays;

/**
 * Articles that a reader read or hid long ago, dropped from the remembered reads and hides; they stay off the reader's
 * lists. Stored as 32-bit hashes of their ids, newest first. Immutable.
 *
 * <p>Size: 4 bytes an article, at most {@link io.freshet.recommend.settings.ReaderSettings.Memory#seenMax()} articles.
 * An unseen article has the hash of a seen one with probability seenMax / 2^32: 1 in 2 million at the default of 2,000.
 */
public final class SeenArticles {
    /** Empty set of articles. */
    public static final SeenArticles NONE = new SeenArticles(new int[0]);

    private final int[] hashes;

    private SeenArticles(int[] hashes) {
        this.hashes = hashes;
    }

    /** Restores the articles from the stored hashes of their ids, newest first. */
    public static SeenArticles of(int... hashes) {
        return hashes.length == 0 ? NONE : new SeenArticles(hashes.clone());
    }

    /** Returns a copy with a newer article added; above {@code sizeMax}, the oldest articles are dropped. */
    SeenArticles with(String articleId, int sizeMax) {
        if (sizeMax == 0) {
            return NONE;
        }
        int hash = SeededHash.hash32(articleId);
        int[] others = Arrays.stream(hashes)
                .filter(other -> other != hash)
                .limit(sizeMax - 1L)
                .toArray();
        int[] result = new int[others.length + 1];
        result[0] = hash;
        System.arraycopy(others, 0, result, 1, others.length);
        return new SeenArticles(result);
    }

    public boolean contains(String articleId) {
        return hashes.length > 0 && contains(SeededHash.hash32(articleId));
    }

    public boolean contains(int hash) {
        for (int other : hashes) {
            if (other == hash) {
                return true;
            }
        }
        return false;
    }

    public int size() {
        return hashes.length;
    }

    /** Hash of the article id at an index, 0 for the newest article. */
    public int hash(int place) {
        return hashes[place];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeenArticles seen && Arrays.equals(hashes, seen.hashes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hashes);
    }

    @Override
    public String toString() {
        return "SeenArticles" + Arrays.toString(hashes);
    }
}
