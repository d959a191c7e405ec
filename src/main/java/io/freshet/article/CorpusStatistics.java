package io.freshet.article;

import io.freshet.article.category.CategoryClassifier;
import io.freshet.article.category.CategoryWord;
import io.freshet.article.category.CategoryWordCounts;
import io.freshet.article.category.CategoryWords;
import io.freshet.event.Article;
import io.freshet.event.CategoryTag;
import io.freshet.text.TokenisedArticle;
import io.freshet.vector.FloatVector;
import io.freshet.words.WordVectors;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Statistics of all articles learned so far, from which keywords, vector and category of the next article are derived.
 * Safe from any thread if the word counts are.
 *
 * @param languages means, totals and category classifiers by language
 * @param wordCounts document counts of the words of all languages, keyed as in {@link LanguageWords}; may be live
 */
public record CorpusStatistics(LanguageStatistics languages, CategoryWordCounts wordCounts) {
    /**
     * Minimum number of articles learned in a language to trust the detection of that language. Below the minimum, the
     * words of the text are checked, too.
     */
    private static final double ESTABLISHED_ARTICLES = 200;
    /**
     * Smallest share of an article's words known in the main (most frequent) language at which that language replaces a
     * detected language with few articles.
     */
    private static final double MAIN_WORDS_MIN = .6;
    /** Number of articles of a language that must use a word before the word counts as known in the language. */
    private static final double USES_MIN = 2;

    /** The statistics before the first article. */
    public static CorpusStatistics none(int dimension) {
        return new CorpusStatistics(LanguageStatistics.none(dimension), CategoryWordCounts.NONE);
    }

    /** Number of components of the article vectors. */
    public int dimension() {
        return languages.dimension();
    }

    /**
     * Lookup of how many articles of a language use a word. The main (most frequent) language stands in for a language
     * without {@linkplain LanguageStatistics#of statistics} of its own.
     */
    public CategoryWordCounts wordCounts(String language) {
        return LanguageWords.counts(wordCounts, languages.effectiveLanguage(language));
    }

    /**
     * The language to whose statistics an article is assigned: the language the publisher gave, otherwise the detected
     * one. Detection errs on short texts: an article of a detected language with few articles is assigned to the main
     * language if most of its words are known there.
     *
     * @param tokens tokens of {@code article}
     * @return a BCP 47 tag
     */
    public String languageOf(Article article, TokenisedArticle tokens) {
        return article.language() != null ? tokens.language() : languageByWords(tokens.language(), tokens.terms());
    }

    String languageByWords(String detected, Stream<String> terms) {
        if (languages.ownDocuments(detected) >= ESTABLISHED_ARTICLES) {
            return detected;
        }
        Set<String> words = CategoryWords.distinct(terms);
        CategoryWordCounts counts = LanguageWords.counts(wordCounts, languages.mainLanguage());
        long known = words.stream()
                .filter(word -> counts.get(word).map(CategoryWord::total).orElse(0.0) >= USES_MIN)
                .count();
        return known > 0 && known >= MAIN_WORDS_MIN * words.size() ? languages.mainLanguage() : detected;
    }

    /** Document frequencies of terms in the articles of a language. */
    TermFrequencies termFrequencies(String language, WordVectors wordVectors) {
        return TermFrequencies.of(wordVectors, languages.of(language), wordCounts(language));
    }

    /**
     * Infers the category of an article from its vector and terms; empty below the probability {@code confidenceMin}.
     *
     * @param terms terms of the article, the title's first
     * @return empty without a {@link CategoryClassifier} for the language, or as {@link CategoryClassifier#infer}
     */
    Optional<CategoryTag> inferCategory(
            String language, FloatVector rawVector, Stream<String> terms, double confidenceMin) {
        return languages
                .of(language)
                .categoryClassifier()
                .flatMap(rule -> rule.infer(rawVector, terms, wordCounts(language), confidenceMin));
    }
}
