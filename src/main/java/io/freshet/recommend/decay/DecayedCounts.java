package io.freshet.recommend.decay;

import java.util.Arrays;

/**
 * The decayed number of events of one kind at several half-lives. Mutable; owned by the task that owns what is counted,
 * not safe for concurrent use.
 *
 * <p>All sums stand at one reference moment, the time of the latest event. A newer event first decays the sums to its
 * own time; a late event adds what it would still weigh at the reference moment. The order of events therefore changes
 * the sums by rounding only.
 */
public final class DecayedCounts {
    private final HalfLives horizons;
    private final double[] sums;
    private long asOfMillis;

    /** No events yet. */
    public DecayedCounts(HalfLives horizons) {
        this.horizons = horizons;
        this.sums = new double[horizons.size()];
    }

    /** Takes up stored sums as {@link #sum(int)} and {@link #asOfMillis()} gave them. */
    public DecayedCounts(HalfLives horizons, long asOfMillis, double[] sums) {
        if (sums.length != horizons.size()) {
            throw new IllegalArgumentException(sums.length + " sums for " + horizons.size() + " horizons");
        }
        for (double sum : sums) {
            if (!(sum >= 0 && sum < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("decayed count is " + sum);
            }
        }
        this.horizons = horizons;
        this.sums = sums.clone();
        this.asOfMillis = asOfMillis;
    }

    public DecayedCounts(DecayedCounts other) {
        this(other.horizons, other.asOfMillis, other.sums);
    }

    /** Counts an event of the given weight, at least 0. */
    public void add(long atMillis, double weight) {
        if (isEmpty()) {
            asOfMillis = atMillis;
            Arrays.fill(sums, weight);
            return;
        }
        long newer = atMillis - asOfMillis;
        for (int index = 0; index < sums.length; index++) {
            HalfLife horizon = horizons.get(index);
            sums[index] = newer >= 0
                    ? sums[index] * horizon.weightAfter(newer) + weight
                    : sums[index] + weight * horizon.weightAfter(-newer);
        }
        asOfMillis = Math.max(asOfMillis, atMillis);
    }

    /** The decayed count at a moment; a moment before the latest event counts as that event's. */
    public double at(HalfLife horizon, long nowMillis) {
        double sum = sums[horizons.indexOf(horizon)];
        return sum == 0 ? 0 : sum * horizon.weightAfter(nowMillis - asOfMillis);
    }

    /** Whether nothing was ever counted. */
    public boolean isEmpty() {
        for (double sum : sums) {
            if (sum > 0) {
                return false;
            }
        }
        return true;
    }

    public HalfLives horizons() {
        return horizons;
    }

    /** The sum at the reference moment, by position in {@link #horizons()}. */
    public double sum(int index) {
        return sums[index];
    }

    /** The reference moment: the time of the latest event, 0 before the first. */
    public long asOfMillis() {
        return asOfMillis;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DecayedCounts counts
                && horizons == counts.horizons
                && asOfMillis == counts.asOfMillis
                && Arrays.equals(sums, counts.sums);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(sums) + Long.hashCode(asOfMillis);
    }

    @Override
    public String toString() {
        return horizons + Arrays.toString(sums) + "@" + asOfMillis;
    }
}
