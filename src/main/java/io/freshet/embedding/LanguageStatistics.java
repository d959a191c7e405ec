package io.freshet.embedding;

import io.freshet.text.LanguageDetector;
import io.freshet.vector.FloatVector;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Article statistics by language. A small language keeps its own mean, its own document frequencies and its own
 * categories, whatever a large one beside it does. Immutable.
 *
 * <p>The <em>main</em> language is the one with the most articles. It stands in for articles whose language is not known,
 * for the mean of a language with few articles, and for the categories of a language that has too few labelled ones.
 */
public final class LanguageStatistics {
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

    /** The rule of categories for a language, with the language of its words; empty while there is none. */
    public Optional<LanguageRule> categoryRule(String language) {
        String own = standIn(language);
        return of(language)
                .categoryRule()
                .map(rule -> new LanguageRule(own, rule))
                .or(() -> mainStatistics().categoryRule().map(rule -> new LanguageRule(main, rule)));
    }

    private ArticleStatistics mainStatistics() {
        return byLanguage.getOrDefault(main, none);
    }

    /** A rule of categories and the language whose word counts it goes with. */
    public record LanguageRule(String language, CategoryRule rule) {}
}
