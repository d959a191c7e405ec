package io.freshet.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorMathTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 63, 64, 65, 100, 300})
    void dotIsTheSumOfProductsAtEveryDimension(int dimension) {
        Random random = new Random(dimension);
        float[] left = gaussian(random, dimension + 3);
        float[] right = gaussian(random, dimension + 5);
        double expected = 0;
        for (int index = 0; index < dimension; index++) {
            expected += left[3 + index] * (double) right[5 + index];
        }
        assertThat((double) VectorMath.dot(left, 3, right, 5, dimension)).isCloseTo(expected, within(1e-4));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void innerProductsAndCosinesSatisfyTheirIdentities(long seed) {
        Random random = new Random(seed);
        float[] left = gaussian(random, 50);
        float[] right = gaussian(random, 50);
        assertThat(VectorMath.dot(left, right)).isEqualTo(VectorMath.dot(right, left));
        assertThat(VectorMath.cosine(left, left)).isCloseTo(1, within(1e-5f));
        float[] opposite = left.clone();
        VectorMath.scale(-2, opposite);
        assertThat(VectorMath.cosine(left, opposite)).isCloseTo(-1, within(1e-5f));
        assertThat(VectorMath.norm(VectorMath.unit(left))).isCloseTo(1, within(1e-5f));
        assertThat(VectorMath.cosine(left, right))
                .isCloseTo(VectorMath.dot(VectorMath.unit(left), VectorMath.unit(right)), within(1e-5f));

        float[] sum = right.clone();
        VectorMath.addScaled(3, left, sum);
        float expected = VectorMath.dot(right, left) + 3 * VectorMath.dot(left, left);
        assertThat(VectorMath.dot(sum, left)).isCloseTo(expected, within(1e-3f));
    }

    @Test
    void zeroVectorHasCosineZeroAndStaysZero() {
        float[] zeros = new float[3];
        assertThat(VectorMath.cosine(zeros, new float[] {1, 2, 3})).isZero();
        assertThat(VectorMath.unit(zeros)).containsExactly(0, 0, 0);
    }

    @Test
    void rejectsVectorsOfDifferentDimensions() {
        assertThatThrownBy(() -> VectorMath.dot(new float[2], new float[3])).hasMessage("dimensions differ: 2 and 3");
        assertThatThrownBy(() -> VectorMath.addScaled(1, new float[4], new float[3]))
                .hasMessage("dimensions differ: 4 and 3");
        assertThatThrownBy(() -> VectorMath.cosine(new float[1], new float[3]))
                .hasMessage("dimensions differ: 1 and 3");
    }

    @Test
    void floatVectorsCompareByValueAndRejectNonFiniteComponents() {
        float[] components = {1, 2};
        FloatVector vector = FloatVector.copyOf(components);
        components[0] = 9;
        assertThat(vector).isEqualTo(FloatVector.copyOf(new float[] {1, 2})).isNotEqualTo(FloatVector.empty());
        vector.toArray()[0] = 9;
        assertThat(vector.toArray()).containsExactly(1, 2);
        assertThat(vector.dot(FloatVector.copyOf(new float[] {3, 4}))).isEqualTo(11);
        assertThatThrownBy(() -> FloatVector.copyOf(new float[] {0, Float.POSITIVE_INFINITY}))
                .hasMessage("component 1 is Infinity");
    }

    private static float[] gaussian(Random random, int dimension) {
        float[] vector = new float[dimension];
        for (int index = 0; index < dimension; index++) {
            vector[index] = (float) random.nextGaussian();
        }
        return vector;
    }
}
