package io.freshet.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels in the widest vectors of the machine. Compiled by an execution of its own against the incubating module and
 * only ever loaded by {@link ChosenKernels}.
 *
 * <p>Rows are gone through four at a time: each loaded vector of the shared row serves four multiplications, and four
 * independent sums hide the latency of adding. What does not fill a vector is done float by float, so a dimension that
 * is a multiple of 16 is fastest.
 */
final class VectorApiKernels implements VectorKernels {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    public float dot(float[] left, int leftOffset, float[] right, int rightOffset, int dimension) {
        int bound = SPECIES.loopBound(dimension);
        int pairs = bound - bound % (2 * LANES);
        FloatVector sum0 = FloatVector.zero(SPECIES);
        FloatVector sum1 = sum0;
        int index = 0;
        for (; index < pairs; index += 2 * LANES) {
            sum0 = vector(left, leftOffset + index).fma(vector(right, rightOffset + index), sum0);
            sum1 = vector(left, leftOffset + index + LANES).fma(vector(right, rightOffset + index + LANES), sum1);
        }
        if (index < bound) {
            sum0 = vector(left, leftOffset + index).fma(vector(right, rightOffset + index), sum0);
            index += LANES;
        }
        float rest = 0;
        for (; index < dimension; index++) {
            rest += left[leftOffset + index] * right[rightOffset + index];
        }
        return sum0.add(sum1).reduceLanes(VectorOperators.ADD) + rest;
    }

    @Override
    public void addScaled(
            float factor, float[] source, int sourceOffset, float[] target, int targetOffset, int dimension) {
        int bound = SPECIES.loopBound(dimension);
        FloatVector factors = FloatVector.broadcast(SPECIES, factor);
        int index = 0;
        for (; index < bound; index += LANES) {
            vector(source, sourceOffset + index)
                    .fma(factors, vector(target, targetOffset + index))
                    .intoArray(target, targetOffset + index);
        }
        for (; index < dimension; index++) {
            target[targetOffset + index] += factor * source[sourceOffset + index];
        }
    }

    @Override
    public void dotMany(
            float[] query,
            int queryOffset,
            float[] rows,
            int[] rowOffsets,
            int count,
            int dimension,
            float[] products,
            int productsFrom) {
        int row = 0;
        for (int end = count - 3; row < end; row += 4) {
            dotFour(query, queryOffset, rows, rowOffsets, row, dimension, products, productsFrom + row);
        }
        for (; row < count; row++) {
            products[productsFrom + row] = dot(query, queryOffset, rows, rowOffsets[row], dimension);
        }
    }

    private static void dotFour(
            float[] query,
            int queryOffset,
            float[] rows,
            int[] rowOffsets,
            int row,
            int dimension,
            float[] products,
            int productsFrom) {
        int offset0 = rowOffsets[row];
        int offset1 = rowOffsets[row + 1];
        int offset2 = rowOffsets[row + 2];
        int offset3 = rowOffsets[row + 3];
        int bound = SPECIES.loopBound(dimension);
        FloatVector sum0 = FloatVector.zero(SPECIES);
        FloatVector sum1 = sum0;
        FloatVector sum2 = sum0;
        FloatVector sum3 = sum0;
        int index = 0;
        for (; index < bound; index += LANES) {
            FloatVector shared = vector(query, queryOffset + index);
            sum0 = shared.fma(vector(rows, offset0 + index), sum0);
            sum1 = shared.fma(vector(rows, offset1 + index), sum1);
            sum2 = shared.fma(vector(rows, offset2 + index), sum2);
            sum3 = shared.fma(vector(rows, offset3 + index), sum3);
        }
        float rest0 = 0;
        float rest1 = 0;
        float rest2 = 0;
        float rest3 = 0;
        for (; index < dimension; index++) {
            float component = query[queryOffset + index];
            rest0 += component * rows[offset0 + index];
            rest1 += component * rows[offset1 + index];
            rest2 += component * rows[offset2 + index];
            rest3 += component * rows[offset3 + index];
        }
        products[productsFrom] = sum0.reduceLanes(VectorOperators.ADD) + rest0;
        products[productsFrom + 1] = sum1.reduceLanes(VectorOperators.ADD) + rest1;
        products[productsFrom + 2] = sum2.reduceLanes(VectorOperators.ADD) + rest2;
        products[productsFrom + 3] = sum3.reduceLanes(VectorOperators.ADD) + rest3;
    }

    @Override
    public void addScaledMany(
            float[] factors,
            int factorsFrom,
            float[] rows,
            int[] rowOffsets,
            int count,
            float[] target,
            int targetOffset,
            int dimension) {
        int row = 0;
        for (int end = count - 3; row < end; row += 4) {
            addFour(factors, factorsFrom + row, rows, rowOffsets, row, target, targetOffset, dimension);
        }
        for (; row < count; row++) {
            addScaled(factors[factorsFrom + row], rows, rowOffsets[row], target, targetOffset, dimension);
        }
    }

    private static void addFour(
            float[] factors,
            int factorsFrom,
            float[] rows,
            int[] rowOffsets,
            int row,
            float[] target,
            int targetOffset,
            int dimension) {
        int offset0 = rowOffsets[row];
        int offset1 = rowOffsets[row + 1];
        int offset2 = rowOffsets[row + 2];
        int offset3 = rowOffsets[row + 3];
        float factor0 = factors[factorsFrom];
        float factor1 = factors[factorsFrom + 1];
        float factor2 = factors[factorsFrom + 2];
        float factor3 = factors[factorsFrom + 3];
        FloatVector factors0 = FloatVector.broadcast(SPECIES, factor0);
        FloatVector factors1 = FloatVector.broadcast(SPECIES, factor1);
        FloatVector factors2 = FloatVector.broadcast(SPECIES, factor2);
        FloatVector factors3 = FloatVector.broadcast(SPECIES, factor3);
        int bound = SPECIES.loopBound(dimension);
        int index = 0;
        for (; index < bound; index += LANES) {
            FloatVector sum = vector(target, targetOffset + index);
            sum = vector(rows, offset0 + index).fma(factors0, sum);
            sum = vector(rows, offset1 + index).fma(factors1, sum);
            sum = vector(rows, offset2 + index).fma(factors2, sum);
            sum = vector(rows, offset3 + index).fma(factors3, sum);
            sum.intoArray(target, targetOffset + index);
        }
        for (; index < dimension; index++) {
            target[targetOffset + index] += factor0 * rows[offset0 + index]
                    + factor1 * rows[offset1 + index]
                    + factor2 * rows[offset2 + index]
                    + factor3 * rows[offset3 + index];
        }
    }

    private static FloatVector vector(float[] array, int offset) {
        return FloatVector.fromArray(SPECIES, array, offset);
    }
}
