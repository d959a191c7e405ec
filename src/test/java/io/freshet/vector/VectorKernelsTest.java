package io.freshet.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VectorKernelsTest {
    private static final int ROWS = 7;

    /** Both implementations at dimensions around every SIMD vector width. */
    static Stream<Arguments> kernelsAndDimensions() {
        int[] dimensions = {1, 3, 4, 7, 8, 15, 16, 17, 31, 32, 33, 48, 100, 112, 300};
        return Stream.of(VectorKernels.plain(), VectorKernels.vectorApi().orElseThrow())
                .flatMap(kernels -> Arrays.stream(dimensions).mapToObj(dimension -> Arguments.of(kernels, dimension)));
    }

    @Test
    void vectorApiIsChosenIfTheModuleIsPresent() {
        assertThat(ModuleLayer.boot().findModule("jdk.incubator.vector")).isPresent();
        assertThat(VectorKernels.best()).isSameAs(VectorKernels.vectorApi().orElseThrow());
        assertThat(VectorKernels.plain()).isNotSameAs(VectorKernels.best());
    }

    @ParameterizedTest
    @MethodSource("kernelsAndDimensions")
    void dotIsTheSumOfProductsWithinRounding(VectorKernels kernels, int dimension) {
        Random random = new Random(dimension);
        float[] left = gaussian(random, 5 + dimension);
        float[] right = gaussian(random, 2 + dimension);
        assertThat((double) kernels.dot(left, 5, right, 2, dimension))
                .isCloseTo(exactDot(left, 5, right, 2, dimension), within(1e-4));
    }

    @ParameterizedTest
    @MethodSource("kernelsAndDimensions")
    void addScaledChangesTheTargetRowAndNothingElse(VectorKernels kernels, int dimension) {
        Random random = new Random(dimension);
        float[] source = gaussian(random, 5 + dimension);
        float[] before = gaussian(random, 2 + dimension + 20);
        float[] after = before.clone();
        kernels.addScaled(.5f, source, 5, after, 2, dimension);
        for (int index = 0; index < before.length; index++) {
            boolean inRow = index >= 2 && index < 2 + dimension;
            double expected = before[index] + (inRow ? .5 * source[index + 3] : 0);
            assertThat((double) after[index]).isCloseTo(expected, within(1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("kernelsAndDimensions")
    void dotManyEqualsADotForEachRow(VectorKernels kernels, int dimension) {
        Random random = new Random(dimension);
        float[] query = gaussian(random, 3 + dimension);
        float[] rows = gaussian(random, ROWS * dimension);
        int[] offsets = offsets(dimension);
        for (int count = 0; count <= ROWS; count++) {
            float[] products = new float[ROWS + 2];
            kernels.dotMany(query, 3, rows, offsets, count, dimension, products, 1);
            for (int row = 0; row < count; row++) {
                assertThat((double) products[1 + row])
                        .isCloseTo(exactDot(query, 3, rows, offsets[row], dimension), within(1e-4));
            }
            for (int row = count + 1; row < products.length; row++) {
                assertThat(products[row]).isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernelsAndDimensions")
    void matrixProductIsCorrectForAPlainAndATransposedLeftMatrix(VectorKernels kernels, int columns) {
        Random random = new Random(columns);
        int depth = 9;
        for (int rows = 1; rows <= ROWS; rows++) {
            float[] left = gaussian(random, 3 + ROWS * depth);
            float[] right = gaussian(random, 2 + depth * columns);
            float[] before = gaussian(random, 1 + rows * columns + 5);
            for (boolean transposed : new boolean[] {false, true}) {
                int rowStride = transposed ? 1 : depth;
                int columnStride = transposed ? ROWS : 1;
                float[] after = before.clone();
                kernels.addProduct(left, 3, rowStride, columnStride, right, 2, depth, after, 1, rows, columns);
                double[] expected = new double[before.length];
                Arrays.setAll(expected, index -> before[index]);
                for (int cell = 0; cell < rows * columns; cell++) {
                    for (int k = 0; k < depth; k++) {
                        expected[1 + cell] += (double) left[3 + cell / columns * rowStride + k * columnStride]
                                * right[2 + k * columns + cell % columns];
                    }
                }
                for (int index = 0; index < expected.length; index++) {
                    assertThat((double) after[index]).isCloseTo(expected[index], within(1e-4));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernelsAndDimensions")
    void logarithmsHaveTheSameBitsAsTheScalarFunction(VectorKernels kernels, int dimension) {
        Random random = new Random(dimension);
        float[] values = new float[3 + dimension + 20];
        for (int index = 0; index < values.length; index++) {
            values[index] = (float) Math.exp(40 * random.nextGaussian() / 3);
        }
        float[] after = values.clone();
        kernels.naturalLogarithms(after, 3, dimension);
        for (int index = 0; index < values.length; index++) {
            boolean taken = index >= 3 && index < 3 + dimension;
            assertThat(after[index]).isEqualTo(taken ? NaturalLogarithm.of(values[index]) : values[index]);
        }
    }

    @ParameterizedTest
    @MethodSource("kernelsAndDimensions")
    void standardisedRowsAreCentredScaledAndClipped(VectorKernels kernels, int dimension) {
        Random random = new Random(dimension);
        float[] values = gaussian(random, ROWS * dimension + 3);
        float[] means = gaussian(random, dimension);
        float[] factors = gaussian(random, dimension);
        float[] after = values.clone();
        kernels.standardise(after, ROWS, means, factors, 1.5f);
        for (int index = 0; index < values.length; index++) {
            float standard = index < ROWS * dimension
                    ? (values[index] - means[index % dimension]) * factors[index % dimension]
                    : values[index];
            float expected = index < ROWS * dimension ? Math.max(-1.5f, Math.min(1.5f, standard)) : standard;
            assertThat(after[index]).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("kernelsAndDimensions")
    void momentsAreTheMeanAndVarianceOfTheRows(VectorKernels kernels, int dimension) {
        float[] values = gaussian(new Random(dimension), 1 + ROWS * dimension);
        float[] means = new float[dimension];
        float[] variances = new float[dimension];
        for (int row = 0; row < ROWS; row++) {
            kernels.updateMoments(values, 1 + row * dimension, 1f / (row + 1), means, variances);
        }
        for (int column = 0; column < dimension; column++) {
            double sum = 0;
            double squares = 0;
            for (int row = 0; row < ROWS; row++) {
                double value = values[1 + row * dimension + column];
                sum += value;
                squares += value * value;
            }
            double mean = sum / ROWS;
            assertThat((double) means[column]).isCloseTo(mean, within(1e-5));
            assertThat((double) variances[column]).isCloseTo(squares / ROWS - mean * mean, within(1e-4));
        }
    }

    @ParameterizedTest
    @MethodSource("kernelsAndDimensions")
    void firstStepOfAdamHasTheSameLengthForEveryWeight(VectorKernels kernels, int dimension) {
        Random random = new Random(dimension);
        float[] gradient = gaussian(random, 3 + dimension + 20);
        float[] before = gaussian(random, gradient.length);
        float[] after = before.clone();
        // With both bias corrections the first step is the learning rate times the sign of the gradient.
        kernels.adam(
                gradient,
                new float[gradient.length],
                new float[gradient.length],
                after,
                3,
                3 + dimension,
                .01f / (1 - VectorKernels.ADAM_FIRST_DECAY),
                1 / (1 - VectorKernels.ADAM_SECOND_DECAY));
        for (int index = 0; index < before.length; index++) {
            boolean taken = index >= 3 && index < 3 + dimension;
            double expected = before[index] - (taken ? .01 * Math.signum(gradient[index]) : 0);
            assertThat((double) after[index]).isCloseTo(expected, within(1e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("kernelsAndDimensions")
    void approachMovesTheTargetByTheShareOfTheDifference(VectorKernels kernels, int dimension) {
        Random random = new Random(dimension);
        float[] source = gaussian(random, dimension);
        float[] before = gaussian(random, dimension);
        float[] after = before.clone();
        kernels.updateAverage(.25f, source, after);
        for (int index = 0; index < dimension; index++) {
            assertThat((double) after[index]).isCloseTo(.75 * before[index] + .25 * source[index], within(1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("kernelsAndDimensions")
    void gatePassesComponentsOfPositiveActivationsOnly(VectorKernels kernels, int dimension) {
        Random random = new Random(dimension);
        float[] source = gaussian(random, 5 + dimension);
        float[] before = gaussian(random, 2 + dimension + 20);
        before[2] = 0;
        float[] after = before.clone();
        kernels.backpropagateRelu(.5f, source, 5, after, 2, dimension);
        for (int index = 0; index < before.length; index++) {
            boolean inRow = index >= 2 && index < 2 + dimension;
            float passed = before[index] > 0 && inRow ? .5f * source[index + 3] : 0;
            assertThat(after[index]).isEqualTo(inRow ? passed : before[index]);
        }
    }

    /** The learned ranker must not depend on the JVM's flags. */
    @ParameterizedTest
    @MethodSource("kernelsAndDimensions")
    void onlineLearningGivesTheSameBitsWithBothImplementations(VectorKernels kernels, int dimension) {
        float[] learned = learnedBy(kernels, dimension);
        assertThat(learned).containsExactly(learnedBy(VectorKernels.plain(), dimension));
    }

    private static float[] learnedBy(VectorKernels kernels, int dimension) {
        Random random = new Random(dimension);
        float[] weights = gaussian(random, dimension);
        float[] averages = weights.clone();
        float[] means = new float[dimension];
        float[] variances = new float[dimension];
        float[] first = new float[dimension];
        float[] second = new float[dimension];
        for (int step = 1; step <= 50; step++) {
            float[] gradient = gaussian(random, dimension);
            kernels.updateMoments(gradient, 0, 1f / step, means, variances);
            kernels.adam(gradient, first, second, weights, 0, dimension, .003f, 1.7f);
            kernels.updateAverage(.01f, weights, averages);
        }
        float[] all = new float[4 * dimension];
        System.arraycopy(weights, 0, all, 0, dimension);
        System.arraycopy(averages, 0, all, dimension, dimension);
        System.arraycopy(means, 0, all, 2 * dimension, dimension);
        System.arraycopy(variances, 0, all, 3 * dimension, dimension);
        return all;
    }

    @ParameterizedTest
    @MethodSource("kernelsAndDimensions")
    void addScaledManyEqualsAnAddScaledForEachRow(VectorKernels kernels, int dimension) {
        Random random = new Random(dimension);
        float[] rows = gaussian(random, ROWS * dimension);
        float[] factors = gaussian(random, 2 + ROWS);
        int[] offsets = offsets(dimension);
        float[] before = gaussian(random, 4 + dimension + 20);
        for (int count = 0; count <= ROWS; count++) {
            float[] after = before.clone();
            kernels.addScaledMany(factors, 2, rows, offsets, count, after, 4, dimension);
            for (int index = 0; index < before.length; index++) {
                double expected = before[index];
                if (index >= 4 && index < 4 + dimension) {
                    for (int row = 0; row < count; row++) {
                        expected += factors[2 + row] * (double) rows[offsets[row] + index - 4];
                    }
                }
                assertThat((double) after[index]).isCloseTo(expected, within(1e-5));
            }
        }
    }

    /** Offsets out of order, as the rows of words are. */
    private static int[] offsets(int dimension) {
        int[] offsets = new int[ROWS];
        for (int row = 0; row < ROWS; row++) {
            offsets[row] = (row * 3) % ROWS * dimension;
        }
        return offsets;
    }

    private static double exactDot(float[] left, int leftOffset, float[] right, int rightOffset, int dimension) {
        double sum = 0;
        for (int index = 0; index < dimension; index++) {
            sum += left[leftOffset + index] * (double) right[rightOffset + index];
        }
        return sum;
    }

    private static float[] gaussian(Random random, int length) {
        float[] floats = new float[length];
        for (int index = 0; index < length; index++) {
            floats[index] = (float) random.nextGaussian();
        }
        return floats;
    }
}
