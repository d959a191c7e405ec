package io.freshet.recommend.decay;

import java.util.Arrays;
import java.util.List;

/**
 * Exponentially decayed event counts by key, for a bounded number of keys, such as the articles read next after an
 * article. Mutable; owned by one task; not thread-safe.
 *
 * <p>All counts are valued at one reference time (see {@link DecayedCounts}), so reading a whole row at another time
 * costs one exponential per half-life and not one per cell. The totals count every event, including events of evicted
 * keys. Above the limit, a new key evicts the key with the smallest sum over the half-lives that decay. Counts that
 * never decay are ignored and the newest key always enters; otherwise the first frequent keys would keep all others out
 * permanently.
 *
 * <p>Copies share their arrays until one of them counts an event, because most copies are only read. Several threads
 * may copy an instance that counts no more events.
 */
public final class DecayedRows {
    /**
     * Count below which a decaying count becomes 0: smaller than any count that matters, and far above the denormal
     * floats, whose arithmetic is slow.
     */
    private static final float NEGLIGIBLE = 1e-30f;

    private final HalfLives halfLives;
    private final int rowsMax;
    private final float[] totals;
    private String[] keys = new String[4];
    private float[] counts;
    private int size;
    private long asOfMillis;
    /**
     * Whether another instance may use the arrays {@code keys} and {@code counts} too, so that a change must copy them
     * first.
     */
    private boolean isShared;

    /**
     * Creates an empty table of counts for at most {@code rowsMax} keys; when the table is full, a new key evicts the
     * key with the smallest counts.
     */
    public DecayedRows(HalfLives halfLives, int rowsMax) {
        if (rowsMax < 1) {
            throw new IllegalArgumentException("rowsMax is " + rowsMax + ", expected at least 1");
        }
        this.halfLives = halfLives;
        this.rowsMax = rowsMax;
        this.totals = new float[halfLives.size()];
        this.counts = new float[keys.length * halfLives.size()];
    }

    /**
     * Restores stored counts: one row for each key, valued at {@code asOfMillis}.
     *
     * @param keys in stored order, at most {@code rowsMax}
     * @param counts {@code float[keys][half-lives]}, row-major
     * @param totals {@code float[half-lives]}
     */
    public DecayedRows(
            HalfLives halfLives, int rowsMax, long asOfMillis, List<String> keys, float[] counts, float[] totals) {
        this(halfLives, rowsMax);
        if (keys.size() > rowsMax
                || counts.length != keys.size() * halfLives.size()
                || totals.length != halfLives.size()) {
            throw new IllegalArgumentException(keys.size() + " keys, " + counts.length + " counts and " + totals.length
                    + " totals do not fit " + rowsMax + " rows of " + halfLives.size() + " half-lives");
        }
        this.asOfMillis = asOfMillis;
        this.keys = keys.toArray(new String[0]);
        this.counts = counts.clone();
        this.size = keys.size();
        System.arraycopy(totals, 0, this.totals, 0, totals.length);
    }

    public DecayedRows(DecayedRows other) {
        this.halfLives = other.halfLives;
        this.rowsMax = other.rowsMax;
        this.totals = other.totals.clone();
        this.keys = other.keys;
        this.counts = other.counts;
        this.size = other.size;
        this.asOfMillis = other.asOfMillis;
        this.isShared = true;
        if (!other.isShared) {
            other.isShared = true;
        }
    }

    /**
     * Counts one event of a key at {@code atMillis}, epoch milliseconds; above the limit, a new key evicts the key with
     * the smallest counts.
     */
    public void add(String key, long atMillis) {
        unshare();
        boolean first = totals[totals.length - 1] == 0 && size == 0;
        if (first || atMillis > asOfMillis) {
            if (!first) {
                decay(atMillis - asOfMillis);
            }
            asOfMillis = atMillis;
        }
        int row = indexOf(key);
        if (row < 0) {
            row = rowFor(key, asOfMillis - atMillis);
        }
        for (int index = 0; index < halfLives.size(); index++) {
            float weight = (float) halfLives.get(index).weightAfter(asOfMillis - atMillis);
            totals[index] += weight;
            if (row >= 0) {
                counts[row * halfLives.size() + index] += weight;
            }
        }
    }

    private void unshare() {
        if (isShared) {
            keys = keys.clone();
            counts = counts.clone();
            isShared = false;
        }
    }

    private void decay(long millis) {
        for (int index = 0; index < halfLives.size(); index++) {
            float factor = (float) halfLives.get(index).weightAfter(millis);
            totals[index] = decayed(totals[index], factor);
            for (int cell = index; cell < size * halfLives.size(); cell += halfLives.size()) {
                counts[cell] = decayed(counts[cell], factor);
            }
        }
    }

