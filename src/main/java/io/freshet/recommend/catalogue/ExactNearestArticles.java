package io.freshet.recommend.catalogue;

import io.freshet.recommend.decay.ListTime;
import io.freshet.vector.TopK;
import io.freshet.vector.VectorTable;

/**
 * Exact nearest-neighbour search, which compares an article with every other article that may be a candidate.
 * Stateless.
 */
final class ExactNearestArticles implements NearestArticles {

    @Override
    public int find(Catalogue catalogue, VectorTable table, int slot, ListTime time, int[] neighbours) {
        if (neighbours.length == 0 || !table.has(slot)) {
            return 0;
        }
        TopK nearest = new TopK(neighbours.length);
        for (int other = 0; other < catalogue.slotBound(); other++) {
            if (other != slot && table.has(other) && catalogue.isAlive(other, time)) {
                float cosine = table.cosine(slot, other);
                if (cosine > 0) {
                    nearest.offer(other, cosine);
                }
            }
        }
        int[] found = nearest.indices();
        System.arraycopy(found, 0, neighbours, 0, found.length);
        return found.length;
    }
}
