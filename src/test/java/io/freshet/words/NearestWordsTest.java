package io.freshet.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.vector.VectorMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearestWordsTest {
    private static final int WORDS = 300;
    private static final int DIMENSION = 7;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nearestWordsEqualAFullSortByCosine(long seed) {
        WordModel model = model(seed);
        float[] vector = new float[DIMENSION];
        assertThat(model.copyVector("w17", vector)).isTrue();

        List<SimilarWord> nearest = model.nearest(vector, 12, word -> !word.equals("w17") && !word.endsWith("3"));

        List<SimilarWord> all = new ArrayList<>();
        for (int index = 0; index < WORDS; index++) {
            String word = "w" + index;
            if (index != 17 && !word.endsWith("3")) {
                float[] other = new float[DIMENSION];
                assertThat(model.copyVector(word, other)).isTrue();
                all.add(new SimilarWord(word, VectorMath.cosine(vector, other)));
            }
        }
        all.sort(Comparator.comparingDouble(SimilarWord::cosine).reversed());
        assertThat(nearest).as("seed %d", seed).isEqualTo(all.subList(0, 12));
    }

    @Test
    void fewerWordsThanAskedForAreAllReturned() {
        assertThat(model(1).nearest(new float[DIMENSION], WORDS + 5, word -> true))
                .hasSize(WORDS)
                .allMatch(near -> near.cosine() == 0);
        assertThat(WordModel.empty(2).nearest(new float[2], 3, word -> true)).isEmpty();
    }

    @Test
    void vectorOfAnotherDimensionIsAnError() {
        assertThatThrownBy(() -> model(1).nearest(new float[3], 3, word -> true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3")
                .hasMessageContaining("7");
    }

    private static WordModel model(long seed) {
        Random random = new Random(seed);
        List<String> words = new ArrayList<>();
        float[] input = new float[WORDS * DIMENSION];
        for (int index = 0; index < WORDS; index++) {
            words.add("w" + index);
        }
        for (int index = 0; index < input.length; index++) {
            input[index] = (float) random.nextGaussian();
        }
        long[] counts = new long[WORDS];
        Arrays.fill(counts, 1);
        return WordModel.of(new WordTable(
                Vocabulary.of(words, counts, WORDS),
                DIMENSION,
                input,
                null,
                false,
                new WordTable.Provenance("", "", "random", Map.of(), 0)));
    }
}
