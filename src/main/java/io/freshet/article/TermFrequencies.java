package io.freshet.article;

import io.freshet.article.category.CategoryWord;
import io.freshet.article.category.CategoryWordCounts;
import io.freshet.words.WordVectors;
import io.freshet.words.phrase.CompoundWord;

/**
 * How common terms are in the articles of one language: document frequencies of the stream, smoothed towards what the word
 * model's frequencies imply. Safe from any thread if its parts are.
 *
 * <p>With N articles, df(w) of them using w, a mean length of T words and f(w) the share of w in the model's text, the
 * probability that an article uses w is {@code (df + m (1 - (1 - f)^T)) / (N + m)}, where m, {@value #PRIOR_ARTICLES}
 * articles, is the weight of the model. So a word that is in every article says little from the first day on, with a model
 * of another language or none. At N = 0 the model alone counts.
 */
public final class TermFrequencies {
    /** Articles that the frequencies of the word model weigh as much as. */
    private static final double PRIOR_ARTICLES = 20;
    /** Words of a typical article, before the stream's own are known. */
    private static final double ARTICLE_WORDS = 400;
    /** A word that is not known is rare, but how rare is unknown; a vocabulary ends at about this frequency. */
    private static final double FREQUENCY_UNKNOWN = 1e-6;

    private static final double PROBABILITY_MIN = -Math.expm1(ARTICLE_WORDS * Math.log1p(-FREQUENCY_UNKNOWN));

    private final WordVectors words;
    private final double documents;
    private final double meanWords;
    private final CategoryWordCounts counts;

    private TermFrequencies(WordVectors words, double documents, double runningWords, CategoryWordCounts counts) {
        this.words = words;
        this.documents = documents;
        this.meanWords = (runningWords + PRIOR_ARTICLES * ARTICLE_WORDS) / (documents + PRIOR_ARTICLES);
        this.counts = counts;
    }

    /** The frequencies of the word model alone. */
    public static TermFrequencies of(WordVectors words) {
        return new TermFrequencies(words, 0, 0, CategoryWordCounts.NONE);
    }

    /**
     * The frequencies of a language.
     *
     * @param counts of the words of this language
     */
    public static TermFrequencies of(WordVectors words, ArticleStatistics statistics, CategoryWordCounts counts) {
        return new TermFrequencies(words, statistics.documents(), statistics.words(), counts);
    }

    /** The vectors whose model these frequencies are smoothed towards. */
    WordVectors words() {
        return words;
    }

    /** The inverse document frequency, {@code -ln} of the probability that an article uses the term: 0 to 8. */
    double inverseDocumentFrequency(String term) {
        return -Math.log(probability(term));
    }

    private double probability(String term) {
        double modelled = Math.min(.5, Math.max(words.frequency(term), FREQUENCY_UNKNOWN));
        double probability = -Math.expm1(meanWords * Math.log1p(-modelled));
        if (!CompoundWord.is(term)) {
            // Of compounds, which come and go, the parts are counted.
            // Counts and their total are published apart: a count may be the newer.
            double using = Math.min(
                    documents, counts.get(term).map(CategoryWord::total).orElse(0.0));
            probability = (using + PRIOR_ARTICLES * probability) / (documents + PRIOR_ARTICLES);
        }
        return Math.max(PROBABILITY_MIN, probability);
    }
}