    private static float decayed(float count, float factor) {
        float result = count * factor;
        return result < NEGLIGIBLE ? 0 : result;
    }

    /**
     * Allocates a row for a new key and returns its index; in a full table, evicts the weakest key. Returns -1 if even
     * the weakest key is stronger than a late event.
     *
     * @param lateMillis time from the new key's event to the latest event; 0 for an event in order, which always gets a
     *     row
     */
    private int rowFor(String key, long lateMillis) {
        int row = size;
        if (size == rowsMax) {
            row = weakestRow();
            if (lateMillis > 0 && strength(row) > strengthOfOne(lateMillis)) {
                return -1;
            }
        } else {
            if (size == keys.length) {
                int rows = Math.min(rowsMax, Math.max(4, size * 2));
                keys = Arrays.copyOf(keys, rows);
                counts = Arrays.copyOf(counts, rows * halfLives.size());
            }
            size++;
        }
        keys[row] = key;
        Arrays.fill(counts, row * halfLives.size(), (row + 1) * halfLives.size(), 0);
        return row;
    }

    private int weakestRow() {
        int weakest = 0;
        for (int row = 1; row < size; row++) {
            if (strength(row) < strength(weakest)) {
                weakest = row;
            }
        }
        return weakest;
    }

    private double strength(int row) {
        double sum = 0;
        for (int index = 0; index < halfLives.decaying(); index++) {
            sum += counts[row * halfLives.size() + index];
        }
        return sum;
    }

    /** Strength (sum of the counts over the finite half-lives) of a key with a single event of this age. */
    private double strengthOfOne(long ageMillis) {
        double sum = 0;
        for (int index = 0; index < halfLives.decaying(); index++) {
            sum += halfLives.get(index).weightAfter(ageMillis);
        }
        return sum;
    }

    public int indexOf(String key) {
        for (int row = 0; row < size; row++) {
            if (keys[row].equals(key)) {
                return row;
            }
        }
        return -1;
    }

    /** Returns the decayed count of a key as of {@code nowMillis}; 0 for an unknown or evicted key. */
    public double at(String key, HalfLife halfLife, long nowMillis) {
        int row = indexOf(key);
        return row < 0 ? 0 : count(row, halfLives.indexOf(halfLife)) * halfLife.weightAfter(nowMillis - asOfMillis);
    }

    /** Returns the decayed count of all keys together, including evicted keys, as of {@code nowMillis}. */
    public double totalAt(HalfLife halfLife, long nowMillis) {
        return totals[halfLives.indexOf(halfLife)] * halfLife.weightAfter(nowMillis - asOfMillis);
    }

    public HalfLives halfLives() {
        return halfLives;
    }

    public int rowsMax() {
        return rowsMax;
    }

    /** Number of keys held. */
    public int size() {
        return size;
    }

    /** Key of a row, {@code 0 <= row < size()}. */
    public String key(int row) {
        return keys[row];
    }

    /**
     * Replaces the key of a row by an equal string, to share the memory of equal keys. Copies of this table that share
     * the array of keys see the same string.
     */
    public void internKey(int row, String equal) {
        keys[row] = equal;
    }

    /**
     * Decayed count of the key in {@code row} as of {@link #asOfMillis()}, for the half-life at {@code index} of
     * {@link #halfLives()}.
     */
    public float count(int row, int index) {
        return counts[row * halfLives.size() + index];
    }

    /**
     * Decayed count of all keys together, including evicted keys, as of {@link #asOfMillis()}, for the half-life at
     * {@code index} of {@link #halfLives()}.
     */
    public float total(int index) {
        return totals[index];
    }

    /**
     * Time of the latest event, as of which {@link #count} and {@link #total} are given, epoch milliseconds; 0 before
     * the first event.
     */
    public long asOfMillis() {
        return asOfMillis;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DecayedRows rows
                && halfLives == rows.halfLives
                && rowsMax == rows.rowsMax
                && asOfMillis == rows.asOfMillis
                && Arrays.equals(totals, rows.totals)
                && Arrays.equals(keys, 0, size, rows.keys, 0, rows.size)
                && Arrays.equals(counts, 0, size * halfLives.size(), rows.counts, 0, rows.size * halfLives.size());
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(totals) + Long.hashCode(asOfMillis);
    }

    @Override
    public String toString() {
        return halfLives + " of " + Arrays.asList(keys).subList(0, size) + "@" + asOfMillis;
    }
}
