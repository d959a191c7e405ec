package io.freshet.recommend.catalogue;

import io.freshet.recommend.decay.ListTime;
import io.freshet.vector.VectorTable;

/**
 * Search for the articles most similar to a given one by cosine of their vectors, among those that may be candidates.
 */
public interface NearestArticles {

    /**
     * Writes to {@code neighbours} the slots of the articles most similar by cosine to the one in {@code slot}, most
     * similar first, and returns their number. Finds only articles that are
     * {@linkplain Catalogue#isAlive(int, ListTime) alive}. Ties are broken by slot. An article without a vector has no
     * neighbours.
     *
     * @param table vectors to compare, one of the catalogue's tables
     * @param slot slot of the article, which is not its own neighbour
     * @param neighbours receives the slots found; its length is the maximum number of neighbours
     * @return number of neighbours found; all have a cosine above 0
     */
    int find(Catalogue catalogue, VectorTable table, int slot, ListTime time, int[] neighbours);
}
