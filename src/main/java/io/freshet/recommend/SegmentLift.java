package io.freshet.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How much more a candidate is read by readers in the same situation than by all, among the candidates of one list and
 * with an hour's half-life. Holds what is the same for all candidates: call {@link #start} for each list. For one thread.
 *
 * <pre>
 * lift(j, s) = ln(((reads of j in s + 5 p_j) / (reads in s + 5)) / p_j),  p_j = reads of j / reads
 * </pre>
 */
final class SegmentLift {
    private static final double PRIOR_READS = 5;

    private final long sessionGapMillis;
    private final List<String> segments = new ArrayList<>();
    private float[] counts = new float[512];
    private double[] totals = new double[4];
    private double allTotal;
    private Candidates candidates;

    SegmentLift(Candidates nothing, long sessionGapMillis) {
        this.candidates = nothing;
        this.sessionGapMillis = sessionGapMillis;
    }

    /** Counts what is read in the reader's segments; the first of them is the {@link Visit}. */
    void start(Candidates list) {
        candidates = list;
        ReaderState reader = list.reader();
        segments.clear();
        segments.add(Visit.next(reader, list.nowMillis(), sessionGapMillis).key());
        reader.segments.forEach((name, value) -> segments.add(name + "=" + value));
        int columns = segments.size();
        if (counts.length < list.size() * columns) {
            counts = new float[list.size() * columns * 2];
        }
        if (totals.length < columns) {
            totals = new double[columns];
        }
        Arrays.fill(totals, 0);
        allTotal = 0;
        for (int index = 0; index < list.size(); index++) {
            DecayedRows rows = list.entry(index).segments;
            float decay = (float) Horizon.HOUR.weightAfter(list.nowMillis() - rows.asOfMillis());
            for (int column = 0; column < columns; column++) {
                int row = rows.indexOf(segments.get(column));
                float count = row < 0 ? 0 : rows.count(row, 0) * decay;
                counts[index * columns + column] = count;
                totals[column] += count;
            }
            allTotal += list.reads(index, Horizon.HOUR);
        }
    }

    /** The lift within readers who start or go on, as this one. */
    float ofVisit(int index) {
        return lift(index, 0);
    }

    /** The mean lift over the segments that the reader's events carry, 0 if they carry none. */
    float ofSegments(int index) {
        float sum = 0;
        for (int column = 1; column < segments.size(); column++) {
            sum += lift(index, column);
        }
        return segments.size() == 1 ? 0 : sum / (segments.size() - 1);
    }

    private float lift(int index, int column) {
        double share = candidates.reads(index, Horizon.HOUR) / (allTotal + 1e-9);
        if (!(share > 1e-9)) {
            return 0;
        }
        double count = counts[index * segments.size() + column];
        double within = (count + PRIOR_READS * share) / (totals[column] + PRIOR_READS);
        return NaturalLogarithm.of((float) (within / share));
    }
}
