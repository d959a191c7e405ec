package io.freshet.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.freshet.article.category.CategoryWordCounts;
import io.freshet.article.category.CategoryWordTable;
import io.freshet.event.Article;
import io.freshet.event.CategoryTag;
import io.freshet.event.Keyword;
import io.freshet.text.StreamToken;
import io.freshet.text.TokenGap;
import io.freshet.text.TokenisedArticle;
import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorMath;
import io.freshet.words.LayeredWordVectors;
import io.freshet.words.LearnedWord;
import io.freshet.words.NoWordVectors;
import io.freshet.words.TableWordVectors;
import io.freshet.words.WordModel;
import io.freshet.words.WordVectors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArticleUnderstandingTest {
    private static final ArticleUnderstanding UNDERSTANDING = new ArticleUnderstanding(ArticleSettings.DEFAULTS);
    private static final WordVectors NO_MODEL = new NoWordVectors(2);

    @Test
    void keywordsKeepTheirCaseAndMergeIntoPhrases() {
        List<Keyword> keywords = keywords(
                "BILL GATES VISITS ITER",
                "The founder met engineers. Yesterday Bill Gates praised the fusion reactor at ITER. The fusion reactor"
                        + " cost 20 mln dlrs. The visit of Bill Gates ended early.");

        assertThat(keywords).extracting(Keyword::text).contains("Bill Gates", "fusion reactor", "ITER");
        assertThat(keywords)
                .extracting(Keyword::text)
                .doesNotContain("Gates", "Bill", "GATES", "fusion", "reactor", "mln", "dlrs", "20", "the");
    }

    @Test
    void japaneseKeywordsEndBeforeParticles() {
        assertThat(keywords("首相、北海道の地震被災地を視察", "首相は北海道の地震被災地を視察した。北海道知事は政策金利と円を注視している。政策金利は変わらない。"))
                .extracting(Keyword::text)
                .contains("北海道", "政策金利")
                .noneMatch(text -> text.contains("の") || text.contains("を") || text.contains("は"));
    }

    @Test
    void keywordsAreOrderedByWeightAndTheFirstHasWeightOne() {
        List<Keyword> keywords = keywords("Cocoa prices", "Cocoa rose. Cocoa fell. Sugar rose.");

        assertThat(keywords.get(0).text()).isEqualToIgnoringCase("cocoa");
        assertThat(keywords.get(0).weight()).isEqualTo(1);
        assertThat(keywords).extracting(Keyword::weight).isSortedAccordingTo(Collections.reverseOrder());
    }

    @Test
    void nameMayBeginWithAStopWordAndEndWithAModelNumber() {
        List<Keyword> keywords = keywords(
                "airline order", "An airline from New Zealand bought the Boeing 747 while sales rose 1,250 tonnes.");

        assertThat(keywords).extracting(Keyword::text).contains("New Zealand", "Boeing 747");
        assertThat(keywords).extracting(Keyword::text).doesNotContain("Zealand", "Boeing", "tonnes", "rose 1,250");
    }

    @Test
    void fullNameReplacesTheSurnameAndOneFormReplacesAllFormsOfAWord() {
        List<Keyword> keywords = keywords(
                "Court reduces fine",
                "The judge heard Clayton Yeutter. Then lawyers asked Yeutter about reducing it, and Yeutter spoke. On the"
                        + " 1st he reduced it.");

        assertThat(keywords).extracting(Keyword::text).contains("Clayton Yeutter");
        assertThat(keywords).extracting(Keyword::text).doesNotContain("Yeutter", "Clayton", "1st");
        assertThat(keywords.stream().filter(keyword -> keyword.text().startsWith("reduc")))
                .hasSize(1);
    }

    @Test
    void wordThatMostlyOccursAloneIsNotReplacedByAPhrase() {
        List<Keyword> keywords = keywords(
                "Francs sold",
                "The bank sold francs. It took francs worth much, and francs worth more. Dealers want francs; other"
                        + " francs, old francs and new francs fell.");

        assertThat(keywords).extracting(Keyword::text).contains("francs").doesNotContain("francs worth");
    }

    @Test
    void chineseKeywordsAreWrittenAsInTheArticle() {
        List<Keyword> keywords = keywords("央行宣佈降息", "中國人民銀行表示，人工智能公司的貸款利率下降。人工智能公司歡迎降息。");

        assertThat(keywords).extracting(Keyword::text).contains("人工智能公司", "降息");
        assertThat(keywords).extracting(Keyword::text).doesNotContain("的", "表示");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!!", "12 34", "the of and", "😀", "\uD800", "<p>"})
    void titleWithoutKeywordsHasNeitherKeywordsNorVector(String title) {
        UnderstoodArticle understood = understand(article(title, "", null), animals(), ArticleStatistics.none(2));

        assertThat(understood.keywords()).isEmpty();
        assertThat(understood.contentVector().isEmpty()).isTrue();
        assertThat(understood.category()).isNull();
    }

    @Test
    void withoutAWordModelThereAreKeywordsAndNoVector() {
        UnderstoodArticle understood =
                understand(article("Cat chases dog", "A cat.", "pets"), NO_MODEL, ArticleStatistics.none(2));

        assertThat(understood.keywords().get(0)).isEqualTo(new Keyword("cat", 1));
        assertThat(understood.rawVector().isEmpty()).isTrue();
        assertThat(understood.contentVector().isEmpty()).isTrue();
        assertThat(understood.category()).isEqualTo(CategoryTag.given("pets"));
    }

    @Test
    void vectorOfAShortArticleEqualsTheWeightedMeanByHand() {
        // cat (1,0) and oil (0,1) with a = 1e-3: weights 1e-3/(1e-3+1e-3) = 1/2 and 1e-3/(1e-3+3e-3) = 1/4.
        // The title counts double: 2 * 1/2 * cat + 1/4 * oil.
        WordVectors words = new TableWordVectors(0, 0).with("cat", 1e-3, 5, 0).with("oil", 3e-3, 0, .1f);

        UnderstoodArticle understood = understand(article("Cat", "oil", null), words, ArticleStatistics.none(2));

        assertThat(understood.rawVector().toArray())
                .containsExactly(VectorMath.unit(new float[] {1, .25f}), within(1e-6f));
    }

    @Test
    void wordVectorsAreCentredOnTheMeanOfAllWords() {
        WordVectors words = new TableWordVectors(1, 1).with("cat", 1e-5, 1, 3);

        assertThat(understand(article("Cat", "", null), words, ArticleStatistics.none(2))
                        .rawVector()
                        .toArray())
                .containsExactly(new float[] {0, 1}, within(1e-6f));
    }

    @Test
    void vectorOfALongArticleFollowsTheTopicOfMostWords() {
        UnderstoodArticle understood = understand(
                article("A report", "The cat and the dog met a horse near the oil. ".repeat(10), null),
                animals(),
                ArticleStatistics.none(2));

        assertThat(understood.rawVector().toArray()[0]).isGreaterThan(.95f);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void orderOfSentencesDoesNotChangeTheVector(long seed) {
        List<String> sentences = new ArrayList<>();
        Random random = new Random(seed);
        List<String> words = List.of("cat", "dog", "horse", "oil", "gas", "the");
        for (int sentence = 0; sentence < 30; sentence++) {
            sentences.add("The " + words.get(random.nextInt(6)) + " saw " + words.get(random.nextInt(6)) + ".");
        }
        FloatVector inOrder = understand(
                        article("Cat", String.join(" ", sentences), null), animals(), ArticleStatistics.none(2))
                .rawVector();
        Collections.shuffle(sentences, random);
        FloatVector shuffled = understand(
                        article("Cat", String.join(" ", sentences), null), animals(), ArticleStatistics.none(2))
                .rawVector();

        assertThat(shuffled.toArray()).as("seed %d", seed).containsExactly(inOrder.toArray(), within(1e-5f));
    }

    @Test
    void contentVectorIsCentredAndAGivenCategoryOverridesAnInferredOne() {
        ArticleStatisticsLearner learner = new ArticleStatisticsLearner(
                ArticleStatisticsState.none(2), ArticleSettings.DEFAULTS, new CategoryWordTable());
        for (int article = 0; article < 100; article++) {
            float spread = .01f * (article % 5);
            learner.learn(FloatVector.copyOf(new float[] {1, spread}), Stream.empty(), "pets");
            learner.learn(FloatVector.copyOf(new float[] {spread, 1}), Stream.empty(), "energy");
        }
        ArticleStatistics statistics = learner.refresh();

        UnderstoodArticle inferred = understand(article("Cat", "dog", null), animals(), statistics);
        UnderstoodArticle given = understand(article("Cat", "dog", "energy"), animals(), statistics);

        assertThat(inferred.category()).isNotNull();
        assertThat(inferred.category().name()).isEqualTo("pets");
        assertThat(inferred.category().given()).isFalse();
        assertThat(given.category()).isEqualTo(CategoryTag.given("energy"));
        assertThat(inferred.contentVector())
                .isEqualTo(statistics.contentVector(inferred.rawVector(), ArticleStatistics.none(2)));
        assertThat(inferred.contentVector().toArray()[1]).isNegative();
    }

    @Test
    void sentencesForTheWordLearnerHaveNoNumbers() {
        TokenisedArticle words =
                UNDERSTANDING.tokenise(article("IBM buys 3", "It paid 5 dlrs. 1987. Shares fell.", null));

        assertThat(words.sentences())
                .containsExactly(
                        List.of(new StreamToken("ibm", TokenGap.APART), new StreamToken("buys", TokenGap.SPACED)),
                        List.of(
                                new StreamToken("it", TokenGap.APART),
                                new StreamToken("paid", TokenGap.SPACED),
                                new StreamToken("dlrs", TokenGap.NUMBER)),
                        List.of(new StreamToken("shares", TokenGap.APART), new StreamToken("fell", TokenGap.SPACED)));
    }

    @Test
    void bodyAboveTheLimitIsTruncated() {
        TokenisedArticle words = UNDERSTANDING.tokenise(article("Cat", "dog ".repeat(10_000), null));

        assertThat(words.body().tokenCount()).isEqualTo(ArticleSettings.DEFAULTS.tokensMax());
    }

    @Test
    void statisticsOfAnotherDimensionAreAnError() {
        assertThatThrownBy(() -> understand(article("Cat", "", null), animals(), ArticleStatistics.none(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("statistics 3, word vectors 2");
    }

    @Test
    void rarerWordsHaveAHigherInverseDocumentFrequencyAndUnknownWordsCountAsRare() {
        TermFrequencies frequencies = TermFrequencies.of(new TableWordVectors(0, 0)
                .with("the", .05, 1, 0)
                .with("bank", .001, 1, 0)
                .with("oddity", 1e-6, 1, 0));
        assertThat(frequencies.inverseDocumentFrequency("the")).isCloseTo(0, within(1e-6));
        // 1 - (1 - .001)^400 = .3298
        assertThat(frequencies.inverseDocumentFrequency("bank")).isCloseTo(1.1094, within(1e-3));
        assertThat(frequencies.inverseDocumentFrequency("unheard"))
                .isEqualTo(frequencies.inverseDocumentFrequency("oddity"));
    }

    @Test
    void wordOfEveryArticleHasALowInverseDocumentFrequencyWithoutAModel() {
        CategoryWordTable counts = new CategoryWordTable();
        LanguageStatisticsLearner learner =
                new LanguageStatisticsLearner(2, Map.of(), ArticleSettings.DEFAULTS, counts);
        for (int article = 0; article < 100; article++) {
            learner.learn("de", FloatVector.empty(), Stream.of("die", "zinsen" + article), null);
            learner.learn("en", FloatVector.empty(), Stream.of("die", "rates"), null);
        }
        ArticleStatistics german = learner.refresh().of("de");
        TermFrequencies frequencies = TermFrequencies.of(NO_MODEL, german, LanguageWords.counts(counts, "de"));
        // (100 + 20 p) / (100 + 20) with p nearly 0
        assertThat(frequencies.inverseDocumentFrequency("die")).isCloseTo(Math.log(120 / 100.), within(.01));
        assertThat(frequencies.inverseDocumentFrequency("zinsen7")).isCloseTo(Math.log(120), within(.1));
        assertThat(frequencies.inverseDocumentFrequency("rates")).isGreaterThan(7);
    }

    @Test
    void basisOfAnArticleChangesOnlyWithItsWordsAndTheSettings() {
        TokenisedArticle words = UNDERSTANDING.tokenise(article("Velura opens in town", "", null));
        LayeredWordVectors known = LayeredWordVectors.over(WordModel.empty(2), 100);
        long unknown = UNDERSTANDING.fingerprint(words, known);
        FloatVector vector = FloatVector.copyOf(new float[] {1, 2});

        known.overlay().put(new LearnedWord("elsewhere", 3, 1, vector, vector));
        assertThat(UNDERSTANDING.fingerprint(words, known)).isEqualTo(unknown);
        assertThat(new ArticleUnderstanding(ArticleSettings.DEFAULTS)
                        .fingerprint(words, LayeredWordVectors.over(WordModel.empty(2), 100)))
                .as("in another process")
                .isEqualTo(unknown);

        assertThat(new ArticleUnderstanding(ArticleSettings.DEFAULTS.withKeywordsMax(3)).fingerprint(words, known))
                .isNotEqualTo(unknown);
        known.overlay().put(new LearnedWord("velura", 3, 1, vector, vector));
        assertThat(UNDERSTANDING.fingerprint(words, known)).isNotEqualTo(unknown);
    }

    private static WordVectors animals() {
        return new TableWordVectors(0, 0)
                .with("cat", 1e-4, 1, .1f)
                .with("dog", 1e-4, 1, .2f)
                .with("horse", 1e-4, 1, -.1f)
                .with("oil", 1e-4, 0, 1)
                .with("gas", 1e-4, .1f, 1);
    }

    private static List<Keyword> keywords(String title, String body) {
        return understand(article(title, body, null), NO_MODEL, ArticleStatistics.none(2))
                .keywords();
    }

    private static UnderstoodArticle understand(Article article, WordVectors words, ArticleStatistics statistics) {
        TokenisedArticle tokens = UNDERSTANDING.tokenise(article);
        LanguageStatistics languages =
                LanguageStatistics.none(statistics.dimension()).with("en", statistics);
        return UNDERSTANDING.understand(
                article, tokens, words, new CorpusStatistics(languages, CategoryWordCounts.NONE));
    }

    private static Article article(String title, String body, @Nullable String category) {
        return Article.builder("id", title, 0).body(body).category(category).build();
    }
}
