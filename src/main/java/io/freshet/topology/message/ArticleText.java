package io.freshet.topology.message;

import io.freshet.codec.json.EventEncoder;
import java.util.Arrays;

/**
 * Stored text of an article, with data that tells whether its latest embedding is still up to date. The body is cut to
 * {@link io.freshet.event.Limits#BODY_CHARS_MAX}. Immutable.
 */
public final class ArticleText {
    private final byte[] json;
    private final long statisticsArticles;
    private final long basis;

    /**
     * Creates the stored text of an article; {@code statisticsArticles} and {@code basis} record what its embedding
     * depended on.
     *
     * @param json the article as {@link EventEncoder} writes it, at most some 700 KB
     * @param statisticsArticles articles in the statistics of the article's language when it was embedded, 0 if unknown
     * @param basis {@link io.freshet.article.ArticleUnderstanding#fingerprint} when the article was embedded, 0 if
     *     unknown
     */
    public ArticleText(byte[] json, long statisticsArticles, long basis) {
        this.json = json.clone();
        this.statisticsArticles = statisticsArticles;
        this.basis = basis;
    }

    /** A copy of the article as JSON. */
    public byte[] json() {
        return json.clone();
    }

    /** Number of articles in the statistics of the article's language when the article was embedded, 0 if unknown. */
    public long statisticsArticles() {
        return statisticsArticles;
    }

    /** Fingerprint of the words and settings with which the article was embedded, 0 if unknown. */
    public long fingerprint() {
        return basis;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArticleText text
                && text.statisticsArticles == statisticsArticles
                && text.basis == basis
                && Arrays.equals(text.json, json);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(json) * 31 + Long.hashCode(basis);
    }

    @Override
    public String toString() {
        return "ArticleText[" + json.length + " bytes, statisticsArticles=" + statisticsArticles + ", basis=" + basis
                + "]";
    }
}
