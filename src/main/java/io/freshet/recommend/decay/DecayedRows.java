package io.freshet.recommend.decay;

import java.util.Arrays;
import java.util.List;

/**
 * Decayed counts by key, a bounded number of keys: who went on to which article, or reads by segment. Mutable; owned by
 * one task, not safe for concurrent use.
 *
 * <p>All counts stand at one reference moment (see {@link DecayedCounts}), so that reading a whole row at another moment
 * costs one exponential per horizon and not one per cell. The totals count every event, those of evicted keys included.
 * Above the limit, a new key evicts the one with the smallest sum over the horizons that decay. Counts that never decay are
 * left out, and no key is too strong for the newest: otherwise the first frequent keys would keep all others out for good.
 *
 * <p>Copies share their arrays until one of them counts an event: most copies are only read. So what is not going to
 * count any more may be copied by several threads.
 */
public final class DecayedRows {
    /** Smaller than any count that matters; keeps decaying floats away from the slow denormal range. */
    private static final float NEGLIGIBLE = 1e-30f;

    private final HalfLives horizons;
    private final int rowsMax;
    private final float[] totals;
    private String[] keys = new String[4];
    private float[] counts;
    private int size;
    private long asOfMillis;
    /** Whether a copy may have the same keys and counts: who changes them takes arrays of its own before. */
    private boolean isShared;

    /** No events yet. */
    public DecayedRows(HalfLives horizons, int rowsMax) {
        if (rowsMax < 1) {
            throw new IllegalArgumentException("rowsMax is " + rowsMax + ", expected at least 1");
        }
        this.horizons = horizons;
        this.rowsMax = rowsMax;
        this.totals = new float[horizons.size()];
        this.counts = new float[keys.length * horizons.size()];
    }

    /**
     * Takes up stored rows.
     *
     * @param keys in stored order, at most {@code rowsMax}
     * @param counts {@code float[keys][horizons]}, row after row
     * @param totals {@code float[horizons]}
     */
    public DecayedRows(
            HalfLives horizons, int rowsMax, long asOfMillis, List<String> keys, float[] counts, float[] totals) {
        this(horizons, rowsMax);
        if (keys.size() > rowsMax
                || counts.length != keys.size() * horizons.size()
                || totals.length != horizons.size()) {
            throw new IllegalArgumentException(keys.size() + " keys, " + counts.length + " counts and " + totals.length
                    + " totals do not fit " + rowsMax + " rows of " + horizons.size() + " horizons");
        }
        this.asOfMillis = asOfMillis;
        this.keys = keys.toArray(new String[0]);
        this.counts = counts.clone();
        this.size = keys.size();
        System.arraycopy(totals, 0, this.totals, 0, totals.length);
    }

    public DecayedRows(DecayedRows other) {
        this.horizons = other.horizons;
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

    /** Counts one event of {@code key}. */
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
            row = roomFor(key, asOfMillis - atMillis);
        }
        for (int index = 0; index < horizons.size(); index++) {
            float weight = (float) horizons.get(index).weightAfter(asOfMillis - atMillis);
            totals[index] += weight;
            if (row >= 0) {
                counts[row * horizons.size() + index] += weight;
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
        for (int index = 0; index < horizons.size(); index++) {
            float factor = (float) horizons.get(index).weightAfter(millis);
            totals[index] = decayed(totals[index], factor);
            for (int cell = index; cell < size * horizons.size(); cell += horizons.size()) {
                counts[cell] = decayed(counts[cell], factor);
            }
        }
    }

    private static float decayed(float count, float factor) {
        float result = count * factor;
        return result < NEGLIGIBLE ? 0 : result;
    }

    /** An empty row for a new key, above the limit in place of the weakest; -1 for a late event if all keys are stronger. */
    private int roomFor(String key, long lateMillis) {
        int row = size;
        if (size == rowsMax) {
            row = weakest();
            if (lateMillis > 0 && strength(row) > strengthOfOne(lateMillis)) {
                return -1;
            }
        } else {
            if (size == keys.length) {
                int rows = Math.min(rowsMax, Math.max(4, size * 2));
                keys = Arrays.copyOf(keys, rows);
                counts = Arrays.copyOf(counts, rows * horizons.size());
            }
            size++;
        }
        keys[row] = key;
        Arrays.fill(counts, row * horizons.size(), (row + 1) * horizons.size(), 0);
        return row;
    }

    private int weakest() {
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
        for (int index = 0; index < horizons.decaying(); index++) {
            sum += counts[row * horizons.size() + index];
        }
        return sum;
    }

    /** The strength of a key with one event. */
    private double strengthOfOne(long ageMillis) {
        double sum = 0;
        for (int index = 0; index < horizons.decaying(); index++) {
            sum += horizons.get(index).weightAfter(ageMillis);
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

    /** The decayed count of a key at a moment, 0 for a key that is not kept. */
    public double at(String key, HalfLife horizon, long nowMillis) {
        int row = indexOf(key);
        return row < 0 ? 0 : count(row, horizons.indexOf(horizon)) * horizon.weightAfter(nowMillis - asOfMillis);
    }

    /** The decayed count of all keys at a moment, evicted ones included. */
    public double totalAt(HalfLife horizon, long nowMillis) {
        return totals[horizons.indexOf(horizon)] * horizon.weightAfter(nowMillis - asOfMillis);
    }

    public HalfLives horizons() {
        return horizons;
    }

    public int rowsMax() {
        return rowsMax;
    }

    /** How many keys are kept. */
    public int size() {
        return size;
    }

    /** The key of a row, {@code 0 <= row < size()}. */
    public String key(int row) {
        return keys[row];
    }

    /** Puts an equal string in place of the key of a row, for copies as well, which do not notice. */
    public void shareKey(int row, String equal) {
        keys[row] = equal;
    }

    /** The count of a row at the reference moment, by position in {@link #horizons()}. */
    public float count(int row, int index) {
        return counts[row * horizons.size() + index];
    }

    /** The total at the reference moment, by position in {@link #horizons()}. */
    public float total(int index) {
        return totals[index];
    }

    /** The reference moment: the time of the latest event, 0 before the first. */
    public long asOfMillis() {
        return asOfMillis;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DecayedRows rows
                && horizons == rows.horizons
                && rowsMax == rows.rowsMax
                && asOfMillis == rows.asOfMillis
                && Arrays.equals(totals, rows.totals)
                && Arrays.equals(keys, 0, size, rows.keys, 0, rows.size)
                && Arrays.equals(counts, 0, size * horizons.size(), rows.counts, 0, rows.size * horizons.size());
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(totals) + Long.hashCode(asOfMillis);
    }

    @Override
    public String toString() {
        return horizons + " of " + Arrays.asList(keys).subList(0, size) + "@" + asOfMillis;
    }
}
