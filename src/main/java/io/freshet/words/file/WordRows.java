package io.freshet.words.file;

import io.freshet.words.Vocabulary;
import io.freshet.words.WordTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects words and their vectors, added in order of falling frequency, and builds a {@link WordTable} from them.
 * Owned by one thread.
 */
final class WordRows {
    /** Assumed length, in words, of the corpus behind an imported file, for estimating word counts. */
    private static final long RUNNING_WORDS = 1_000_000_000L;
    /** Number added to the frequency rank of a word when its count is estimated by the Zipf-Mandelbrot law. */
    private static final double ZIPF_SHIFT = 2.7;

    private static final int BLOCK_ROWS = 4_096;
    private static final float[] RELEASED = {};

    private final int dimension;
    private final List<String> words = new ArrayList<>();
    private final Set<String> distinct = new HashSet<>();
    /**
     * Vectors of the added words, in blocks of {@link #BLOCK_ROWS} rows. A single growing array would need memory for
     * the old and the new array.
     */
    private final List<float[]> blocks = new ArrayList<>();

    WordRows(int dimension) {
        this.dimension = dimension;
    }

    int size() {
        return words.size();
    }

    /** Adds a word and a copy of its vector; returns false, and adds nothing, if the word was added before. */
    boolean add(String word, float[] vector) {
        if (!distinct.add(word)) {
            return false;
        }
        int row = words.size() % BLOCK_ROWS;
        if (row == 0) {
            blocks.add(new float[BLOCK_ROWS * dimension]);
        }
        System.arraycopy(vector, 0, blocks.get(blocks.size() - 1), row * dimension, dimension);
        words.add(word);
        return true;
    }

    /**
     * Creates the table of all added words, with counts estimated from the order of addition. No word can be added
     * afterwards.
     */
    WordTable toTable(WordTable.Provenance provenance) {
        double harmonic = 0;
        for (int rank = 1; rank <= words.size(); rank++) {
            harmonic += 1 / (rank + ZIPF_SHIFT);
        }
        long[] counts = new long[words.size()];
        for (int rank = 1; rank <= words.size(); rank++) {
            counts[rank - 1] = Math.max(1, (long) (RUNNING_WORDS / harmonic / (rank + ZIPF_SHIFT)));
        }
        return new WordTable(Vocabulary.of(words, counts, RUNNING_WORDS), dimension, joined(), null, true, provenance);
    }

    /** Copies the blocks of vectors to one array and releases each block after copying. */
    private float[] joined() {
        distinct.clear();
        float[] vectors = new float[Math.multiplyExact(words.size(), dimension)];
        for (int block = 0; block < blocks.size(); block++) {
            int offset = block * BLOCK_ROWS * dimension;
            System.arraycopy(
                    blocks.get(block), 0, vectors, offset, Math.min(BLOCK_ROWS * dimension, vectors.length - offset));
            blocks.set(block, RELEASED);
        }
        return vectors;
    }
}
