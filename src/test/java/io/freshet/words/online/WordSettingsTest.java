package io.freshet.words.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.words.train.TrainingSettings;
import org.junit.jupiter.api.Test;

class WordSettingsTest {
    @Test
    void defaultsAreThese() {
        assertThat(WordSettings.DEFAULTS)
                .hasToString("WordSettings[dimension=100, seed=1, priorWords=1000000,"
                        + " training=Training[newWordRate=0.05, oldWordRate=0.005, halfRateCount=200, sample=1.0E-4,"
                        + " negativePool=64],"
                        + " newWords=NewWords[admissionCount=3, wordsMax=50000, idleMillis=5184000000],"
                        + " compounds=PhraseSettings["
                        + "name=Rule[countMin=3, discount=0, cohesionMin=50.0, entropyMin=0.9, charsMax=10],"
                        + " phrase=Rule[countMin=10, discount=5, cohesionMin=100.0, entropyMin=1.5, charsMax=40],"
                        + " ngramSlots=1048576, candidatesMax=20000, compoundsMax=5000],"
                        + " drift=DriftSettings[snapshotArticles=5000, healthyMin=0.95, rollBackBelow=0.9]]");
        assertThat(TrainingSettings.DEFAULTS)
                .hasToString("TrainingSettings[algorithm=SKIP_GRAM, objective=NEGATIVE_SAMPLING, dimension=100,"
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
    void valuesOutOfRangeAreRejectedWithTheValueAndTheRange() {
        WordSettings.Training training = WordSettings.DEFAULTS.training();
        assertThatThrownBy(() -> WordSettings.DEFAULTS.withDimension(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dimension is 1, expected 2 to 1024");
        assertThatThrownBy(() -> new CountSketch(1_000_000))
                .hasMessage("counters is 1000000, expected a power of two from 1024 to 16777216");
        assertThatThrownBy(() -> new WordSettings.Training(.05, .0075, 200, 1e-4, 4))
                .hasMessage("negativePool is 4, expected 5 to 4096");
        assertThatThrownBy(() -> training.withRates(Double.NaN, .0075)).hasMessageStartingWith("newWordRate is NaN");
        assertThatThrownBy(() -> WordSettings.DEFAULTS.withTraining(new WordSettings.Training(.05, .0075, 2, 1e-4, 64)))
                .hasMessage("halfRateCount is 2, expected at least the admissionCount 3");
    }
}
