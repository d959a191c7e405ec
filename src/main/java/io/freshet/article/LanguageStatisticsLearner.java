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
 * Learns the statistics of articles, of each language apart: one {@link ArticleStatisticsLearner} a language, made with
 * its first article. An article of unknown language teaches the main language. Owned by one thread.
 *
 * <p>Bounded: beyond {@value #LANGUAGES_MAX} languages the one with the fewest articles is forgotten, if these are fewer
 * than {@value #ARTICLES_TO_STAY}; else articles of further languages teach the main one.
 */
public final class LanguageStatisticsLearner {
    /** Most languages with statistics of their own. */
    public static final int LANGUAGES_MAX = 16;

    private static final int ARTICLES_TO_STAY = 50;

    private final int dimension;
    private final ArticleSettings settings;
    private final CategoryWordStore words;
    private final Map<String, ArticleStatisticsLearner> learners = new HashMap<>();
    private final Set<String> refreshed = new LinkedHashSet<>();
    private LanguageStatistics published;

    /**
     * A learner that continues from states, none at first.
     *
     * @param states by language
     * @param words of all languages that go with the states
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
     * Learns from one article, as {@link ArticleStatisticsLearner#learn} does.
     *
     * @param language a BCP 47 tag
     * @return the language that learned, whose statistics are refreshed if that was due
     */
    public String learn(String language, FloatVector rawVector, Stream<String> terms, @Nullable String category) {
        String own = learning(language);
        ArticleStatisticsLearner learner = learner(own);
        if (learner.learn(rawVector, terms, category)) {
            refresh(own, learner);
        }
        return own;
    }

    /** Learns the category of a labelled article that is not of the stream, as {@link ArticleStatisticsLearner} does. */
    public String learnCategory(String language, FloatVector rawVector, Stream<String> terms, String category) {
        String own = learning(language);
        ArticleStatisticsLearner learner = learner(own);
        if (learner.learnCategory(rawVector, terms, category)) {
            refresh(own, learner);
        }
        return own;
    }

    /** Puts what was learned of every language into force. */
    public LanguageStatistics refresh() {
        learners.forEach(this::refresh);
        return published;
    }

    private void refresh(String language, ArticleStatisticsLearner learner) {
        published = published.with(language, learner.refresh());
        refreshed.add(language);
    }

    /** The statistics in force. */
    public LanguageStatistics statistics() {
        return published;
    }

    /** The statistics that were refreshed, or forgotten (empty), since this was last asked. */
    public Map<String, Optional<ArticleStatistics>> takeRefreshed() {
        Map<String, Optional<ArticleStatistics>> taken = new HashMap<>();
        for (String language : refreshed) {
            taken.put(language, Optional.ofNullable(learners.get(language)).map(ArticleStatisticsLearner::statistics));
        }
        refreshed.clear();
        return taken;
    }

    /** Counts a language among those refreshed, though it was not. */
    public void publish(String language) {
        refreshed.add(language);
    }

    /** A copy of what was learned of a language, to be stored; empty if it was forgotten. */
    public Optional<ArticleStatisticsState> state(String language) {
        return Optional.ofNullable(learners.get(language)).map(ArticleStatisticsLearner::state);
    }

    /** A copy of what was learned of each language, to be stored. */
    public Map<String, ArticleStatisticsState> states() {
        Map<String, ArticleStatisticsState> states = new HashMap<>();
        learners.forEach((language, learner) -> states.put(language, learner.state()));
        return states;
    }

    /** The languages that have statistics. */
    public Set<String> languages() {
        return Set.copyOf(learners.keySet());
    }

    /**
     * Goes back to what was known of vectors, for when words went back, see {@link ArticleStatisticsState#withVectorsOf}.
     *
     * @param earlier by language; a language that is not among them forgets its vectors
     */
    public void rollBack(Map<String, ArticleStatisticsState> earlier) {
        states().forEach((language, now) -> {
            ArticleStatisticsState before = earlier.getOrDefault(language, ArticleStatisticsState.none(dimension));
            refresh(language, put(language, now.withVectorsOf(before)));
        });
    }

    private String learning(String language) {
        String primary = LanguageDetector.primary(language);
        if (learners.containsKey(primary) && !primary.equals(LanguageDetector.UNDETERMINED)) {
            return primary;
        }
        boolean unknown = primary.equals(LanguageDetector.UNDETERMINED);
        return learners.isEmpty() || (!unknown && hasRoom()) ? primary : published.standIn(language);
    }

    private ArticleStatisticsLearner learner(String language) {
        ArticleStatisticsLearner learner = learners.get(language);
        return learner == null ? put(language, ArticleStatisticsState.none(dimension)) : learner;
    }

    /** Whether there is room for one more language; forgets the smallest if that makes some. */
    private boolean hasRoom() {
        if (learners.size() < LANGUAGES_MAX) {
            return true;
        }
        Map.Entry<String, ArticleStatisticsLearner> smallest = learners.entrySet().stream()
                .min(Comparator.comparingDouble((Map.Entry<String, ArticleStatisticsLearner> entry) ->
                                entry.getValue().documents())
                        .thenComparing(Map.Entry::getKey))
                .orElseThrow();
        if (smallest.getValue().documents() >= ARTICLES_TO_STAY) {
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
