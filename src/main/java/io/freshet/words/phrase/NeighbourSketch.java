package io.freshet.words.phrase;

import java.util.Arrays;

/**
 * What stands to one side of a run of words, by hashes, at most {@value #DISTINCT_MAX} different ones. The edge of a
 * sentence is a neighbour of its own each time. Owned by one thread.
 */
final class NeighbourSketch {
    static final int EDGE = 0;
    private static final int DISTINCT_MAX = 16;

    private int[] hashes = new int[2];
    private int[] counts = new int[2];
    private int distinct;
    private int edges;

    /** @param hash of the neighbour, {@link #EDGE} where there is none */
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

    /** Entropy of their distribution, in nats; 0 if there are none. */
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
