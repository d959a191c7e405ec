package io.freshet.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the valid name closest to a misspelt one, by optimal string alignment distance (Levenshtein with swaps). */
public final class NearestName {

    private NearestName() {}

    /**
     * Name with the smallest edit distance to {@code misspelt}; empty if that distance exceeds both 2 and a third of
     * the length of {@code misspelt}.
     */
    public static Optional<String> among(Collection<String> names, String misspelt) {
        return names.stream()
                .min(Comparator.comparingInt((String name) -> distance(name, misspelt))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance(name, misspelt) <= Math.max(2, misspelt.length() / 3));
    }

    /**
     * Smallest number of insertions, deletions, replacements and swaps of adjacent characters that turn one name into
     * the other.
     */
    static int distance(String left, String right) {
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int row = 0; row <= left.length(); row++) {
            for (int column = 0; column <= right.length(); column++) {
                if (row == 0 || column == 0) {
                    cost[row][column] = row + column;
                    continue;
                }
                boolean same = left.charAt(row - 1) == right.charAt(column - 1);
                cost[row][column] = Math.min(
                        cost[row - 1][column - 1] + (same ? 0 : 1),
                        1 + Math.min(cost[row - 1][column], cost[row][column - 1]));
                if (row > 1
                        && column > 1
                        && left.charAt(row - 1) == right.charAt(column - 2)
                        && left.charAt(row - 2) == right.charAt(column - 1)) {
                    cost[row][column] = Math.min(cost[row][column], cost[row - 2][column - 2] + 1);
                }
            }
        }
        return cost[left.length()][right.length()];
    }
}
