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
 * Computes the lift of each candidate in the reader's segments: the logarithm of the candidate's share of a segment's
 * reads relative to its share of all reads. Reads are those of the candidates of one list, at a half-life of one hour.
 * Holds the values shared by all candidates: call {@link #start} for each list. For one thread.
 *
 * <pre>
 * lift(j, s) = ln(((reads of j in s + 5 p_j) / (reads in s + 5)) / p_j),  p_j = reads of j / reads
 * </pre>
 */
final class SegmentLift {
    private static final VectorKernels KERNELS = VectorKernels.best();
    private static final double PRIOR_READS = 5;

    private final long sessionGapMillis;
    /** Column in {@link #counts} of each of the reader's segments, indexed by segment code; 0 for other segments. */
    private byte[] columnsByCode = new byte[256];

    /**
     * {@link StringDictionary} codes of the reader's segments from index 1 on; at index 0 the code of the
     * {@link Visit}, the position (first or later) of the next read in its session.
     */
    private int[] segments = new int[4];

    private int columns;
    /**
     * Rows of decayed reads, one per candidate: a meaningless cell, then the candidate's reads in each of the reader's
     * segments.
     */
    private float[] counts = new float[512];

    private double[] totals = new double[4];
    private float[] lifts = new float[512];
    private double allTotal;
    private Candidates candidates;

    @SuppressWarnings("UnusedVariable") // Stored so that the JIT keeps the loads, see VectorTable.prefetch.
    private int fetched;

    /**
     * Creates an instance to be reused for every list; {@code initial} is only a placeholder until the first
     * {@link #start}.
     *
     * @param sessionGapMillis pause between reads, milliseconds, above which the next read starts a session
     */
    SegmentLift(Candidates initial, long sessionGapMillis) {
        this.candidates = initial;
        this.sessionGapMillis = sessionGapMillis;
    }

    /** Begins a new list: collects the decayed reads of its candidates in each of the reader's segments. */
    void start(Candidates list) {
        candidates = list;
        ReaderState reader = list.reader();
        StringDictionary strings = list.catalogue().strings();
        columns = 1 + reader.segments().size();
        if (segments.length < columns) {
            segments = new int[columns];
            totals = new double[columns];
        }
        segments[0] = strings.codeOf(
                Visit.next(reader, list.nowMillis(), sessionGapMillis).key());
        int next = 1;
        for (Map.Entry<String, String> segment : reader.segments().entrySet()) {
            segments[next++] = strings.codeOf(segment.getKey() + "=" + segment.getValue());
        }
        int row = 1 + columns;
        if (counts.length < list.size() * row) {
            counts = new float[list.size() * row * 2];
        }
        if (columnsByCode.length < strings.bound()) {
            columnsByCode = new byte[strings.bound() * 2];
        }
        markColumns(true);
        Arrays.fill(counts, 0, list.size() * row, 0);
        SegmentColumns segmentColumns = list.catalogue().segments();
        fetched = segmentColumns.prefetch(list.slots(), list.size());
        for (int index = 0; index < list.size(); index++) {
            segmentColumns.counts(list.slot(index), list.latestReadWeight(index), columnsByCode, counts, index * row);
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
                columnsByCode[segments[column]] = (byte) (present ? column + 1 : 0);
            }
        }
    }

    /** Computes the lifts of the first {@code count} candidates, for {@link #ofVisit} and {@link #ofSegments}. */
    void describe(int count) {
        reserve(count);
        for (int row = 0; row < count; row++) {
            gather(row, row);
        }
        KERNELS.naturalLogarithms(lifts, 0, count * columns);
    }

    /** Computes the lifts of the candidates {@code chosen[0]} to {@code chosen[count - 1]}, in this order. */
    void describe(int[] chosen, int count) {
        reserve(count);
        for (int row = 0; row < count; row++) {
            gather(chosen[row], row);
        }
        KERNELS.naturalLogarithms(lifts, 0, count * columns);
    }

    private void reserve(int rows) {
        if (lifts.length < rows * columns) {
            lifts = new float[rows * columns * 2];
        }
    }

    /**
     * Writes the lifts of candidate {@code index}, before the logarithm is taken, to row {@code row} of {@link #lifts}.
     */
    private void gather(int index, int row) {
        double share = candidates.reads(index, HalfLife.HOUR) / (allTotal + 1e-9);
        for (int column = 0; column < columns; column++) {
            double within =
                    (counts[index * (1 + columns) + 1 + column] + PRIOR_READS * share) / (totals[column] + PRIOR_READS);
            lifts[row * columns + column] = share > 1e-9 ? (float) (within / share) : 1;
        }
    }

    /**
     * Lift of a candidate among the first reads of sessions, or among later reads if the reader is within a session.
     *
     * @param row position of the candidate in the last call of {@code describe}
     */
    float ofVisit(int row) {
        return lifts[row * columns];
    }

    /**
     * Mean lift of a candidate over the reader's segments, such as device and region; 0 for a reader without segments.
     * The {@link Visit} is not included.
     *
     * @param row position of the candidate in the last call of {@code describe}
     */
    float ofSegments(int row) {
        float sum = 0;
        for (int column = 1; column < columns; column++) {
            sum += lifts[row * columns + column];
        }
        return columns == 1 ? 0 : sum / (columns - 1);
    }
}
