package io.freshet.recommend.rank;

import io.freshet.vector.VectorKernels;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Standardises and clips features by their running mean and variance. The mean is the plain mean of the first
 * {@link #MEMORY} rows and an exponential moving average after them. Mutable, for one thread.
 */
final class FeatureScaler {
    /**
     * Number of rows of features up to which all rows weigh alike in mean and variance. After them, mean and variance
     * are exponential moving averages with rate 1/{@code MEMORY}.
     */
    static final int MEMORY = 200_000;

    private static final VectorKernels KERNELS = VectorKernels.best();
    private static final float CLIP = 6;

    private final float[] means;
    private final float[] variances;
    private final float[] inverseDeviations;
    private final BitSet leftOut;
    private long rows;

    FeatureScaler(int features) {
        this(features, new BitSet());
    }

    /**
     * Creates a scaler for rows of {@code features} features, without statistics.
     *
     * @param leftOut features whose standardised value is always 0
     */
    FeatureScaler(int features, BitSet leftOut) {
        this.leftOut = (BitSet) leftOut.clone();
        means = new float[features];
        variances = new float[features];
        inverseDeviations = new float[features];
    }

    /** Updates the statistics with the first {@code count} rows of features. */
    void add(float[] values, int count) {
        for (int row = 0; row < count; row++) {
            rows = Math.min(MEMORY, rows + 1);
            KERNELS.updateMoments(values, row * means.length, 1f / rows, means, variances);
        }
        refresh();
    }

    private void refresh() {
        for (int feature = 0; feature < means.length; feature++) {
            float deviation = (float) Math.sqrt(variances[feature]);
            // A constant feature carries no information.
            inverseDeviations[feature] = deviation > 1e-6f && !leftOut.get(feature) ? 1 / deviation : 0;
        }
    }

    /** Standardises and clips the first {@code count} rows of features in place. */
    void standardise(float[] values, int count) {
        KERNELS.standardise(values, count, means, inverseDeviations, CLIP);
    }

    /** Number of floats written by {@link #copyInto}. */
    static int stateSize(int features) {
        return 1 + 2 * features;
    }

    /** Writes the statistics to {@code state}: number of rows, means, variances. */
    void copyInto(float[] state, int offset) {
        state[offset] = rows;
        System.arraycopy(means, 0, state, offset + 1, means.length);
        System.arraycopy(variances, 0, state, offset + 1 + means.length, means.length);
    }

    /** Restores a state written by {@link #copyInto}. */
    void restore(float[] state, int offset) {
        rows = (long) state[offset];
        System.arraycopy(state, offset + 1, means, 0, means.length);
        System.arraycopy(state, offset + 1 + means.length, variances, 0, means.length);
        refresh();
    }

    /** Discards all statistics. */
    void reset() {
        rows = 0;
        Arrays.fill(means, 0);
        Arrays.fill(variances, 0);
        refresh();
    }
}
