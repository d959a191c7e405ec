package io.freshet.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.article.category.CategoryWordTable;
import io.freshet.vector.FloatVector;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LanguageStatisticsLearnerTest {
    private static final FloatVector EAST = FloatVector.copyOf(new float[] {1, 0});
    private static final FloatVector NORTH = FloatVector.copyOf(new float[] {0, 1});
    private static final FloatVector NORTH_EAST = FloatVector.copyOf(new float[] {.6f, .8f});

    private final CategoryWordTable words = new CategoryWordTable();
    private final LanguageStatisticsLearner learner = learner(Map.of());

    @Test
    void smallLanguageKeepsItsOwnMeanBesideALargeOne() {
        learn("en", EAST, 1_000, "rates", null);
        learn("de", NORTH, 200, "zinsen", null);

        LanguageStatistics statistics = learner.refresh();

        // The mean of the German articles is subtracted, not that of the English ones.
        FloatVector german = statistics.contentVector("de-AT", NORTH_EAST);
        assertThat(german.toArray()[0]).isGreaterThan(.9f);
        assertThat(statistics.contentVector("en", NORTH_EAST).toArray()[1]).isGreaterThan(.8f);
        assertThat(statistics.of("de").documents()).isEqualTo(200);
        assertThat(statistics.of("en").documents()).isEqualTo(1_000);
    }

    @Test
    void articleOfUnknownLanguageCountsForTheMainLanguage() {
        learn("en", EAST, 30, "rates", null);
        learn("de", NORTH, 10, "zinsen", null);
        learner.refresh();

        assertThat(learner.learn("und", EAST, Stream.of("rates"), null)).isEqualTo("en");
        assertThat(learner.statistics().effectiveLanguage("und")).isEqualTo("en");
        assertThat(learner.statistics().effectiveLanguage("tlh")).isEqualTo("en");
        assertThat(learner.statistics().effectiveLanguage("de_CH")).isEqualTo("de");
        assertThat(learner.statistics().contentVector("und", NORTH))
                .isEqualTo(learner.statistics().contentVector("en", NORTH));
    }

    @Test
    void detectedLanguageOfFewArticlesYieldsToTheMainLanguageThatKnowsMostWords() {
        for (int article = 0; article < 250; article++) {
            learner.learn("en", EAST, Stream.of("coach", "of", "the", "match"), null);
        }
        learner.learn("en", EAST, Stream.of("once"), null);
        learner.refresh();
        CorpusStatistics corpus = learner.corpus();

        assertThat(corpus.languageByWords("da", Stream.of("coach", "of", "match", "kampen")))
                .isEqualTo("en");
        assertThat(corpus.languageByWords("da", Stream.of("the", "coach", "kampen", "efter")))
                .isEqualTo("da");
        assertThat(corpus.languageByWords("da", Stream.of("once"))).isEqualTo("da");
        assertThat(corpus.languageByWords("und", Stream.of("coach"))).isEqualTo("en");

        learn("da", NORTH, 200, "kampen", null);
        learner.refresh();
        assertThat(learner.corpus().languageByWords("da", Stream.of("coach", "of", "match")))
                .as("once it has articles of its own")
                .isEqualTo("da");
    }

    @Test
    void meanOfALanguageWithFewArticlesIsSupplementedByTheMainLanguages() {
        learn("en", EAST, 100_000 / 100, "rates", null);
        learn("de", NORTH, 1, "zinsen", null);
        LanguageStatistics statistics = learner.refresh();

        // 1/21 of north and 20/21 * 1000/1020 of east are subtracted.
        FloatVector content = statistics.contentVector("de", NORTH_EAST);
        double x = .6 - 20 / 21. * 1000 / 1020;
        double y = .8 - 1 / 21.;
        assertThat(content.toArray()[0]).isCloseTo((float) (x / Math.hypot(x, y)), within(1e-5f));
    }

    @Test
    void categoriesAreLearnedByLanguageAndNotBorrowedFromAnother() {
        Random random = new Random(1);
        for (int article = 0; article < 200; article++) {
            labelled("en", random, article % 2 == 0, "match", "bank");
        }
        learner.refresh();
        learner.learn("de", EAST, Stream.of("spiel"), null);
        learner.refresh();
        assertThat(learner.statistics().of("de").categoryClassifier()).isEmpty();

        // In German the two directions have the opposite categories.
        for (int article = 0; article < 200; article++) {
            labelled("de", random, article % 2 == 1, "spiel", "zinsen");
        }
        learner.refresh();

        assertThat(infer("en", EAST, "match")).isEqualTo("sport");
        assertThat(infer("de", EAST, "zinsen")).isEqualTo("money");
        assertThat(words.get("de zinsen")).isPresent();
        assertThat(words.get("en zinsen")).isEmpty();
    }

    @Test
    void smallestLanguageIsEvictedAboveTheLimit() {
        learn("en", EAST, 60, "rates", null);
        for (int number = 1; number < LanguageStatisticsLearner.LANGUAGES_MAX; number++) {
            learn("a" + (char) ('a' + number), NORTH, 1 + number, "word" + number, null);
        }
        assertThat(learner.languages()).hasSize(LanguageStatisticsLearner.LANGUAGES_MAX);
        learner.takeRefreshed();

        assertThat(learner.learn("de", NORTH, Stream.of("zinsen"), null)).isEqualTo("de");

        assertThat(learner.languages()).contains("de", "en", "ac").doesNotContain("ab");
        assertThat(words.get("ab word1")).isEmpty();
        assertThat(learner.state("ab")).isEmpty();
        assertThat(learner.takeRefreshed())
                .containsKey("ab")
                .extractingByKey("ab")
                .satisfies(evicted -> assertThat(evicted).isEmpty());
    }

    @Test
    void furtherLanguagesCountForTheMainOneIfNoneCanBeEvicted() {
        learn("en", EAST, 70, "rates", null);
        for (int number = 1; number < LanguageStatisticsLearner.LANGUAGES_MAX; number++) {
            learn("a" + (char) ('a' + number), NORTH, 60, "word" + number, null);
        }
        learner.refresh();
        assertThat(learner.learn("de", NORTH, Stream.of("zinsen"), null)).isEqualTo("en");
        assertThat(learner.learn("x-private", NORTH, Stream.of("zinsen"), null)).isEqualTo("en");
    }

    @Test
    void learnerContinuesFromItsStates() {
        learn("en", EAST, 40, "rates", null);
        learn("de", NORTH, 40, "zinsen", "money");
        learner.refresh();
        Map<String, ArticleStatisticsState> states = learner.states();

        LanguageStatisticsLearner restarted = learner(states);

        assertThat(restarted.languages()).containsExactlyInAnyOrder("en", "de");
        assertThat(restarted.statistics().contentVector("de", NORTH_EAST))
                .isEqualTo(learner.statistics().contentVector("de", NORTH_EAST));
        assertThat(restarted.takeRefreshed()).isEmpty();
    }

    @Test
    void rollbackRestoresTheVectorsOfEachLanguageAndKeepsTheWordCounts() {
        learn("en", EAST, 40, "rates", null);
        Map<String, ArticleStatisticsState> earlier = learner.states();
        learn("en", NORTH, 40, "rates", null);
        learn("de", NORTH, 40, "zinsen", null);

        learner.rollBack(earlier);

        assertThat(learner.statistics().of("en").mean()).isEqualTo(EAST);
        assertThat(learner.statistics().of("en").documents()).isEqualTo(80);
        assertThat(learner.statistics().of("de").articles()).isZero();
        assertThat(learner.takeRefreshed()).containsOnlyKeys("en", "de");
    }

    private LanguageStatisticsLearner learner(Map<String, ArticleStatisticsState> states) {
        return new LanguageStatisticsLearner(2, states, ArticleSettings.DEFAULTS, words);
    }

    private void learn(String language, FloatVector vector, int articles, String word, @Nullable String category) {
        for (int article = 0; article < articles; article++) {
            learner.learn(language, vector, Stream.of(word), category);
        }
    }

    private void labelled(String language, Random random, boolean east, String sportWord, String moneyWord) {
        float spread = .1f * random.nextFloat();
        FloatVector vector = FloatVector.copyOf(east ? new float[] {1, spread} : new float[] {spread, 1});
        boolean sport = language.equals("en") == east;
        learner.learn(language, vector, Stream.of(sport ? sportWord : moneyWord), sport ? "sport" : "money");
    }

    private String infer(String language, FloatVector vector, String word) {
        return learner.corpus()
                .inferCategory(language, vector, Stream.of(word), 0)
                .orElseThrow()
                .name();
    }
}
