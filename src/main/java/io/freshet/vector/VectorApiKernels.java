package io.freshet.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Implementation of the kernels on the incubating Vector API, with the widest vectors of the machine. A separate
 * compiler execution builds this class against the incubating module; only {@link ChosenKernels} loads it.
 *
 * <p>Loops over many rows take four rows at once: each loaded vector of the shared row is multiplied four times, and
 * four independent sums hide the latency of additions. The remainder that does not fill a vector is computed float by
 * float, so a dimension that is a multiple of 16 is fastest.
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
            int productsOffset) {
        int row = 0;
        for (int end = count - 3; row < end; row += 4) {
            dotFour(query, queryOffset, rows, rowOffsets, row, dimension, products, productsOffset + row);
        }
        for (; row < count; row++) {
            products[productsOffset + row] = dot(query, queryOffset, rows, rowOffsets[row], dimension);
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
            int productsOffset) {
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
        products[productsOffset] = sum0.reduceLanes(VectorOperators.ADD) + rest0;
        products[productsOffset + 1] = sum1.reduceLanes(VectorOperators.ADD) + rest1;
        products[productsOffset + 2] = sum2.reduceLanes(VectorOperators.ADD) + rest2;
        products[productsOffset + 3] = sum3.reduceLanes(VectorOperators.ADD) + rest3;
    }

    @Override
    public void addScaledMany(
            float[] factors,
            int factorsOffset,
            float[] rows,
            int[] rowOffsets,
            int count,
            float[] target,
            int targetOffset,
            int dimension) {
        int row = 0;
        for (int end = count - 3; row < end; row += 4) {
            addFour(factors, factorsOffset + row, rows, rowOffsets, row, target, targetOffset, dimension);
        }
        for (; row < count; row++) {
            addScaled(factors[factorsOffset + row], rows, rowOffsets[row], target, targetOffset, dimension);
        }
    }

    private static void addFour(
            float[] factors,
            int factorsOffset,
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
        float factor0 = factors[factorsOffset];
        float factor1 = factors[factorsOffset + 1];
        float factor2 = factors[factorsOffset + 2];
        float factor3 = factors[factorsOffset + 3];
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

    @Override
    public void addProduct(
            float[] left,
            int leftOffset,
            int leftRowStride,
            int leftColumnStride,
            float[] right,
            int rightOffset,
            int depth,
            float[] target,
            int targetOffset,
            int rows,
            int columns) {
        int row = 0;
        for (int end = rows - 3; row < end; row += 4) {
            int from = leftOffset + row * leftRowStride;
            int to = targetOffset + row * columns;
            addProductOfFour(
                    left, from, leftRowStride, leftColumnStride, right, rightOffset, depth, target, to, columns);
        }
        for (; row < rows; row++) {
            int from = leftOffset + row * leftRowStride;
            int to = targetOffset + row * columns;
            addProductOfOne(left, from, leftColumnStride, right, rightOffset, depth, target, to, columns, 0);
        }
    }

    /**
     * Adds the product of four rows of {@code left} and the matrix {@code right} to four rows of {@code target}.
     * Multiplies by two vectors of columns at once, so that eight sums stay in registers in the loop over k.
     */
    private static void addProductOfFour(
            float[] left,
            int from,
            int leftRowStride,
            int leftColumnStride,
            float[] right,
            int rightOffset,
            int depth,
            float[] target,
            int to,
            int columns) {
        int column = 0;
        for (; column + 2 * LANES <= columns; column += 2 * LANES) {
            int to0 = to + column;
            int to1 = to0 + columns;
            int to2 = to1 + columns;
            int to3 = to2 + columns;
            FloatVector sum00 = vector(target, to0);
            FloatVector sum01 = vector(target, to0 + LANES);
            FloatVector sum10 = vector(target, to1);
            FloatVector sum11 = vector(target, to1 + LANES);
            FloatVector sum20 = vector(target, to2);
            FloatVector sum21 = vector(target, to2 + LANES);
            FloatVector sum30 = vector(target, to3);
            FloatVector sum31 = vector(target, to3 + LANES);
            int at0 = from;
            int at1 = at0 + leftRowStride;
            int at2 = at1 + leftRowStride;
            int at3 = at2 + leftRowStride;
            int at = rightOffset + column;
            for (int k = 0; k < depth; k++) {
                FloatVector right0 = vector(right, at);
                FloatVector right1 = vector(right, at + LANES);
                FloatVector factor0 = FloatVector.broadcast(SPECIES, left[at0]);
                sum00 = right0.fma(factor0, sum00);
                sum01 = right1.fma(factor0, sum01);
                FloatVector factor1 = FloatVector.broadcast(SPECIES, left[at1]);
                sum10 = right0.fma(factor1, sum10);
                sum11 = right1.fma(factor1, sum11);
                FloatVector factor2 = FloatVector.broadcast(SPECIES, left[at2]);
                sum20 = right0.fma(factor2, sum20);
                sum21 = right1.fma(factor2, sum21);
                FloatVector factor3 = FloatVector.broadcast(SPECIES, left[at3]);
                sum30 = right0.fma(factor3, sum30);
                sum31 = right1.fma(factor3, sum31);
                at0 += leftColumnStride;
                at1 += leftColumnStride;
                at2 += leftColumnStride;
                at3 += leftColumnStride;
                at += columns;
            }
            sum00.intoArray(target, to0);
            sum01.intoArray(target, to0 + LANES);
            sum10.intoArray(target, to1);
            sum11.intoArray(target, to1 + LANES);
            sum20.intoArray(target, to2);
            sum21.intoArray(target, to2 + LANES);
            sum30.intoArray(target, to3);
            sum31.intoArray(target, to3 + LANES);
        }
        for (int row = 0; row < 4 && column < columns; row++) {
            addProductOfOne(
                    left,
                    from + row * leftRowStride,
                    leftColumnStride,
                    right,
                    rightOffset,
                    depth,
                    target,
                    to + row * columns,
                    columns,
                    column);
        }
    }

    private static void addProductOfOne(
            float[] left,
            int from,
            int leftColumnStride,
            float[] right,
            int rightOffset,
            int depth,
            float[] target,
            int to,
            int columns,
            int firstColumn) {
        int column = firstColumn;
        // Four sums, because each addition to a single sum would wait for the one before.
        for (; column + 4 * LANES <= columns; column += 4 * LANES) {
            FloatVector sum0 = vector(target, to + column);
            FloatVector sum1 = vector(target, to + column + LANES);
            FloatVector sum2 = vector(target, to + column + 2 * LANES);
            FloatVector sum3 = vector(target, to + column + 3 * LANES);
            int at = rightOffset + column;
            for (int k = 0; k < depth; k++) {
                FloatVector factor = FloatVector.broadcast(SPECIES, left[from + k * leftColumnStride]);
                sum0 = vector(right, at).fma(factor, sum0);
                sum1 = vector(right, at + LANES).fma(factor, sum1);
                sum2 = vector(right, at + 2 * LANES).fma(factor, sum2);
                sum3 = vector(right, at + 3 * LANES).fma(factor, sum3);
                at += columns;
            }
            sum0.intoArray(target, to + column);
            sum1.intoArray(target, to + column + LANES);
            sum2.intoArray(target, to + column + 2 * LANES);
            sum3.intoArray(target, to + column + 3 * LANES);
        }
        for (; column + LANES <= columns; column += LANES) {
            FloatVector sum = vector(target, to + column);
            for (int k = 0; k < depth; k++) {
                FloatVector factor = FloatVector.broadcast(SPECIES, left[from + k * leftColumnStride]);
                sum = vector(right, rightOffset + k * columns + column).fma(factor, sum);
            }
            sum.intoArray(target, to + column);
        }
        for (; column < columns; column++) {
            float sum = target[to + column];
            for (int k = 0; k < depth; k++) {
                sum += left[from + k * leftColumnStride] * right[rightOffset + k * columns + column];
            }
            target[to + column] = sum;
        }
    }

    @Override
    public void naturalLogarithms(float[] values, int offset, int count) {
        int index = offset;
        for (int end = offset + SPECIES.loopBound(count); index < end; index += LANES) {
            // As in NaturalLogarithm and without fused multiply-adds, so that the results have the same bits.
            IntVector bits = vector(values, index).reinterpretAsInts();
            IntVector exponents = bits.sub(NaturalLogarithm.SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
            FloatVector m =
                    bits.sub(exponents.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats();
            FloatVector s = m.sub(1).div(m.add(1));
            FloatVector square = s.mul(s);
            FloatVector series = square.mul(NaturalLogarithm.SEVENTH)
                    .add(NaturalLogarithm.FIFTH)
                    .mul(square)
                    .add(NaturalLogarithm.THIRD)
                    .mul(square)
                    .add(1);
            FloatVector whole = ((FloatVector) exponents.convert(VectorOperators.I2F, 0)).mul(NaturalLogarithm.LN_2);
            whole.add(s.mul(2).mul(series)).intoArray(values, index);
        }
        for (; index < offset + count; index++) {
            values[index] = NaturalLogarithm.of(values[index]);
        }
    }

    @Override
    public void standardise(float[] values, int rows, float[] means, float[] factors, float limit) {
        int columns = means.length;
        int bound = SPECIES.loopBound(columns);
        for (int row = 0; row < rows; row++) {
            int offset = row * columns;
            int column = 0;
            for (; column < bound; column += LANES) {
                vector(values, offset + column)
                        .sub(vector(means, column))
                        .mul(vector(factors, column))
                        .min(limit)
                        .max(-limit)
                        .intoArray(values, offset + column);
            }
            for (; column < columns; column++) {
                float standard = (values[offset + column] - means[column]) * factors[column];
                values[offset + column] = Math.max(-limit, Math.min(limit, standard));
            }
        }
    }

    @Override
    public void updateMoments(float[] values, int offset, float rate, float[] means, float[] variances) {
        int bound = SPECIES.loopBound(means.length);
        int column = 0;
        for (; column < bound; column += LANES) {
            // Without fused multiply-adds, here and below, so that the results have the same bits as those of plain
            // loops.
            FloatVector mean = vector(means, column);
            FloatVector difference = vector(values, offset + column).sub(mean);
            FloatVector moved = difference.mul(rate);
            mean.add(moved).intoArray(means, column);
            vector(variances, column).add(difference.mul(moved)).mul(1 - rate).intoArray(variances, column);
        }
        for (; column < means.length; column++) {
            float difference = values[offset + column] - means[column];
            float moved = rate * difference;
            means[column] += moved;
            variances[column] = (1 - rate) * (variances[column] + difference * moved);
        }
    }

    @Override
    public void adam(
            float[] gradient,
            float[] firstMoments,
            float[] secondMoments,
            float[] weights,
            int from,
            int to,
            float rate,
            float secondCorrection) {
        int index = from;
        for (int end = from + SPECIES.loopBound(to - from); index < end; index += LANES) {
            FloatVector slope = vector(gradient, index);
            FloatVector first =
                    vector(firstMoments, index).mul(ADAM_FIRST_DECAY).add(slope.mul(1 - ADAM_FIRST_DECAY));
            FloatVector second = vector(secondMoments, index)
                    .mul(ADAM_SECOND_DECAY)
                    .add(slope.mul(1 - ADAM_SECOND_DECAY).mul(slope));
            first.intoArray(firstMoments, index);
            second.intoArray(secondMoments, index);
            FloatVector size =
                    second.mul(secondCorrection).lanewise(VectorOperators.SQRT).add(ADAM_EPSILON);
            vector(weights, index).sub(first.mul(rate).div(size)).intoArray(weights, index);
        }
        ChosenKernels.PLAIN.adam(gradient, firstMoments, secondMoments, weights, index, to, rate, secondCorrection);
    }

    @Override
    public void updateAverage(float share, float[] source, float[] target) {
        int bound = SPECIES.loopBound(target.length);
        int index = 0;
        for (; index < bound; index += LANES) {
            FloatVector before = vector(target, index);
            before.add(vector(source, index).sub(before).mul(share)).intoArray(target, index);
        }
        for (; index < target.length; index++) {
            target[index] += share * (source[index] - target[index]);
        }
    }

    @Override
    public void backpropagateRelu(
            float factor, float[] source, int sourceOffset, float[] gates, int gatesOffset, int dimension) {
        int bound = SPECIES.loopBound(dimension);
        int index = 0;
        for (; index < bound; index += LANES) {
            VectorMask<Float> open = vector(gates, gatesOffset + index).compare(VectorOperators.GT, 0);
            FloatVector.zero(SPECIES)
                    .blend(vector(source, sourceOffset + index).mul(factor), open)
                    .intoArray(gates, gatesOffset + index);
        }
        for (; index < dimension; index++) {
            gates[gatesOffset + index] = gates[gatesOffset + index] > 0 ? factor * source[sourceOffset + index] : 0;
        }
    }

    private static FloatVector vector(float[] array, int offset) {
        return FloatVector.fromArray(SPECIES, array, offset);
    }
}
