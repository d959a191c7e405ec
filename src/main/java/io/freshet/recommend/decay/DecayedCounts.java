package io.freshet.recommend.decay;

import java.util.Arrays;

/**
 * Exponentially decayed count of one kind of event, such as reads, at several half-lives. Mutable; owned by the task
 * that owns the counted object; not thread-safe.
 *
 * <p>All sums are valued at one reference time, the time of the latest event. A newer event first decays the sums to
 * its own time; a late event adds the weight it would still have at the reference time. The order of events therefore
 * changes the sums only by rounding.
 */
public final class DecayedCounts {
    private final HalfLives halfLives;
    private final double[] sums;
    private long asOfMillis;

    /** Creates an empty count. */
    public DecayedCounts(HalfLives halfLives) {
        this.halfLives = halfLives;
        this.sums = new double[halfLives.size()];
    }

    /** Restores a stored count from its {@link #asOfMillis()} and its {@link #sum(int) sums}, one per half-life. */
    public DecayedCounts(HalfLives halfLives, long asOfMillis, double[] sums) {
        if (sums.length != halfLives.size()) {
            throw new IllegalArgumentException(
                    "expected " + halfLives.size() + " sums, one per half-life, got " + sums.length);
        }
        for (double sum : sums) {
            if (!(sum >= 0 && sum < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "decayed count is " + sum + ", expected a finite number of at least 0");
            }
        }
        this.halfLives = halfLives;
        this.sums = sums.clone();
        this.asOfMillis = asOfMillis;
    }

    public DecayedCounts(DecayedCounts other) {
        this(other.halfLives, other.asOfMillis, other.sums);
    }

    /**
     * Counts an event at {@code atMillis}, epoch milliseconds, with a weight of at least 0; events may arrive out of
     * order.
     */
    public void add(long atMillis, double weight) {
        if (isEmpty()) {
            asOfMillis = atMillis;
            Arrays.fill(sums, weight);
            return;
        }
        long newer = atMillis - asOfMillis;
        for (int index = 0; index < sums.length; index++) {
            HalfLife halfLife = halfLives.get(index);
            sums[index] = newer >= 0
                    ? sums[index] * halfLife.weightAfter(newer) + weight
                    : sums[index] + weight * halfLife.weightAfter(-newer);
        }
        asOfMillis = Math.max(asOfMillis, atMillis);
    }

    /**
     * Returns the decayed count as of {@code nowMillis}; a time before the latest event is treated as the time of that
     * event.
     */
    public double at(HalfLife halfLife, long nowMillis) {
        double sum = sums[halfLives.indexOf(halfLife)];
        return sum == 0 ? 0 : sum * halfLife.weightAfter(nowMillis - asOfMillis);
    }

    /** Whether no event was counted yet. */
    public boolean isEmpty() {
        for (double sum : sums) {
            if (sum > 0) {
                return false;
            }
        }
        return true;
    }

    public HalfLives halfLives() {
        return halfLives;
    }

    /** Decayed count as of {@link #asOfMillis()}, for the half-life at {@code index} of {@link #halfLives()}. */
    public double sum(int index) {
        return sums[index];
    }

    /**
     * Time of the latest event, as of which {@link #sum} gives the counts, epoch milliseconds; 0 before the first
     * event.
     */
    public long asOfMillis() {
        return asOfMillis;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DecayedCounts counts
                && halfLives == counts.halfLives
                && asOfMillis == counts.asOfMillis
                && Arrays.equals(sums, counts.sums);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(sums) + Long.hashCode(asOfMillis);
    }

    @Override
    public String toString() {
        return halfLives + Arrays.toString(sums) + "@" + asOfMillis;
    }
}
