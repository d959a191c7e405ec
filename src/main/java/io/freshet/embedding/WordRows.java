package io.freshet.embedding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Words and their vectors as they come out of a file, the most frequent first. Owned by one thread. */
final class WordRows {
    private static final long RUNNING_WORDS = 1_000_000_000L;
    private static final double ZIPF_SHIFT = 2.7;

    private final int dimension;
    private final List<String> words = new ArrayList<>();
    private final Set<String> distinct = new HashSet<>();
    private float[] vectors;

    WordRows(int dimension) {
        this.dimension = dimension;
        this.vectors = new float[1024 * dimension];
    }

    int dimension() {
        return dimension;
    }

    int size() {
        return words.size();
    }

    /** Adds a word unless it is empty or there already. */
    void add(String word, float[] vector) {
        if (word.isEmpty() || !distinct.add(word)) {
            return;
        }
        int offset = Math.multiplyExact(words.size(), dimension);
        if (offset + dimension > vectors.length) {
            vectors = Arrays.copyOf(vectors, Math.max(offset + dimension, vectors.length / 2 * 3));
        }
        System.arraycopy(vector, 0, vectors, offset, dimension);
        words.add(word);
    }

    /** The table of all words, with counts estimated from their order. */
    WordTable toTable(WordTable.Provenance provenance) {
        double harmonic = 0;
        for (int rank = 1; rank <= words.size(); rank++) {
            harmonic += 1 / (rank + ZIPF_SHIFT);
        }
        long[] counts = new long[words.size()];
        for (int rank = 1; rank <= words.size(); rank++) {
            counts[rank - 1] = Math.max(1, (long) (RUNNING_WORDS / harmonic / (rank + ZIPF_SHIFT)));
        }
        return new WordTable(
                Vocabulary.of(words, counts, RUNNING_WORDS),
                dimension,
                Arrays.copyOf(vectors, words.size() * dimension),
                null,
                true,
                provenance);
    }
}
