package io.freshet.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.freshet.vector.FloatVector;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LayeredWordVectorsTest {
    private static final long PRIOR_WORDS = 100;
    /** "old" is 60 % of the corpus, "rare" 30 %; 10 % is outside the vocabulary. */
    private static final WordModel BASE = WordModel.of(new WordTable(
            Vocabulary.of(List.of("old", "rare"), new long[] {6, 3}, 10),
            2,
            new float[] {1, 0, 0, 1},
            null,
            false,
            new WordTable.Provenance("", "", "test", Map.of(), 0)));

    private final LayeredWordVectors layered = LayeredWordVectors.over(BASE, PRIOR_WORDS);
    private final float[] target = new float[2];

    @Test
    void learnedVectorReplacesTheBaseVectorUntilItIsRemoved() {
        layered.overlay().put(learned("old", 5, 3, 4));
        layered.overlay().put(learned("novel", 5, 7, 8));
        assertThat(layered.copyVector("old", target)).isTrue();
        assertThat(target).containsExactly(3, 4);
        assertThat(layered.copyVector("novel", target)).isTrue();
        assertThat(target).containsExactly(7, 8);
        assertThat(layered.copyVector("rare", target)).isTrue();
        assertThat(target).containsExactly(0, 1);
        layered.overlay().remove("old");
        layered.overlay().remove("novel");
        assertThat(layered.copyVector("old", target)).isTrue();
        assertThat(target).containsExactly(1, 0);
        assertThat(layered.copyVector("novel", target)).isFalse();
        assertThat(layered.overlay().size()).isZero();
    }

    @Test
    void frequencyInTheStreamIsSmoothedByTheBaseModels() {
        assertThat(layered.frequency("old")).isCloseTo(.6, within(1e-9));
        layered.overlay().put(learned("old", 20, 1, 0));
        layered.overlay().put(learned("novel", 80, 1, 1));
        assertThat(layered.frequency("old")).isCloseTo((20 + 60) / 200.0, within(1e-9));
        assertThat(layered.frequency("novel")).isCloseTo(80 / 200.0, within(1e-9));
        assertThat(layered.frequency("rare")).isCloseTo(30 / 200.0, within(1e-9));
        assertThat(layered.frequency("unknown")).isZero();
    }

    @Test
    void meanIsTheBaseModelsBeforeAnythingIsLearned() {
        assertThat(layered.meanVector()).containsExactly(BASE.meanVector());
        assertThat(BASE.meanVector()).containsExactly(6 / 9f, 3 / 9f);
    }

    @Test
    void meanIsUpdatedByEveryPutAndRemove() {
        WordOverlay overlay = layered.overlay();
        overlay.put(learned("novel", 100, 4, 4));
        // The base model has the weight of 100 words, the new word of 100.
        assertThat(layered.meanVector()[0]).isCloseTo((6 / 9f + 4) / 2, within(1e-5f));
        overlay.put(learned("novel", 300, 4, 8));
        assertThat(layered.meanVector()[1]).isCloseTo((3 / 9f + 24) / 4, within(1e-5f));
        overlay.remove("novel");
        assertThat(layered.meanVector()).containsExactly(BASE.meanVector(), within(1e-6f));
        // A fine-tuned word of the base model moves its prior weight, too.
        overlay.put(learned("old", 1, 2, 0));
        double expected = (100 * 6 / 9.0 + 60 * (2 - 1) + 2) / 101;
        assertThat((double) layered.meanVector()[0]).isCloseTo(expected, within(1e-5));
    }

    @Test
    void fingerprintOfWordsChangesWhenOneIsLearnedDoublesItsUsesOrIsRemoved() {
        WordOverlay overlay = layered.overlay();
        List<String> terms = List.of("novel", "old", "unknown", "novel");
        long nothing = overlay.fingerprint(terms.stream());

        overlay.put(learned("novel", 4, 1, 1));
        long learned = overlay.fingerprint(terms.stream());
        assertThat(learned).isNotEqualTo(nothing);
        overlay.put(learned("novel", 7, 2, 2));
        overlay.put(learned("old", 9, 2, 2));
        overlay.put(learned("another", 4, 1, 1));
        assertThat(overlay.fingerprint(terms.stream())).isEqualTo(learned);
        overlay.put(learned("novel", 8, 2, 2));
        assertThat(overlay.fingerprint(terms.stream())).isNotEqualTo(learned);
        overlay.remove("novel");
        assertThat(overlay.fingerprint(terms.stream())).isEqualTo(nothing);
    }

    @Test
    void worksWithoutABaseModel() {
        LayeredWordVectors alone = LayeredWordVectors.over(WordModel.empty(2), PRIOR_WORDS);
        assertThat(alone.meanVector()).containsExactly(0, 0);
        assertThat(alone.copyVector("novel", target)).isFalse();
        alone.overlay().put(learned("novel", 10, 5, 6));
        assertThat(alone.meanVector()).containsExactly(5, 6);
        assertThat(alone.dimension()).isEqualTo(2);
    }

    @Test
    void rejectsAWordOfAnotherDimension() {
        FloatVector vector = FloatVector.copyOf(new float[] {1, 2, 3});
        assertThatThrownBy(() -> layered.overlay().put(new LearnedWord("novel", 1, 1, vector, vector)))
                .hasMessage("word novel has dimension 3, expected 2 as in the base model");
    }

    @Test
    void readersNeverSeeATornVectorWhileOneThreadWrites() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        layered.overlay().put(learned("novel", 1, 0, 0));
        Thread writer = new Thread(() -> {
            Random random = new Random(1);
            for (int update = 0; update < 20_000; update++) {
                float component = random.nextInt(1_000);
                layered.overlay().put(learned("novel", 1 + random.nextInt(9), component, component));
            }
            done.set(true);
        });
        writer.start();
        int torn = 0;
        float[] mean = layered.meanVector();
        while (!done.get()) {
            layered.copyVector("novel", target);
            torn += target[0] == target[1] ? 0 : 1;
            mean = layered.meanVector();
        }
        writer.join();
        assertThat(torn).isZero();
        assertThat(mean).hasSize(2);
        assertThat(layered.overlay().streamWords())
                .isEqualTo(layered.overlay().get("novel").orElseThrow().count());
    }

    private static LearnedWord learned(String word, long count, float first, float second) {
        FloatVector vector = FloatVector.copyOf(new float[] {first, second});
        return new LearnedWord(word, count, 1, vector, vector);
    }
}
