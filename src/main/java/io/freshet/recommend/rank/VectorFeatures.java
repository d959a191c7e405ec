package io.freshet.recommend.rank;

import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.vector.VectorMath;
import io.freshet.vector.VectorTable;
import java.util.Arrays;

/**
 * What the vectors of an article have to do with those of a reader, {@code float[8]}: by input vector the cosines to the
 * last read, to the last few and to the slow mean; by output vector the products with the last read and with the fast
 * mean; by content the cosines to the last read, to the last few and to the slow mean. Holds what is the same for all articles: call
 * {@link #start} for each list. For one thread.
 *
 * <p>The reader's side lies in rows one after the other, so that an article's vector is fetched once for all of them.
 */
final class VectorFeatures {
    private static final int LAST_IN = 0;
    private static final int RECENT = 1;
    private static final int SLOW = 2;
    /** A row of zeros: the kernel takes four at a time, and three would go one by one. */
    private static final int NOTHING = 3;

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
    private float recentNorm;
    private float slowNorm;
    private float lastContentNorm;
    private float recentContentNorm;

    VectorFeatures(int dimension) {
        width = VectorTable.width(dimension);
        rows = new float[(RECENT_CONTENT + 1) * width];
        againstIn = new int[] {LAST_IN * width, RECENT * width, SLOW * width, NOTHING * width};
        againstOut = new int[] {LAST_IN * width, FAST * width};
        againstContent = new int[] {LAST_CONTENT * width, RECENT_CONTENT * width, SLOW * width, NOTHING * width};
        in = VectorTable.sideBySide(dimension, 1)[0];
        out = in;
        content = in;
    }

    /**
     * Works out the reader's side.
     *
     * @param slots of the last reads, latest first, -1 for one that has left the catalogue
     * @param decay weight of each of the last few from one to the next
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
        mix(in, slots, decay, RECENT);
        mix(content, slots, decay, RECENT_CONTENT);
        recentNorm = norm(RECENT);
        recentContentNorm = norm(RECENT_CONTENT);
        copy(reader.slow, SLOW);
        slowNorm = norm(SLOW);
        copy(reader.fast, FAST);
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

    /** Zeros in place of a mean that is not known yet, or of other vectors than these. */
    private void copy(float[] mean, int row) {
        Arrays.fill(rows, row * width, (row + 1) * width, 0);
        if (mean.length == in.dimension()) {
            System.arraycopy(mean, 0, rows, row * width, mean.length);
        }
    }

    private float norm(int row) {
        return (float) Math.sqrt(VectorMath.dot(rows, row * width, rows, row * width, width));
    }

    /** Writes what the vectors of the article in a slot have to do with the reader's, 8 floats. */
    void describe(int slot, float[] target, int offset) {
        in.dots(slot, rows, againstIn, products);
        target[offset] = in.cosine(slot, products[0], lastInNorm);
        target[offset + 1] = in.cosine(slot, products[1], recentNorm);
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
