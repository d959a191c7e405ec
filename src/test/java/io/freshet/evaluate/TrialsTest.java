package io.freshet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.article.ArticleSettings;
import io.freshet.evaluate.baseline.AnyWord;
import io.freshet.evaluate.measure.CategoryAccuracy;
import io.freshet.event.Article;
import io.freshet.words.NoWordVectors;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrialsTest {

    @Test
    void accuracyAndCalibrationErrorEqualHandComputedValues() {
        CategoryAccuracy judged = new CategoryAccuracy();
        assertThat(judged.accuracy()).isZero();
        assertThat(judged.calibrationError()).isZero();
        judged.add(.62, true);
        judged.add(.68, false);
        judged.add(1, true);
        judged.add(.3, false);

        assertThat(judged.articles()).isEqualTo(4);
        assertThat(judged.accuracy()).isEqualTo(.5);
        // Tenth from .6: 1 correct of 2, probabilities 1.3; from .9: 1 of 1, 1; from .3: 0 of 1, .3.
        assertThat(judged.calibrationError()).isCloseTo((.3 + 0 + .3) / 4, within(1e-9));
    }

    @Test
    void f1IsTheHarmonicMeanOfPrecisionAndRecall() {
        Set<String> given = Set.of("cat", "dog", "oil", "gas");
        // Precision 2/5, recall 2/4.
        assertThat(KeywordTrial.f1(List.of("cat", "x", "dog", "y", "z"), given))
                .isCloseTo(2 * .4 * .5 / .9, within(1e-9));
        assertThat(KeywordTrial.f1(List.of("x"), given)).isZero();
        assertThat(KeywordTrial.f1(List.of(), given)).isZero();
    }

    @Test
    void everyMethodIsEvaluatedAtEveryCut() {
        KeywordTrial trial = new KeywordTrial(ArticleSettings.DEFAULTS, new NoWordVectors(2));
        trial.evaluate(article("Comet near Earth", "A comet passes.", null), List.of("comet", "the Earth"));
        trial.evaluate(article("Nothing given", "", null), List.of());

        assertThat(trial.documents()).isEqualTo(1);
        assertThat(trial.means())
                .hasSize(4)
                .allSatisfy((name, means) -> assertThat(means)
                        .hasSize(KeywordTrial.CUTS.size())
                        .allSatisfy(mean -> assertThat(mean).isBetween(0.0, 1.0)));
        // "comet" and "earth" are two of the three words found, and both given words.
        assertThat(trial.means().get("words by tf·idf").get(0)).isCloseTo(2 * 2.0 / (3 + 2), within(1e-9));
    }

    @Test
    void articlesAreEvaluatedBeforeLearning() {
        CategoryTrial trial = new CategoryTrial(ArticleSettings.DEFAULTS, new AnyWord());
        for (int index = 0; index < 200; index++) {
            boolean sport = index % 2 == 0;
            trial.evaluateAndLearn(
                    article((sport ? "goal match w" : "vote law w") + index % 7, "", sport ? "sport" : "politics"));
        }
        CategoryAccuracy judged = trial.accuracy(CategoryTrial.Evidence.BOTH);
        assertThat(judged.articles()).isEqualTo(200);
        // No category is inferred for the first 50 articles; later articles are similar to earlier ones.
        assertThat(judged.accuracy()).isBetween(.6, .76);
    }

    private static Article article(String title, String body, @Nullable String category) {
        return Article.builder("id", title, 0)
                .body(body)
                .category(category)
                .language("en")
                .build();
    }
}
