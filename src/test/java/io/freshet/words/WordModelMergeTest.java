package io.freshet.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.freshet.vector.VectorMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordModelMergeTest {
    private static final int DIMENSION = 12;
    private static final WordTable.Provenance PROVENANCE = new WordTable.Provenance("a", "b", "c", Map.of(), 0);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void secondModelIsRotatedOntoTheFirstBySharedWordsAndKeepsItsAngles(long seed) {
        Random random = new Random(seed);
        List<float[]> meanings = vectors(60, random);
        OrthogonalMatrix otherSpace = randomRotation(random);
        WordModel english = model("en", meanings, null, 40);
        WordModel german = model("de", meanings, otherSpace, 40);

        WordModelMerge merge = new WordModelMerge(List.of(english, german));
        WordModel merged = WordModel.of(merge.table(PROVENANCE));

        assertThat(merge.rotations()).singleElement().satisfies(turned -> {
            assertThat(turned.sharedWords()).isEqualTo(40);
            assertThat(turned.cosineBefore()).isLessThan(.5);
            assertThat(turned.cosineAfter()).isCloseTo(1, within(1e-4));
        });
        // Words 40 to 59 are translations of each other with different spellings.
        for (int word = 40; word < 60; word++) {
            assertThat(cosine(merged, "en" + word, "de" + word))
                    .as("word %d", word)
                    .isCloseTo(1, within(1e-3f));
            assertThat(cosine(merged, "de" + word, "de40"))
                    .isCloseTo(cosine(german, "de" + word, "de40"), within(1e-4f));
        }
        assertThat(merged.vocabulary().size()).isEqualTo(80);
    }

    @Test
    void modelsWithoutSharedWordsAreNotRotated() {
        Random random = new Random(4);
        WordModel english = model("en", vectors(10, random), null, 0);
        WordModel chinese = model("zh", vectors(10, random), null, 0);

        WordModelMerge merge = new WordModelMerge(List.of(english, chinese));
        WordModel merged = WordModel.of(merge.table(PROVENANCE));

        assertThat(merge.rotations()).containsExactly(new WordModelMerge.Rotation(0, 0, 0));
        assertThat(cosine(merged, "zh3", "zh4")).isCloseTo(cosine(chinese, "zh3", "zh4"), within(1e-5f));
    }

    @Test
    void countsAreScaledSoThatASmallCorpusDoesNotMakeALanguageRare() {
        WordModel large = WordModel.of(table(List.of("london", "rates"), new long[] {3_000, 1_000}, 10_000));
        WordModel small = WordModel.of(table(List.of("london", "zinsen"), new long[] {4, 2}, 10));

        WordModel merged = WordModel.of(new WordModelMerge(List.of(large, small)).table(PROVENANCE));

        assertThat(merged.frequency("london")).isCloseTo(.35, within(1e-9));
        assertThat(merged.frequency("zinsen")).isCloseTo(.1, within(1e-9));
        assertThat(merged.frequency("rates")).isCloseTo(.05, within(1e-9));
    }

    @Test
    void otherDimensionsAreAnError() {
        WordModel other = WordModel.of(new WordTable(
                Vocabulary.of(List.of("x"), new long[] {1}, 1), 2, new float[2], null, false, PROVENANCE));
        assertThatThrownBy(() -> new WordModelMerge(List.of(WordModel.empty(3), other)))
                .hasMessage("cannot merge models of dimensions 3 and 2: give models of one dimension");
    }

    @Test
    void nearestOrthogonalMatrixOfAScaledRotationIsTheRotation() {
        OrthogonalMatrix rotation = randomRotation(new Random(5));
        double[] scaled = new double[DIMENSION * DIMENSION];
        for (int column = 0; column < DIMENSION; column++) {
            float[] entries = column(rotation, column);
            for (int row = 0; row < DIMENSION; row++) {
                scaled[row * DIMENSION + column] = 1e3 * entries[row];
            }
        }
        OrthogonalMatrix found = OrthogonalMatrix.nearest(scaled, DIMENSION);
        for (int column = 0; column < DIMENSION; column++) {
            assertThat(column(found, column)).containsExactly(column(rotation, column), within(1e-4f));
            assertThat(VectorMath.norm(column(found, column))).isCloseTo(1, within(1e-5f));
        }
    }

    private static float[] column(OrthogonalMatrix matrix, int column) {
        float[] vector = new float[DIMENSION];
        vector[column] = 1;
        matrix.rotate(vector, 0);
        return vector;
    }

    private static WordTable table(List<String> words, long[] counts, long runningWords) {
        float[] input = new float[words.size() * 2];
        Arrays.fill(input, 1);
        return new WordTable(Vocabulary.of(words, counts, runningWords), 2, input, input.clone(), false, PROVENANCE);
    }

    /** @param shared number of leading words that are spelled alike in all languages */
    private static WordModel model(
            String language, List<float[]> meanings, @Nullable OrthogonalMatrix rotation, int shared) {
        List<String> words = new ArrayList<>();
        float[] input = new float[meanings.size() * DIMENSION];
        long[] counts = new long[meanings.size()];
        for (int word = 0; word < meanings.size(); word++) {
            words.add(word < shared ? "name" + word : language + word);
            System.arraycopy(meanings.get(word), 0, input, word * DIMENSION, DIMENSION);
            counts[word] = 1_000L - word;
            if (rotation != null) {
                rotation.rotate(input, word * DIMENSION);
            }
        }
        return WordModel.of(new WordTable(
                Vocabulary.of(words, counts, 100_000), DIMENSION, input, input.clone(), false, PROVENANCE));
    }

    private static OrthogonalMatrix randomRotation(Random random) {
        double[] matrix = new double[DIMENSION * DIMENSION];
        for (int index = 0; index < matrix.length; index++) {
            matrix[index] = random.nextGaussian();
        }
        return OrthogonalMatrix.nearest(matrix, DIMENSION);
    }

    private static List<float[]> vectors(int count, Random random) {
        List<float[]> vectors = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            float[] vector = new float[DIMENSION];
            for (int index = 0; index < DIMENSION; index++) {
                vector[index] = (float) random.nextGaussian();
            }
            vectors.add(vector);
        }
        return vectors;
    }

    private static float cosine(WordModel model, String one, String other) {
        float[] left = new float[model.dimension()];
        float[] right = new float[model.dimension()];
        assertThat(model.copyVector(one, left)).isTrue();
        assertThat(model.copyVector(other, right)).isTrue();
        return VectorMath.cosine(left, right);
    }
}
