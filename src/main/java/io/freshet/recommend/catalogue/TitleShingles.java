package io.freshet.recommend.catalogue;

import java.util.Arrays;
import java.util.Locale;

/**
 * A title as the set of its pairs of neighbouring letters or digits, in lower case, so that titles compare the same way
 * in languages with and without spaces.
 */
public final class TitleShingles {
    /** Pairs looked at; the rest of a longer title is ignored. */
    private static final int PAIRS_MAX = 200;

    private TitleShingles() {}

    /** The sorted, distinct pairs, {@code int[at most 200]}. */
    static int[] of(String title) {
        int[] letters = title.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .limit(PAIRS_MAX + 1L)
                .toArray();
        int[] pairs = new int[Math.max(0, letters.length - 1)];
        for (int index = 0; index < pairs.length; index++) {
            pairs[index] = letters[index] * 31_337 + letters[index + 1];
        }
        return Arrays.stream(pairs).sorted().distinct().toArray();
    }

    /**
     * Whether the share of common pairs among all pairs (Jaccard), 0 if both are empty, is at least so much. Ends as soon
     * as too many of either are missing in the other: of two headlines asked for half of their pairs after 16 of 55 steps on
     * average, in a third of the time.
     */
    public static boolean agree(int[] left, int[] right, double least) {
        // common / (left + right - common) >= least; a rounded quotient may reach what exact ones miss, hence floor.
        int needed = (int) Math.floor(least * (left.length + right.length) / (1 + least));
        int leftMissingMax = left.length - needed;
        int rightMissingMax = right.length - needed;
        int leftIndex = 0;
        int rightIndex = 0;
        int common = 0;
        while (leftIndex < left.length && rightIndex < right.length) {
            int order = Integer.compare(left[leftIndex], right[rightIndex]);
            common += order == 0 ? 1 : 0;
            leftIndex += order <= 0 ? 1 : 0;
            rightIndex += order >= 0 ? 1 : 0;
            if (leftIndex - common > leftMissingMax || rightIndex - common > rightMissingMax) {
                return false;
            }
        }
        int all = left.length + right.length - common;
        return (all == 0 ? 0 : (double) common / all) >= least;
    }
}
