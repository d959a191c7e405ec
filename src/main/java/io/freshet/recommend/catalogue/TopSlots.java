package io.freshet.recommend.catalogue;

import io.freshet.recommend.decay.DecayedCounts;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.decay.HalfLives;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Bounded list of the slots (indices of articles) with the highest keys, such as popularity or publication time,
 * highest key first. The list stays exact under incremental changes: it remembers the floor, the highest key it ever
 * dropped. Listed keys are at or above the floor, all other keys at or below it. A full scan is needed only after
 * removals have halved the list.
 *
 * <p>For popularity the key is ln(count) + ln 2 · asOf / halfLife. All decayed counts of one half-life shrink by the
 * same factor as time passes, so this key gives the correct order at any time and changes only with a read (forward
 * decay, Cormode et al. 2009).
 */
public final class TopSlots {
    private final int capacity;
    private final int[] slots;
    private final double[] keys;
    private int size;
    private double floor = Double.NEGATIVE_INFINITY;

    /**
     * Creates an empty list; callers may request up to {@code sizeMax} entries.
     *
     * @param sizeMax maximum number of entries that a caller requests
     */
    TopSlots(int sizeMax) {
        capacity = Math.max(32, 2 * sizeMax);
        slots = new int[capacity + 1];
        keys = new double[capacity + 1];
    }

    static double popularityKey(DecayedCounts clicks, HalfLife halfLife) {
        return Math.log(clicks.sum(HalfLives.READS.indexOf(halfLife))) + halfLife.decayPerMilli() * clicks.asOfMillis();
    }

    /**
     * Inserts a slot at the position of its key, or moves it there; removes a slot whose key is too low for the list.
     */
    void set(int slot, double key) {
        remove(slot);
        if (key < floor || key == Double.NEGATIVE_INFINITY) {
            return;
        }
        int position = size;
        while (position > 0 && keys[position - 1] < key) {
            position--;
        }
        System.arraycopy(slots, position, slots, position + 1, size - position);
        System.arraycopy(keys, position, keys, position + 1, size - position);
        slots[position] = slot;
        keys[position] = key;
        if (++size > capacity) {
            size--;
            floor = Math.max(floor, keys[size]);
        }
    }

    void remove(int slot) {
        for (int position = 0; position < size; position++) {
            if (slots[position] == slot) {
                size--;
                System.arraycopy(slots, position + 1, slots, position, size - position);
                System.arraycopy(keys, position + 1, keys, position, size - position);
                return;
            }
        }
    }

    /**
     * Whether removals have left the list so short that it must be rebuilt with {@link #refill}. That is the case if
     * entries were dropped earlier, and less than half of the capacity is in use.
     */
    boolean needsRefill() {
        return size < capacity / 2 && floor > Double.NEGATIVE_INFINITY;
    }

    /**
     * Rebuilds the list from the keys that {@code keyOf} gives for all slots below {@code slotBound};
     * {@link Double#NEGATIVE_INFINITY} excludes a slot.
     */
    void refill(int slotBound, IntToDoubleFunction keyOf) {
        size = 0;
        floor = Double.NEGATIVE_INFINITY;
        Arrays.fill(keys, 0);
        for (int slot = 0; slot < slotBound; slot++) {
            set(slot, keyOf.applyAsDouble(slot));
        }
    }

    public int size() {
        return size;
    }

    /** Slot at a position; position 0 has the highest key. */
    public int slot(int position) {
        return slots[position];
    }
}
