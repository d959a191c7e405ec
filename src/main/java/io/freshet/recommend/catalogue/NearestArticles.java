package io.freshet.recommend.catalogue;

import io.freshet.recommend.decay.ListTime;
import io.freshet.vector.VectorTable;

/** Search for the live articles with the highest cosine to an article. */
public interface NearestArticles {

    /**
     * Finds the live articles nearest to an article by cosine, nearest first; ties are broken by slot. An article
     * without a vector has no neighbours.
     *
     * @param table vectors to compare, one of the catalogue's tables
     * @param slot slot of the article, which is not its own neighbour
     * @param neighbours receives the slots found; its length is the maximum number of neighbours
     * @return number of neighbours found; all have a cosine above 0
     */
    int find(Catalogue catalogue, VectorTable table, int slot, ListTime time, int[] neighbours);
}
