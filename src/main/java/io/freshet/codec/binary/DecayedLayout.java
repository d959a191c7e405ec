package io.freshet.codec.binary;

import io.freshet.recommend.decay.DecayedCounts;
import io.freshet.recommend.decay.DecayedRows;
import io.freshet.recommend.decay.HalfLives;
import java.util.Arrays;

/**
 * {@link DecayedCounts} and {@link DecayedRows}, in the primitives of {@link ByteWriter}. The horizons, h of them, are
 * not written: the layout around these knows them.
 *
 * <pre>
 * counts:  integer  asOfMillis
 *          double   sum, h times
 *
 * rows:    count    rowsMax
 *          integer  asOfMillis
 *          float    total, h times
 *          list     rows: text key, float count h times
 * </pre>
 */
final class DecayedLayout {

    private DecayedLayout() {}

    static void writeCounts(DecayedCounts counts, ByteWriter out) {
        out.writeInteger(counts.asOfMillis());
        for (int index = 0; index < counts.horizons().size(); index++) {
            out.writeDouble(counts.sum(index));
        }
    }

    static DecayedCounts readCounts(HalfLives horizons, ByteReader in) {
        long asOfMillis = in.readInteger();
        double[] sums = new double[horizons.size()];
        for (int index = 0; index < sums.length; index++) {
            sums[index] = in.readDouble();
        }
        return new DecayedCounts(horizons, asOfMillis, sums);
    }

    static void writeRows(DecayedRows rows, ByteWriter out) {
        int horizons = rows.horizons().size();
        out.writeCount(rows.rowsMax());
        out.writeInteger(rows.asOfMillis());
        for (int index = 0; index < horizons; index++) {
            out.writeFloat(rows.total(index));
        }
        out.writeCount(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            out.writeText(rows.key(row));
            for (int index = 0; index < horizons; index++) {
                out.writeFloat(rows.count(row, index));
            }
        }
    }

    static DecayedRows readRows(HalfLives horizons, ByteReader in) {
        int rowsMax = in.readCount(Integer.MAX_VALUE);
        long asOfMillis = in.readInteger();
        float[] totals = new float[horizons.size()];
        readWeights(in, totals, 0, totals.length);
        int rows = in.readSize(1 + Float.BYTES * horizons.size());
        String[] keys = new String[rows];
        float[] counts = new float[rows * horizons.size()];
        for (int row = 0; row < rows; row++) {
            keys[row] = in.readText();
            readWeights(in, counts, row * horizons.size(), horizons.size());
        }
        return new DecayedRows(horizons, rowsMax, asOfMillis, Arrays.asList(keys), counts, totals);
    }

    private static void readWeights(ByteReader in, float[] weights, int offset, int count) {
        for (int index = offset; index < offset + count; index++) {
            weights[index] = in.readFloat();
            if (!(weights[index] >= 0 && weights[index] < Float.POSITIVE_INFINITY)) {
                throw in.malformed("decayed count is " + weights[index]);
            }
        }
    }
}
