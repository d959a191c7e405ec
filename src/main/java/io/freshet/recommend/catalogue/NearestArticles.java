package io.freshet.recommend.catalogue;

import io.freshet.recommend.decay.ListTime;
import io.freshet.vector.VectorTable;

/** Finds the live articles whose vectors point most nearly where another's does: the place for an index. */
public interface NearestArticles {

    /**
     * Finds neighbours by cosine, nearest first; ties by slot. An article without such a vector has none.
     *
     * @param table the vectors compared, one of the catalogue's
     * @param slot whose neighbours, itself left out
     * @param neighbours its first elements are overwritten with slots; its length is how many are wanted
     * @return how many were found, only such with a cosine above 0
     */
    int find(Catalogue catalogue, VectorTable table, int slot, ListTime time, int[] neighbours);
}
