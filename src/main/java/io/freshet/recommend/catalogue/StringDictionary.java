package io.freshet.recommend.catalogue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Small numbers for the strings that many articles share, so that a list compares numbers side by side in memory and not
 * strings all over it. A number is given to another string once nobody holds the first, so that there are no more numbers
 * than strings in use. Not safe for concurrent use: one thread may hold and release while nobody reads.
 */
public final class StringDictionary {
    /** No string. */
    public static final int NONE = -1;

    private final Map<String, Integer> numbers = new HashMap<>();
    private String[] names = new String[16];
    private int[] holders = new int[16];
    private int[] free = new int[16];
    private int freeCount;
    private int used;

    /** The number of a string, which stays its own until it is released as often as held; {@link #NONE} for null. */
    int hold(@Nullable String name) {
        if (name == null) {
            return NONE;
        }
        Integer known = numbers.get(name);
        int number = known == null ? give(name) : known;
        holders[number]++;
        return number;
    }

    private int give(String name) {
        int number = freeCount > 0 ? free[--freeCount] : used++;
        if (number == names.length) {
            names = Arrays.copyOf(names, number * 2);
            holders = Arrays.copyOf(holders, number * 2);
        }
        names[number] = name;
        numbers.put(name, number);
        return number;
    }

    /** Gives back what {@link #hold} gave. */
    void release(int number) {
        if (number == NONE || --holders[number] > 0) {
            return;
        }
        numbers.remove(names[number]);
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = number;
    }

    /** The number of a string, {@link #NONE} if nobody holds it. */
    public int numberOf(String name) {
        Integer known = numbers.get(name);
        return known == null ? NONE : known;
    }

    /** All numbers are below this. */
    public int bound() {
        return used;
    }

    /** Strings held. */
    int size() {
        return numbers.size();
    }
}
