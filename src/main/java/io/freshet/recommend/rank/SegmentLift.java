package io.freshet.recommend.rank;

import io.freshet.recommend.catalogue.SegmentColumns;
import io.freshet.recommend.catalogue.StringDictionary;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.recommend.reader.Visit;
import io.freshet.vector.VectorKernels;
import java.util.Arrays;
import java.util.Map;

/**
 * How much more a candidate is read by readers in the same situation than by all, among the candidates of one list and
 * with an hour's half-life. Holds what is the same for all candidates: call {@link #start} for each list. For one thread.
 *
 * <pre>
 * lift(j, s) = ln(((reads of j in s + 5 p_j) / (reads in s + 5)) / p_j),  p_j = reads of j / reads
 * </pre>
 */
final class SegmentLift {
    private static final VectorKernels KERNELS = VectorKernels.best();
    private static final double PRIOR_READS = 5;

    private final long sessionGapMillis;
    /** By label: one more than the place of the reader's segment, 0 for a segment that is not the reader's. */
    private byte[] columnsByLabel = new byte[256];

    private int[] segments = new int[4];
    private int columns;
    /** By candidate, behind a cell for all other segments, the counts in the reader's. */
    private float[] counts = new float[512];

    private double[] totals = new double[4];
    private float[] lifts = new float[512];
    private double allTotal;
    private Candidates candidates;

    @SuppressWarnings("UnusedVariable") // Kept for what VectorTable.fetch says.
    private int fetched;

    SegmentLift(Candidates nothing, long sessionGapMillis) {
        this.candidates = nothing;
        this.sessionGapMillis = sessionGapMillis;
    }

    /** Counts what is read in the reader's segments; the first of them is the {@link Visit}. */
    void start(Candidates list) {
        candidates = list;
        ReaderState reader = list.reader();
        StringDictionary labels = list.catalogue().labels();
        columns = 1 + reader.segments.size();
        if (segments.length < columns) {
            segments = new int[columns];
            totals = new double[columns];
        }
        segments[0] = labels.numberOf(
                Visit.next(reader, list.nowMillis(), sessionGapMillis).key());
        int next = 1;
        for (Map.Entry<String, String> segment : reader.segments.entrySet()) {
            segments[next++] = labels.numberOf(segment.getKey() + "=" + segment.getValue());
        }
        int row = 1 + columns;
        if (counts.length < list.size() * row) {
            counts = new float[list.size() * row * 2];
        }
        if (columnsByLabel.length < labels.bound()) {
            columnsByLabel = new byte[labels.bound() * 2];
        }
        markColumns(true);
        Arrays.fill(counts, 0, list.size() * row, 0);
        SegmentColumns numbers = list.catalogue().segments();
        fetched = numbers.fetch(list.slots(), list.size());
        for (int index = 0; index < list.size(); index++) {
            numbers.counts(list.slot(index), list.weightOfLastRead(index), columnsByLabel, counts, index * row);
        }
        markColumns(false);
        Arrays.fill(totals, 0);
        for (int cell = 1; cell < list.size() * row; cell += row) {
            for (int column = 0; column < columns; column++) {
                totals[column] += counts[cell + column];
            }
        }
        allTotal = list.totalReads(HalfLife.HOUR);
    }

    private void markColumns(boolean present) {
        for (int column = 0; column < columns; column++) {
            if (segments[column] != StringDictionary.NONE) {
                columnsByLabel[segments[column]] = (byte) (present ? column + 1 : 0);
            }
        }
    }

    /** Works out the lifts of the first candidates. */
    void describe(int count) {
        reserve(count);
        for (int row = 0; row < count; row++) {
            argue(row, row);
        }
        KERNELS.naturalLogarithms(lifts, 0, count * columns);
    }

    /** As {@link #describe(int)}, of chosen candidates in their order. */
    void describe(int[] chosen, int count) {
        reserve(count);
        for (int row = 0; row < count; row++) {
            argue(chosen[row], row);
        }
        KERNELS.naturalLogarithms(lifts, 0, count * columns);
    }

    private void reserve(int rows) {
        if (lifts.length < rows * columns) {
            lifts = new float[rows * columns * 2];
        }
    }

    /** Writes what the lifts are the logarithms of. */
    private void argue(int index, int row) {
        double share = candidates.reads(index, HalfLife.HOUR) / (allTotal + 1e-9);
        for (int column = 0; column < columns; column++) {
            double within =
                    (counts[index * (1 + columns) + 1 + column] + PRIOR_READS * share) / (totals[column] + PRIOR_READS);
            lifts[row * columns + column] = share > 1e-9 ? (float) (within / share) : 1;
        }
    }

    /** The lift of the article described in a row within readers who start or go on, as this one. */
    float ofVisit(int row) {
        return lifts[row * columns];
    }

    /** The mean lift over the segments that the reader's events carry, 0 if they carry none. */
    float ofSegments(int row) {
        float sum = 0;
        for (int column = 1; column < columns; column++) {
            sum += lifts[row * columns + column];
        }
        return columns == 1 ? 0 : sum / (columns - 1);
    }
}
