package io.freshet.codec.binary;

import io.freshet.recommend.decay.DecayedCounts;
import io.freshet.recommend.decay.DecayedRows;
import io.freshet.recommend.decay.HalfLives;
import java.util.Arrays;

/**
 * Byte layouts of counts that decay over time: {@link DecayedCounts}, and {@link DecayedRows} with one row per key.
 * {@link ByteWriter} defines the types named below. The half-lives, h of them, are not written: the enclosing layout
 * knows them.
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
        for (int index = 0; index < counts.halfLives().size(); index++) {
            out.writeDouble(counts.sum(index));
        }
    }

    static DecayedCounts readCounts(HalfLives halfLives, ByteReader in) {
        long asOfMillis = in.readInteger();
        double[] sums = new double[halfLives.size()];
        for (int index = 0; index < sums.length; index++) {
            sums[index] = in.readDouble();
        }
        return new DecayedCounts(halfLives, asOfMillis, sums);
    }

    static void writeRows(DecayedRows rows, ByteWriter out) {
        int halfLives = rows.halfLives().size();
        out.writeCount(rows.rowsMax());
        out.writeInteger(rows.asOfMillis());
        for (int index = 0; index < halfLives; index++) {
            out.writeFloat(rows.total(index));
        }
        out.writeCount(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            out.writeText(rows.key(row));
            for (int index = 0; index < halfLives; index++) {
                out.writeFloat(rows.count(row, index));
            }
        }
    }

    static DecayedRows readRows(HalfLives halfLives, ByteReader in) {
        int rowsMax = in.readCount(Integer.MAX_VALUE);
        long asOfMillis = in.readInteger();
        float[] totals = new float[halfLives.size()];
        readDecayedCounts(in, totals, 0, totals.length);
        int rows = in.readSize(1 + Float.BYTES * halfLives.size());
        String[] keys = new String[rows];
        float[] counts = new float[rows * halfLives.size()];
        for (int row = 0; row < rows; row++) {
            keys[row] = in.readText();
            readDecayedCounts(in, counts, row * halfLives.size(), halfLives.size());
        }
        return new DecayedRows(halfLives, rowsMax, asOfMillis, Arrays.asList(keys), counts, totals);
    }

    private static void readDecayedCounts(ByteReader in, float[] counts, int offset, int length) {
        for (int index = offset; index < offset + length; index++) {
            counts[index] = in.readFloat();
            if (!(counts[index] >= 0 && counts[index] < Float.POSITIVE_INFINITY)) {
                throw in.malformed("decayed count is " + counts[index]);
            }
        }
    }
}
