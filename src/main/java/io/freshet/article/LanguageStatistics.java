package io.freshet.article;

import io.freshet.text.LanguageDetector;
import io.freshet.vector.FloatVector;
import java.util.HashMap;
import java.util.Map;

/**
 * Article statistics of each language. Each language has its own mean, document frequencies and categories, so that a
 * large language does not distort a small one. Immutable.
 *
 * <p>The <em>main</em> language is the language with the most articles. It is used for articles of unknown language,
 * and its mean supplements that of a language with few articles.
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

    /** The statistics before the first article. */
    public static LanguageStatistics none(int dimension) {
        return new LanguageStatistics(ArticleStatistics.none(dimension), Map.of());
    }

    /**
     * Copy of these statistics with {@code newer} as the statistics of {@code language}.
     *
     * @throws IllegalArgumentException if the dimension differs
     */
    public LanguageStatistics with(String language, ArticleStatistics newer) {
        if (newer.dimension() != dimension()) {
            throw new IllegalArgumentException("dimensions differ: " + newer.dimension() + " and " + dimension());
        }
        Map<String, ArticleStatistics> changed = new HashMap<>(byLanguage);
        changed.put(language, newer);
        return new LanguageStatistics(none, changed);
    }

    /** Copy of these statistics without one language. */
    public LanguageStatistics without(String language) {
        Map<String, ArticleStatistics> fewer = new HashMap<>(byLanguage);
        fewer.remove(language);
        return new LanguageStatistics(none, fewer);
    }

    public int dimension() {
        return none.dimension();
    }

    /** Statistics of each language by primary subtag, such as {@code en}; an immutable copy. */
    public Map<String, ArticleStatistics> byLanguage() {
        return Map.copyOf(byLanguage);
    }

    /**
     * Language whose statistics apply to articles in {@code language}: {@code language} itself if it has statistics,
     * else the language with the most articles.
     *
     * @param language a BCP 47 tag
     * @return a primary language subtag
     */
    String effectiveLanguage(String language) {
        String primary = LanguageDetector.primary(language);
        boolean known = byLanguage.containsKey(primary) && !primary.equals(LanguageDetector.UNDETERMINED);
        return known ? primary : main;
    }

    /** The language with the most articles; {@code und} before the first article. */
    String mainLanguage() {
        return main;
    }

    /** Number of articles of exactly this language; 0 if it has no statistics of its own. */
    double ownDocuments(String language) {
        ArticleStatistics own = byLanguage.get(LanguageDetector.primary(language));
        return own == null ? 0 : own.documents();
    }

    /**
     * Statistics that apply to a language: its own, else those of the main (most frequent) language, else empty ones.
     */
    public ArticleStatistics of(String language) {
        return byLanguage.getOrDefault(effectiveLanguage(language), none);
    }

    /**
     * The vector by which articles are compared: the raw vector minus the mean of its language, of length 1. The fewer
     * articles the language has, the more the mean of the main language replaces its own.
     *
     * @return empty if {@code rawVector} is empty or equals the mean
     */
    public FloatVector contentVector(String language, FloatVector rawVector) {
        ArticleStatistics own = of(language);
        return own.contentVector(rawVector, effectiveLanguage(language).equals(main) ? none : mainStatistics());
    }

    /**
     * Number of articles counted in the statistics that {@link #of} returns for a language, including articles without
     * a vector.
     */
    public long articles(String language) {
        return (long) of(language).documents();
    }

    private ArticleStatistics mainStatistics() {
        return byLanguage.getOrDefault(main, none);
    }
}
