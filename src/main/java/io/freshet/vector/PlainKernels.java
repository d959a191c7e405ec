package io.freshet.vector;

/**
 * Implementation of the kernels in plain Java loops, which the JIT vectorises where it can. The JIT may not reorder a
 * sum of floats, so inner products use four independent sums. Loops over many rows take four rows at once, so that the
 * shared row is loaded once for four.
 */
final class PlainKernels implements VectorKernels {

    @Override
    public float dot(float[] left, int leftOffset, float[] right, int rightOffset, int dimension) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int index = 0;
        for (int end = dimension - 3; index < end; index += 4) {
            sum0 += left[leftOffset + index] * right[rightOffset + index];
            sum1 += left[leftOffset + index + 1] * right[rightOffset + index + 1];
            sum2 += left[leftOffset + index + 2] * right[rightOffset + index + 2];
            sum3 += left[leftOffset + index + 3] * right[rightOffset + index + 3];
        }
        for (; index < dimension; index++) {
            sum0 += left[leftOffset + index] * right[rightOffset + index];
        }
        return sum0 + sum1 + sum2 + sum3;
    }

    @Override
    public void addScaled(
            float factor, float[] source, int sourceOffset, float[] target, int targetOffset, int dimension) {
        for (int index = 0; index < dimension; index++) {
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
            int offset0 = rowOffsets[row];
            int offset1 = rowOffsets[row + 1];
            int offset2 = rowOffsets[row + 2];
            int offset3 = rowOffsets[row + 3];
            float sum0 = 0;
            float sum1 = 0;
            float sum2 = 0;
            float sum3 = 0;
            for (int index = 0; index < dimension; index++) {
                float component = query[queryOffset + index];
                sum0 += component * rows[offset0 + index];
                sum1 += component * rows[offset1 + index];
                sum2 += component * rows[offset2 + index];
                sum3 += component * rows[offset3 + index];
            }
            products[productsOffset + row] = sum0;
            products[productsOffset + row + 1] = sum1;
            products[productsOffset + row + 2] = sum2;
            products[productsOffset + row + 3] = sum3;
        }
        for (; row < count; row++) {
            products[productsOffset + row] = dot(query, queryOffset, rows, rowOffsets[row], dimension);
        }
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
        for (int end = count - 1; row < end; row += 2) {
            int offset0 = rowOffsets[row];
            int offset1 = rowOffsets[row + 1];
            float factor0 = factors[factorsOffset + row];
            float factor1 = factors[factorsOffset + row + 1];
            for (int index = 0; index < dimension; index++) {
                target[targetOffset + index] += factor0 * rows[offset0 + index] + factor1 * rows[offset1 + index];
            }
        }
        if (row < count) {
            addScaled(factors[factorsOffset + row], rows, rowOffsets[row], target, targetOffset, dimension);
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
        for (int row = 0; row < rows; row++) {
            int targetRow = targetOffset + row * columns;
            int factors = leftOffset + row * leftRowStride;
            int k = 0;
            for (int end = depth - 3; k < end; k += 4) {
                float factor0 = left[factors + k * leftColumnStride];
                float factor1 = left[factors + (k + 1) * leftColumnStride];
                float factor2 = left[factors + (k + 2) * leftColumnStride];
                float factor3 = left[factors + (k + 3) * leftColumnStride];
                int right0 = rightOffset + k * columns;
                int right1 = right0 + columns;
                int right2 = right1 + columns;
                int right3 = right2 + columns;
                for (int column = 0; column < columns; column++) {
                    target[targetRow + column] += factor0 * right[right0 + column]
                            + factor1 * right[right1 + column]
                            + factor2 * right[right2 + column]
                            + factor3 * right[right3 + column];
                }
            }
            for (; k < depth; k++) {
                addScaled(
                        left[factors + k * leftColumnStride],
                        right,
                        rightOffset + k * columns,
                        target,
                        targetRow,
                        columns);
            }
        }
    }

    @Override
    public void naturalLogarithms(float[] values, int offset, int count) {
        for (int index = offset; index < offset + count; index++) {
            values[index] = NaturalLogarithm.of(values[index]);
        }
    }

    @Override
    public void standardise(float[] values, int rows, float[] means, float[] factors, float limit) {
        int columns = means.length;
        for (int row = 0; row < rows; row++) {
            int offset = row * columns;
            for (int column = 0; column < columns; column++) {
                float standard = (values[offset + column] - means[column]) * factors[column];
                values[offset + column] = Math.max(-limit, Math.min(limit, standard));
            }
        }
    }

    @Override
    public void updateMoments(float[] values, int offset, float rate, float[] means, float[] variances) {
        for (int column = 0; column < means.length; column++) {
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
        for (int index = from; index < to; index++) {
            float slope = gradient[index];
            float first = ADAM_FIRST_DECAY * firstMoments[index] + (1 - ADAM_FIRST_DECAY) * slope;
            float second = ADAM_SECOND_DECAY * secondMoments[index] + (1 - ADAM_SECOND_DECAY) * slope * slope;
            firstMoments[index] = first;
            secondMoments[index] = second;
            weights[index] -= rate * first / ((float) Math.sqrt(second * secondCorrection) + ADAM_EPSILON);
        }
    }

    @Override
    public void updateAverage(float share, float[] source, float[] target) {
        for (int index = 0; index < target.length; index++) {
            target[index] += share * (source[index] - target[index]);
        }
    }

    @Override
    public void backpropagateRelu(
            float factor, float[] source, int sourceOffset, float[] gates, int gatesOffset, int dimension) {
        for (int index = 0; index < dimension; index++) {
            gates[gatesOffset + index] = gates[gatesOffset + index] > 0 ? factor * source[sourceOffset + index] : 0;
        }
    }
}
