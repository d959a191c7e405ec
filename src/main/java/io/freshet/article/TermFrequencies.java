package io.freshet.article;

import io.freshet.article.category.CategoryWord;
import io.freshet.article.category.CategoryWordCounts;
import io.freshet.words.WordVectors;
import io.freshet.words.phrase.CompoundWord;

/**
 * Document frequencies of terms in the articles of one language, smoothed by the word model's frequencies. Safe from
 * any thread if its parts are.
 *
 * <p>The probability that an article uses word w is {@code (df + m (1 - (1 - f)^T)) / (N + m)}, with N articles, df of
 * them using w, a mean length of T words, f the frequency of w in the word model, and m = {@value #PRIOR_ARTICLES} the
 * weight of the model in articles. A word that every article uses has a low inverse document frequency from the first
 * day on, even with a model of another language or none. At N = 0 the model decides alone.
 */
final class TermFrequencies {
    private static final double PRIOR_ARTICLES = 20;
    /** Mean length of an article in words, assumed until articles are counted. */
    private static final double ARTICLE_WORDS = 400;
    /** Frequency assumed for a word outside the model, about that of the rarest words of a vocabulary. */
    private static final double FREQUENCY_UNKNOWN = 1e-6;

    private static final double PROBABILITY_MIN = -Math.expm1(ARTICLE_WORDS * Math.log1p(-FREQUENCY_UNKNOWN));

    private final WordVectors words;
    private final double documents;
    private final double meanWords;
    private final CategoryWordCounts counts;

    private TermFrequencies(WordVectors words, double documents, double wordCount, CategoryWordCounts counts) {
        this.words = words;
        this.documents = documents;
        this.meanWords = (wordCount + PRIOR_ARTICLES * ARTICLE_WORDS) / (documents + PRIOR_ARTICLES);
        this.counts = counts;
    }

    /** Creates frequencies from the word model alone, without counted articles. */
    static TermFrequencies of(WordVectors words) {
        return new TermFrequencies(words, 0, 0, CategoryWordCounts.NONE);
    }

    /**
     * Creates the frequencies of a language from the statistics of its articles, smoothed by the word model.
     *
     * @param counts word counts of this language
     */
    static TermFrequencies of(WordVectors words, ArticleStatistics statistics, CategoryWordCounts counts) {
        return new TermFrequencies(words, statistics.documents(), statistics.wordCount(), counts);
    }

    /** Word vectors whose word frequencies smooth the document frequencies. */
    WordVectors words() {
        return words;
    }

    /** Inverse document frequency: {@code -ln} of the probability that an article uses the term, 0 to 8. */
    double inverseDocumentFrequency(String term) {
        return -Math.log(probability(term));
    }

    private double probability(String term) {
        double modelled = Math.min(.5, Math.max(words.frequency(term), FREQUENCY_UNKNOWN));
        double probability = -Math.expm1(meanWords * Math.log1p(-modelled));
        if (!CompoundWord.isCompound(term)) {
            // Compounds are counted by their parts only, because the set of compounds changes.
            // A count may be newer than the total, since both are published separately.
            double using = Math.min(
                    documents, counts.get(term).map(CategoryWord::total).orElse(0.0));
            probability = (using + PRIOR_ARTICLES * probability) / (documents + PRIOR_ARTICLES);
        }
        return Math.max(PROBABILITY_MIN, probability);
    }
}
