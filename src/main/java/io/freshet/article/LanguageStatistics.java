package io.freshet.article;

import io.freshet.article.category.CategoryWord;
import io.freshet.article.category.CategoryWordCounts;
import io.freshet.article.category.CategoryWords;
import io.freshet.text.LanguageDetector;
import io.freshet.vector.FloatVector;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Article statistics by language. A small language keeps its own mean, its own document frequencies and its own
 * categories, whatever a large one beside it does. Immutable.
 *
 * <p>The <em>main</em> language is the one with the most articles. It stands in for articles whose language is not known
 * and for the mean of a language with few articles.
 */
public final class LanguageStatistics {
    /** Articles from which on a language that was detected is taken for granted. */
    private static final double ESTABLISHED_ARTICLES = 200;
    /** Share of an article's words that the main language knows, by which it is of that language. */
    private static final double MAIN_WORDS_MIN = .6;
    /** Articles that use a word before the language counts as knowing it. */
    private static final double USES_MIN = 2;

    private final ArticleStatistics none;
    private final Map<String, ArticleStatistics> byLanguage;
    private final String main;

    private LanguageStatistics(ArticleStatistics none, Map<String, ArticleStatistics> byLanguage) {
        this.none = none;
        this.byLanguage = byLanguage;
        this.main = byLanguage.entrySet().stream()
                .max(Map.Entry.<String, ArticleStatistics>comparingByValue(
                                (one, other) -> Double.compare(one.documents(), other.documents()))
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(LanguageDetector.UNDETERMINED);
    }

    /** The statistics of no articles. */
    public static LanguageStatistics none(int dimension) {
        return new LanguageStatistics(ArticleStatistics.none(dimension), Map.of());
    }

    /** These with newer statistics of one language. */
    public LanguageStatistics with(String language, ArticleStatistics newer) {
        if (newer.dimension() != dimension()) {
            throw new IllegalArgumentException("dimensions differ: " + newer.dimension() + " and " + dimension());
        }
        Map<String, ArticleStatistics> changed = new HashMap<>(byLanguage);
        changed.put(language, newer);
        return new LanguageStatistics(none, changed);
    }

    /** These without one language. */
    public LanguageStatistics without(String language) {
        Map<String, ArticleStatistics> fewer = new HashMap<>(byLanguage);
        fewer.remove(language);
        return new LanguageStatistics(none, fewer);
    }

    public int dimension() {
        return none.dimension();
    }

    /** Statistics by primary language subtag. */
    public Map<String, ArticleStatistics> byLanguage() {
        return Map.copyOf(byLanguage);
    }

    /**
     * The language whose statistics stand for an article: its own, or the main one if nothing is known of it.
     *
     * @param language a BCP 47 tag
     */
    public String standIn(String language) {
        String primary = LanguageDetector.primary(language);
        boolean known = byLanguage.containsKey(primary) && !primary.equals(LanguageDetector.UNDETERMINED);
        return known ? primary : main;
    }

    /**
     * The language whose statistics an article belongs to. Detection of short texts errs: a language of few articles gives
     * way to the main language if most of the article's words are known there.
     *
     * @param detected a BCP 47 tag that was detected rather than given
     * @param terms of the article
     * @param counts of the words of all languages
     */
    String languageByWords(String detected, Stream<String> terms, CategoryWordCounts counts) {
        ArticleStatistics own = byLanguage.get(LanguageDetector.primary(detected));
        if (own != null && own.documents() >= ESTABLISHED_ARTICLES) {
            return detected;
        }
        Set<String> words = CategoryWords.of(terms);
        CategoryWordCounts ofMain = LanguageWords.counts(counts, main);
        long known = words.stream()
                .filter(word -> ofMain.get(word).map(CategoryWord::total).orElse(0.0) >= USES_MIN)
                .count();
        return known > 0 && known >= MAIN_WORDS_MIN * words.size() ? main : detected;
    }

    /** The statistics of the language that {@linkplain #standIn stands} for this one. */
    public ArticleStatistics of(String language) {
        return byLanguage.getOrDefault(standIn(language), none);
    }

    /**
     * The vector that articles are compared by: the raw vector less the mean of its language, of length 1. The mean of few
     * articles gives way to that of the main language.
     *
     * @return empty if {@code rawVector} is empty or equals the mean
     */
    public FloatVector contentVector(String language, FloatVector rawVector) {
        ArticleStatistics own = of(language);
        return own.contentVector(rawVector, standIn(language).equals(main) ? none : mainStatistics());
    }

    /**
     * The word counts that go with the {@linkplain #of statistics} of a language.
     *
     * @param all of all languages
     */
    public CategoryWordCounts counts(String language, CategoryWordCounts all) {
        return LanguageWords.counts(all, standIn(language));
    }

    /** Articles of the {@linkplain #of statistics} of a language, those without a vector included. */
    public long articles(String language) {
        return (long) of(language).documents();
    }

    private ArticleStatistics mainStatistics() {
        return byLanguage.getOrDefault(main, none);
    }
}
