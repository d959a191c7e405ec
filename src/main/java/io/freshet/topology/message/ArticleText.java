package io.freshet.topology.message;

import io.freshet.codec.json.EventEncoder;
import java.util.Arrays;

/**
 * An article as it was read, its body cut to {@link io.freshet.event.Limits#BODY_CHARS_MAX}, and by what it was last understood, so that one can tell later whether more is known of it.
 * Immutable.
 */
public final class ArticleText {
    private final byte[] json;
    private final long statisticsArticles;
    private final long basis;

    /**
     * @param json the article as {@link EventEncoder} writes it, at most some 700 KB
     * @param statisticsArticles how many articles the statistics of its language were of when it was understood, 0 if that is not known
     * @param basis {@link io.freshet.article.ArticleUnderstanding#basis} when it was understood
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

    /** How many articles the mean of all stood for when it was understood, 0 if that is not known. */
    public long statisticsArticles() {
        return statisticsArticles;
    }

    /** What was known of its words when it was understood, as a number that changes with it. */
    public long basis() {
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
