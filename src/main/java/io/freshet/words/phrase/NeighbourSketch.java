package io.freshet.words.phrase;

import java.util.Arrays;

/**
 * Counts how often each word occurs on one side of an n-gram, directly before or directly after it; words are given by
 * hash. Only the first {@value #DISTINCT_MAX} distinct words are counted. Each occurrence beside punctuation or an end
 * of the sentence counts as one more distinct neighbour. Owned by one thread.
 */
final class NeighbourSketch {
    static final int EDGE = 0;
    private static final int DISTINCT_MAX = 16;

    private int[] hashes = new int[2];
    private int[] counts = new int[2];
    private int distinct;
    private int edges;

    /**
     * Counts one occurrence of a neighbouring word, given by its hash, or of {@link #EDGE}: punctuation or an end of
     * the sentence.
     */
    void add(int hash) {
        if (hash == EDGE) {
            edges++;
            return;
        }
        for (int index = 0; index < distinct; index++) {
            if (hashes[index] == hash) {
                counts[index]++;
                return;
            }
        }
        if (distinct < DISTINCT_MAX) {
            if (distinct == hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * distinct);
                counts = Arrays.copyOf(counts, 2 * distinct);
            }
            hashes[distinct] = hash;
            counts[distinct++] = 1;
        }
    }

    /** Entropy of the distribution of neighbours, nats; 0 without neighbours. */
    double entropy() {
        double total = edges;
        for (int index = 0; index < distinct; index++) {
            total += counts[index];
        }
        double entropy = edges == 0 ? 0 : edges / total * Math.log(total);
        for (int index = 0; index < distinct; index++) {
            entropy += counts[index] / total * Math.log(total / counts[index]);
        }
        return entropy;
    }
}
