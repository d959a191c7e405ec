package io.freshet.words.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.words.phrase.PhraseSettings;
import io.freshet.words.train.TrainingSettings;
import org.junit.jupiter.api.Test;

class WordSettingsTest {
    private static final PhraseSettings COMPOUNDS = PhraseSettings.DEFAULTS;
    private static final DriftSettings DRIFT = DriftSettings.DEFAULTS;

    @Test
    void defaultsAreThese() {
        assertThat(WordSettings.DEFAULTS)
                .hasToString("WordSettings[dimension=100, window=5, negatives=5, noiseWords=64, sample=1.0E-4,"
                        + " newWordRate=0.05, oldWordRate=0.005, matureCount=200, admissionCount=3,"
                        + " sketchCounters=1048576, learnedWordsMax=50000, idleMillis=5184000000, priorWords=1000000,"
                        + " sentenceWordsMax=1000, articleWordsMax=2000, seed=1, compounds=CompoundSettings["
                        + "name=Rule[countMin=3, discount=0, cohesionMin=50.0, entropyMin=0.9, charsMax=10],"
                        + " phrase=Rule[countMin=10, discount=5, cohesionMin=100.0, entropyMin=1.5, charsMax=40],"
                        + " runsMax=1048576, candidatesMax=20000, wordsMax=5000],"
                        + " drift=DriftSettings[snapshotArticles=5000, healthyMin=0.95, rollBackBelow=0.9]]");
        assertThat(TrainingSettings.DEFAULTS)
                .hasToString(
                        "TrainingSettings[algorithm=SKIP_GRAM, objective=NEGATIVE_SAMPLING, dimension=100,"
                                + " sampling=Sampling[window=5, negatives=5, sample=0.001],"
                                + " vocabulary=VocabularyLimits[minCount=5, wordsMax=400000],"
                                + " schedule=Schedule[learningRate=0.025, epochs=5], seed=1]");
        assertThat(TrainingSettings.DEFAULTS.toMap()).hasSize(11).containsEntry("seed", "1");
    }

    @Test
    void anotherDimensionChangesNothingElse() {
        assertThat(WordSettings.DEFAULTS.withDimension(64).withDimension(100)).isEqualTo(WordSettings.DEFAULTS);
        assertThat(WordSettings.DEFAULTS.withDimension(64).dimension()).isEqualTo(64);
    }

    @Test
    void refusesWhatIsOutOfRangeWithTheValueAndTheRange() {
        assertThatThrownBy(() -> WordSettings.DEFAULTS.withDimension(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dimension is 1, expected 2 to 1024");
        assertThatThrownBy(() -> new WordSettings(
                        100, 5, 5, 64, 1e-4, .05, .0075, 200, 3, 1_000_000, 50_000, 1, 1, 1_000, 2_000, 1, COMPOUNDS,
                        DRIFT))
                .hasMessage("sketchCounters is 1000000, expected a power of two");
        assertThatThrownBy(() -> new WordSettings(
                        100, 5, 5, 4, 1e-4, .05, .0075, 200, 3, 1 << 20, 50_000, 1, 1, 1_000, 2_000, 1, COMPOUNDS,
                        DRIFT))
                .hasMessage("noiseWords is 4, expected 5 to 4096");
        assertThatThrownBy(() -> new WordSettings(
                        100,
                        5,
                        5,
                        64,
                        1e-4,
                        Double.NaN,
                        .0075,
                        200,
                        3,
                        1 << 20,
                        50_000,
                        1,
                        1,
                        1_000,
                        2_000,
                        1,
                        COMPOUNDS,
                        DRIFT))
                .hasMessageStartingWith("newWordRate is NaN");
    }
}
