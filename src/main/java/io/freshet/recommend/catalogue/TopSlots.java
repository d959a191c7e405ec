package io.freshet.recommend.catalogue;

import io.freshet.recommend.decay.DecayedCounts;
import io.freshet.recommend.decay.HalfLife;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * The slots with the highest keys, sorted, a bounded number. It stays exact without looking at anything but what
 * changes: it remembers the highest key it ever left out, the floor. Whatever is listed is at or above the floor and
 * whatever is not is at or below it. Only when removals have halved the list does it ask for a scan.
 *
 * <p>For popularity the key is ln(count) + ln 2 · asOf / halfLife. All decayed counts of one half-life shrink by the same
 * factor as time passes, so this key orders them at every moment and changes with a read only (forward decay, Cormode
 * et al. 2009).
 */
public final class TopSlots {
    private final int capacity;
    private final int[] slots;
    private final double[] keys;
    private int size;
    private double floor = Double.NEGATIVE_INFINITY;

    /** For lists that ask for at most {@code needed} entries. */
    TopSlots(int needed) {
        capacity = Math.max(32, 2 * needed);
        slots = new int[capacity + 1];
        keys = new double[capacity + 1];
    }

    static double popularityKey(DecayedCounts clicks, HalfLife horizon) {
        return Math.log(clicks.sum(clicks.horizons().indexOf(horizon))) + horizon.decayPerMilli() * clicks.asOfMillis();
    }

    /** Sets the key of a slot, listed or not. */
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

    /** Whether entries were left out and so many have left that the list may be shorter than asked for. */
    boolean wantsRefill() {
        return size < capacity / 2 && floor > Double.NEGATIVE_INFINITY;
    }

    /** Starts over from the keys of all slots below a bound; {@link Double#NEGATIVE_INFINITY} means not to be listed. */
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

    /** The slot at a position, 0 being the one with the highest key. */
    public int slot(int position) {
        return slots[position];
    }
}
