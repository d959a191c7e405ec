package io.freshet.recommend.rank;

import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.vector.VectorMath;
import io.freshet.vector.VectorTable;
import java.util.Arrays;

/**
 * Computes eight features that compare an article's vectors with the reader's:
 *
 * <ol>
 *   <li>item input vector: cosine to the last read, to the decayed sum of the last reads, and to the reader's slow
 *       vector
 *   <li>item output vector: inner product with the last read and with the reader's fast vector
 *   <li>content vector: cosine to the last read, to the decayed sum of the last reads, and to the reader's slow vector
 * </ol>
 *
 * <p>Holds the values shared by all articles: call {@link #start} for each list. For one thread. The reader's vectors
 * are stored in consecutive rows, so that each vector of an article is loaded once for several products.
 */
final class VectorFeatures {
    private static final int LAST_IN = 0;
    private static final int RECENT_IN = 1;
    private static final int SLOW = 2;
    /** Index of a row of zeros: fills up three vectors to four, because the kernel multiplies four at a time. */
    private static final int PADDING = 3;

    private static final int FAST = 4;
    private static final int LAST_CONTENT = 5;
    private static final int RECENT_CONTENT = 6;

    private final int width;
    private final float[] rows;
    private final int[] againstIn;
    private final int[] againstOut;
    private final int[] againstContent;
    private final float[] products = new float[4];
    private VectorTable in;
    private VectorTable out;
    private VectorTable content;
    private float lastInNorm;
    private float recentInNorm;
    private float slowNorm;
    private float lastContentNorm;
    private float recentContentNorm;

    VectorFeatures(int dimension) {
        width = VectorTable.width(dimension);
        rows = new float[(RECENT_CONTENT + 1) * width];
        againstIn = new int[] {LAST_IN * width, RECENT_IN * width, SLOW * width, PADDING * width};
        againstOut = new int[] {LAST_IN * width, FAST * width};
        againstContent = new int[] {LAST_CONTENT * width, RECENT_CONTENT * width, SLOW * width, PADDING * width};
        in = VectorTable.sideBySide(dimension, 1)[0];
        out = in;
        content = in;
    }

    /**
     * Begins a new list: collects the reader's own vectors and the vectors of the articles last read.
     *
     * @param slots slots of the last reads, latest first; -1 for an article no longer in the catalogue
     * @param decay decay per read in the sum of the last reads: each read weighs {@code decay} times as much as the one
     *     after it
     */
    void start(ReaderState reader, Catalogue catalogue, int[] slots, float decay) {
        in = catalogue.in();
        out = catalogue.out();
        content = catalogue.content();
        int last = slots.length == 0 ? -1 : slots[0];
        in.copyRow(last, rows, LAST_IN * width);
        content.copyRow(last, rows, LAST_CONTENT * width);
        lastInNorm = last < 0 ? 0 : in.norm(last);
        lastContentNorm = last < 0 ? 0 : content.norm(last);
        mix(in, slots, decay, RECENT_IN);
        mix(content, slots, decay, RECENT_CONTENT);
        recentInNorm = norm(RECENT_IN);
        recentContentNorm = norm(RECENT_CONTENT);
        copy(reader.slow(), SLOW);
        slowNorm = norm(SLOW);
        copy(reader.fast(), FAST);
    }

    private void mix(VectorTable table, int[] slots, float decay, int row) {
        Arrays.fill(rows, row * width, (row + 1) * width, 0);
        float weight = 1;
        for (int slot : slots) {
            if (slot >= 0 && table.has(slot)) {
                VectorMath.addScaled(weight, table.array(slot), table.offset(slot), rows, row * width, width);
            }
            weight *= decay;
        }
    }

    /**
     * Copies a vector of the reader to a row of {@link #rows}; writes zeros for a vector of another dimension than the
     * articles' vectors.
     */
    private void copy(float[] vector, int row) {
        Arrays.fill(rows, row * width, (row + 1) * width, 0);
        if (vector.length == in.dimension()) {
            System.arraycopy(vector, 0, rows, row * width, vector.length);
        }
    }

    private float norm(int row) {
        return (float) Math.sqrt(VectorMath.dot(rows, row * width, rows, row * width, width));
    }

    /** Writes the 8 features of the article in a slot to {@code target}, in the order of the class comment. */
    void describe(int slot, float[] target, int offset) {
        in.dots(slot, rows, againstIn, products);
        target[offset] = in.cosine(slot, products[0], lastInNorm);
        target[offset + 1] = in.cosine(slot, products[1], recentInNorm);
        target[offset + 2] = in.cosine(slot, products[2], slowNorm);
        out.dots(slot, rows, againstOut, products);
        target[offset + 3] = products[0];
        target[offset + 4] = products[1];
        content.dots(slot, rows, againstContent, products);
        target[offset + 5] = content.cosine(slot, products[0], lastContentNorm);
        target[offset + 6] = content.cosine(slot, products[1], recentContentNorm);
        target[offset + 7] = content.cosine(slot, products[2], slowNorm);
    }
}
