package io.freshet.web.page;

import io.freshet.vector.SeededHash;
import java.util.Arrays;

/**
 * Counts distinct strings in at most 8 KB of memory, exactly below {@value #HASHES_MAX} strings and as an estimate from
 * there on. Keeps hashes only.
 *
 * <p>Design: k minimum values (Bar-Yossef et al., RANDOM 2002) with the unbiased estimator (k - 1) / u of Beyer et al.
 * (SIGMOD 2007), u being the k-th smallest hash as a fraction of all hashes. The relative standard error is
 * 1 / sqrt(k - 2), here 3 %. Hashes have 63 bits: a collision is expected once in 3 billion strings.
 */
final class DistinctCount {
    static final int HASHES_MAX = 1_024;

    private long[] smallest = new long[8];
    private int size;

    void add(String text) {
        long hash = (SeededHash.hash(text) >>> 1);
        if (size == HASHES_MAX && hash >= smallest[size - 1]) {
            return;
        }
        int found = Arrays.binarySearch(smallest, 0, size, hash);
        if (found >= 0) {
            return;
        }
        if (size == smallest.length) {
            smallest = Arrays.copyOf(smallest, 2 * size);
        }
        int place = -found - 1;
        int kept = Math.min(size, HASHES_MAX - 1);
        System.arraycopy(smallest, place, smallest, place + 1, kept - place);
        smallest[place] = hash;
        size = kept + 1;
    }

    long count() {
        return size < HASHES_MAX ? size : Math.round((HASHES_MAX - 1) * (0x1p63 / smallest[size - 1]));
    }
}
