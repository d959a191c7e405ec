package io.freshet.words.train;

import io.freshet.words.Vocabulary;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Huffman tree over the words of a vocabulary, for hierarchical softmax (Huffman 1952). Words are the leaves, and the
 * average path from the root to a word, weighted by count, has minimum length. Immutable and thread-safe.
 *
 * <p>The words are sorted by count, so two queues replace a heap: leaves from the rarest up, and inner nodes in the
 * order of creation, which is the order of their counts.
 */
final class HuffmanTree {
    private final int[] starts;
    private final int[] nodes;
    private final float[] labels;
    private final int depthMax;

    /**
     * Builds the tree of a vocabulary.
     *
     * @param vocabulary at least two words
     */
    HuffmanTree(Vocabulary vocabulary) {
        int words = vocabulary.size();
        int[] parents = new int[2 * words - 1];
        boolean[] second = new boolean[2 * words - 1];
        join(vocabulary, parents, second);
        starts = new int[words + 1];
        int deepest = 0;
        for (int word = 0; word < words; word++) {
            int depth = 0;
            for (int node = word; node != root(words); node = parents[node]) {
                depth++;
            }
            starts[word + 1] = Math.addExact(starts[word], depth);
            deepest = Math.max(deepest, depth);
        }
        depthMax = deepest;
        nodes = new int[starts[words]];
        labels = new float[starts[words]];
        for (int word = 0; word < words; word++) {
            int position = starts[word + 1];
            for (int node = word; node != root(words); node = parents[node]) {
                nodes[--position] = parents[node] - words;
                labels[position] = second[node] ? 0 : 1;
            }
        }
    }

    private static int root(int words) {
        return 2 * words - 2;
    }

    /**
     * Joins the two rarest nodes under a new inner node until only the root is left. Stores each node's parent in
     * {@code parents}, and in {@code second} whether the node is the second child. Words have the lowest node numbers,
     * then inner nodes in the order of creation.
     *
     * @param parents receives the number of the parent of each node, by node number
     * @param second receives whether a node is the second child of its parent, by node number
     */
    private static void join(Vocabulary vocabulary, int[] parents, boolean[] second) {
        int words = vocabulary.size();
        long[] counts = Arrays.copyOf(
                IntStream.range(0, words).mapToLong(vocabulary::count).toArray(), 2 * words - 1);
        int leaf = words - 1;
        int inner = words;
        for (int parent = words; parent < 2 * words - 1; parent++) {
            for (int child = 0; child < 2; child++) {
                boolean takeLeaf = leaf >= 0 && (inner == parent || counts[leaf] <= counts[inner]);
                int node = takeLeaf ? leaf-- : inner++;
                parents[node] = parent;
                second[node] = child == 1;
                counts[parent] += counts[node];
            }
        }
    }

    /** Number of inner nodes, which are numbered from 0. */
    int innerNodes() {
        return starts.length - 2;
    }

    /** Number of inner nodes on the longest path from the root to a word. */
    int depthMax() {
        return depthMax;
    }

    /** Number of inner nodes on the path from the root to a word. */
    int depth(int word) {
        return starts[word + 1] - starts[word];
    }

    /** Identifying number of the inner node at {@code depth} on the path to a word; the root has depth 0. */
    int node(int word, int depth) {
        return nodes[starts[word] + depth];
    }

    /** Side to which the path to a word turns at {@code depth}: 1 for the first child, 0 for the second. */
    float label(int word, int depth) {
        return labels[starts[word] + depth];
    }
}
