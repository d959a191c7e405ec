package io.freshet.words.train;

import io.freshet.words.Vocabulary;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The binary tree of hierarchical softmax: words are its leaves, frequent ones near the root (Huffman 1952), so that the
 * average way to a word is as short as can be. Immutable, safe from any thread.
 *
 * <p>Words come sorted by count, so two queues suffice and no heap: leaves from the rarest up, and inner nodes in the order
 * in which they are made, which is that of their counts.
 */
final class HuffmanTree {
    private final int[] starts;
    private final int[] nodes;
    private final float[] labels;
    private final int depthMax;

    /** The tree of a vocabulary of at least two words. */
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
            int place = starts[word + 1];
            for (int node = word; node != root(words); node = parents[node]) {
                nodes[--place] = parents[node] - words;
                labels[place] = second[node] ? 0 : 1;
            }
        }
    }

    private static int root(int words) {
        return 2 * words - 2;
    }

    /** Joins the two rarest nodes until one is left. Nodes are numbered: words first, then inner nodes as they are made. */
    private static void join(Vocabulary vocabulary, int[] parents, boolean[] second) {
        int words = vocabulary.size();
        long[] counts = Arrays.copyOf(
                IntStream.range(0, words).mapToLong(vocabulary::count).toArray(), 2 * words - 1);
        int leaf = words - 1;
        int inner = words;
        for (int made = words; made < 2 * words - 1; made++) {
            for (int child = 0; child < 2; child++) {
                boolean takeLeaf = leaf >= 0 && (inner == made || counts[leaf] <= counts[inner]);
                int node = takeLeaf ? leaf-- : inner++;
                parents[node] = made;
                second[node] = child == 1;
                counts[made] += counts[node];
            }
        }
    }

    /** Inner nodes, numbered from 0. */
    int innerNodes() {
        return starts.length - 2;
    }

    /** The most inner nodes on the way to a word. */
    int depthMax() {
        return depthMax;
    }

    /** How many inner nodes lie on the way to a word. */
    int depth(int word) {
        return starts[word + 1] - starts[word];
    }

    /** The inner node at {@code step} of the way from the root, which is step 0. */
    int node(int word, int step) {
        return nodes[starts[word] + step];
    }

    /** To which side the way goes at {@code step}: 1 or 0. */
    float label(int word, int step) {
        return labels[starts[word] + step];
    }
}
