package io.freshet.article;

import io.freshet.article.category.CategoryWordStore;
import io.freshet.text.LanguageDetector;
import io.freshet.vector.FloatVector;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Learns the statistics of articles by language, with one {@link ArticleStatisticsLearner} per language. An article of
 * unknown language counts for the main language. Owned by one thread.
 *
 * <p>Above {@value #LANGUAGES_MAX} languages it evicts the language with the fewest articles, if these are fewer than
 * {@value #EVICTABLE_BELOW_ARTICLES}; otherwise articles of further languages count for the main language.
 */
public final class LanguageStatisticsLearner {
    /** Largest number of languages with statistics of their own. */
    static final int LANGUAGES_MAX = 16;

    private static final int EVICTABLE_BELOW_ARTICLES = 50;

    private final int dimension;
    private final ArticleSettings settings;
    private final CategoryWordStore words;
    private final Map<String, ArticleStatisticsLearner> learners = new HashMap<>();
    private final Set<String> refreshed = new LinkedHashSet<>();
    private LanguageStatistics published;

    /**
     * Creates a learner that continues from stored states.
     *
     * @param states states by language; empty at first
     * @param words word counts of all languages that belong to the states
     */
    public LanguageStatisticsLearner(
            int dimension,
            Map<String, ArticleStatisticsState> states,
            ArticleSettings settings,
            CategoryWordStore words) {
        this.dimension = dimension;
        this.settings = settings;
        this.words = words;
        this.published = LanguageStatistics.none(dimension);
        states.forEach(this::put);
    }

    private ArticleStatisticsLearner put(String language, ArticleStatisticsState state) {
        var learner = new ArticleStatisticsLearner(state, settings, new LanguageWords(words, language));
        learners.put(language, learner);
        published = published.with(language, learner.statistics());
        return learner;
    }

    /**
     * Learns from one article and returns the language whose statistics were updated. Refreshes these statistics if
     * due. See {@link ArticleStatisticsLearner#learn}.
     *
     * @param language a BCP 47 tag
     * @return the language that the article counts for, a primary subtag
     */
    public String learn(String language, FloatVector rawVector, Stream<String> terms, @Nullable String category) {
        String learning = learningLanguage(language);
        ArticleStatisticsLearner learner = learner(learning);
        if (learner.learn(rawVector, terms, category)) {
            refresh(learning, learner);
        }
        return learning;
    }

    /**
     * Learns the category and words of a labelled training article, and returns the language whose statistics were
     * updated. See {@link ArticleStatisticsLearner#learnCategory}; the language is chosen as in {@link #learn}.
     */
    public String learnCategory(String language, FloatVector rawVector, Stream<String> terms, String category) {
        String learning = learningLanguage(language);
        ArticleStatisticsLearner learner = learner(learning);
        if (learner.learnCategory(rawVector, terms, category)) {
            refresh(learning, learner);
        }
        return learning;
    }

    /** Recomputes the statistics of all languages and returns them; {@link #statistics()} returns them from now on. */
    public LanguageStatistics refresh() {
        learners.forEach(this::refresh);
        return published;
    }

    private void refresh(String language, ArticleStatisticsLearner learner) {
        published = published.with(language, learner.refresh());
        refreshed.add(language);
    }

    /** Published statistics: each language as of its latest refresh. */
    public LanguageStatistics statistics() {
        return published;
    }

    /** The published {@link #statistics()} together with the live word counts. */
    public CorpusStatistics corpus() {
        return new CorpusStatistics(published, words);
    }

    /**
     * Returns the statistics refreshed since the last call of this method, by language; empty for an evicted language.
     */
    public Map<String, Optional<ArticleStatistics>> takeRefreshed() {
        Map<String, Optional<ArticleStatistics>> taken = new HashMap<>();
        for (String language : refreshed) {
            taken.put(language, Optional.ofNullable(learners.get(language)).map(ArticleStatisticsLearner::statistics));
        }
        refreshed.clear();
        return taken;
    }

    /** Marks a language as refreshed, so that {@link #takeRefreshed} returns it. */
    public void markRefreshed(String language) {
        refreshed.add(language);
    }

    /** A copy of the state of a language, to store; empty if the language was evicted. */
    public Optional<ArticleStatisticsState> state(String language) {
        return Optional.ofNullable(learners.get(language)).map(ArticleStatisticsLearner::state);
    }

    /** A copy of the state of each language, to store. */
    public Map<String, ArticleStatisticsState> states() {
        Map<String, ArticleStatisticsState> states = new HashMap<>();
        learners.forEach((language, learner) -> states.put(language, learner.state()));
        return states;
    }

    /** The languages with statistics. */
    public Set<String> languages() {
        return Set.copyOf(learners.keySet());
    }

    /**
     * Restores mean vectors, categories and calibration of all languages from earlier states, after a rollback of the
     * word vectors; see {@link ArticleStatisticsState#withVectorsOf}.
     *
     * @param earlier states by language at the snapshot; the vectors of a missing language are cleared
     */
    public void rollBack(Map<String, ArticleStatisticsState> earlier) {
        states().forEach((language, now) -> {
            ArticleStatisticsState before = earlier.getOrDefault(language, ArticleStatisticsState.none(dimension));
            refresh(language, put(language, now.withVectorsOf(before)));
        });
    }

    private String learningLanguage(String language) {
        String primary = LanguageDetector.primary(language);
        if (learners.containsKey(primary) && !primary.equals(LanguageDetector.UNDETERMINED)) {
            return primary;
        }
        boolean unknown = primary.equals(LanguageDetector.UNDETERMINED);
        return learners.isEmpty() || (!unknown && makeRoom()) ? primary : published.effectiveLanguage(language);
    }

    private ArticleStatisticsLearner learner(String language) {
        ArticleStatisticsLearner learner = learners.get(language);
        return learner == null ? put(language, ArticleStatisticsState.none(dimension)) : learner;
    }

    /**
     * Makes room for one more language, by evicting the smallest language if necessary; returns whether there is room.
     */
    private boolean makeRoom() {
        if (learners.size() < LANGUAGES_MAX) {
            return true;
        }
        Map.Entry<String, ArticleStatisticsLearner> smallest = learners.entrySet().stream()
                .min(Comparator.comparingDouble((Map.Entry<String, ArticleStatisticsLearner> entry) ->
                                entry.getValue().documents())
                        .thenComparing(Map.Entry::getKey))
                .orElseThrow();
        if (smallest.getValue().documents() >= EVICTABLE_BELOW_ARTICLES) {
            return false;
        }
        String language = smallest.getKey();
        LanguageWords ofLanguage = new LanguageWords(words, language);
        ofLanguage.forEach(word -> ofLanguage.remove(word.word()));
        learners.remove(language);
        published = published.without(language);
        refreshed.add(language);
        return true;
    }
}
