package io.freshet.words.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.words.Vocabulary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HuffmanTreeTest {

    @Test
    void frequentWordsAreNearTheRoot() {
        // 2 and 1 join to 3, 3 and 4 to 7, 7 and 8 to the root.
        HuffmanTree tree = new HuffmanTree(vocabulary(8, 4, 2, 1));
        assertThat(tree.innerNodes()).isEqualTo(3);
        assertThat(List.of(tree.depth(0), tree.depth(1), tree.depth(2), tree.depth(3)))
                .containsExactly(1, 2, 3, 3);
        assertThat(tree.depthMax()).isEqualTo(3);
        int root = tree.node(0, 0);
        for (int word = 1; word < 4; word++) {
            assertThat(tree.node(word, 0)).isEqualTo(root);
            assertThat(tree.label(word, 0)).isNotEqualTo(tree.label(0, 0));
        }
        assertThat(tree.node(2, 2)).isEqualTo(tree.node(3, 2));
        assertThat(tree.label(2, 2)).isNotEqualTo(tree.label(3, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 17, 100, 1_000})
    void averagePathHasMinimumLengthAndEveryWordHasItsOwnPath(int words) {
        Random random = new Random(words);
        long[] counts =
                random.longs(words, 1, 50).sorted().map(count -> 51 - count).toArray();
        HuffmanTree tree = new HuffmanTree(vocabulary(counts));
        long length = 0;
        Set<String> paths = new HashSet<>();
        for (int word = 0; word < words; word++) {
            length += counts[word] * tree.depth(word);
            StringBuilder path = new StringBuilder();
            for (int depth = 0; depth < tree.depth(word); depth++) {
                assertThat(tree.node(word, depth)).isBetween(0, tree.innerNodes() - 1);
                path.append(tree.node(word, depth)).append(tree.label(word, depth) == 1 ? '+' : '-');
            }
            paths.add(path.toString());
        }
        assertThat(length).isEqualTo(minimumLength(counts));
        assertThat(paths).hasSize(words);
    }

    /** Weighted path length of Huffman's algorithm with a heap: the sum of all joins of the two rarest nodes. */
    private static long minimumLength(long[] counts) {
        PriorityQueue<Long> heap = new PriorityQueue<>();
        for (long count : counts) {
            heap.add(count);
        }
        long sum = 0;
        while (heap.size() > 1) {
            long joined = heap.remove() + heap.remove();
            sum += joined;
            heap.add(joined);
        }
        return sum;
    }

    private static Vocabulary vocabulary(long... counts) {
        List<String> words = new ArrayList<>();
        long sum = 0;
        for (long count : counts) {
            words.add("word" + words.size());
            sum += count;
        }
        return Vocabulary.of(words, counts, sum);
    }
}
