package io.freshet.recommend.catalogue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Dictionary encoding of strings that many articles share, so that ranking compares small integers in contiguous memory
 * instead of strings. Codes are reference-counted: a code is reused after its string was released, so there are never
 * more codes than strings that were in use at the same time. Not thread-safe: either one writer or any number of
 * concurrent readers.
 */
public final class StringDictionary {
    /** Code that stands for no string (null). */
    public static final int NONE = -1;

    private final Map<String, Integer> codes = new HashMap<>();
    private String[] strings = new String[16];
    private int[] referenceCounts = new int[16];
    private int[] free = new int[16];
    private int freeCount;
    private int used;

    /** Returns the code of a string and adds a reference to it; {@link #NONE} for null. */
    int acquire(@Nullable String string) {
        if (string == null) {
            return NONE;
        }
        Integer known = codes.get(string);
        int code = known == null ? add(string) : known;
        referenceCounts[code]++;
        return code;
    }

    private int add(String string) {
        int code = freeCount > 0 ? free[--freeCount] : used++;
        if (code == strings.length) {
            strings = Arrays.copyOf(strings, code * 2);
            referenceCounts = Arrays.copyOf(referenceCounts, code * 2);
        }
        strings[code] = string;
        codes.put(string, code);
        return code;
    }

    /**
     * Removes one reference, added by {@link #acquire}, to a code; the last removal frees the code for another string.
     * Ignores {@link #NONE}.
     */
    void release(int code) {
        if (code == NONE || --referenceCounts[code] > 0) {
            return;
        }
        codes.remove(strings[code]);
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = code;
    }

    /** Returns the code of a string, {@link #NONE} if the string is not in the dictionary. */
    public int codeOf(String string) {
        Integer known = codes.get(string);
        return known == null ? NONE : known;
    }

    /** Exclusive upper bound of all codes. */
    public int bound() {
        return used;
    }

    /** Number of strings in the dictionary, each with at least one reference. */
    int size() {
        return codes.size();
    }
}
