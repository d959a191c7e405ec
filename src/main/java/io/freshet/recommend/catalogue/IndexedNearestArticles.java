package io.freshet.recommend.catalogue;

import io.freshet.recommend.decay.ListTime;
import io.freshet.vector.TopK;
import io.freshet.vector.VectorTable;
import java.util.Optional;

/**
 * Approximate nearest-neighbour search by the {@link NeighbourGraph} that a large catalogue keeps for a table of
 * vectors. A small catalogue has no graph; the search then compares an article with every live article. Stateless.
 */
public final class IndexedNearestArticles implements NearestArticles {
    /** Graph nodes that a search keeps (efSearch) per requested neighbour; more nodes raise recall and search time. */
    private static final int BREADTH_PER_NEIGHBOUR = 2;

    private final NearestArticles exact = new ExactNearestArticles();

    @Override
    public int find(Catalogue catalogue, VectorTable table, int slot, ListTime time, int[] neighbours) {
        Optional<NeighbourGraph> graph = catalogue.graph(table);
        if (graph.isEmpty()) {
            return exact.find(catalogue, table, slot, time, neighbours);
        }
        if (neighbours.length == 0 || !table.has(slot)) {
            return 0;
        }
        TopK nearest = new TopK(neighbours.length);
        int breadth = BREADTH_PER_NEIGHBOUR * neighbours.length;
        graph.get().find(slot, breadth, other -> catalogue.isAlive(other, time), nearest);
        int[] found = nearest.indices();
        System.arraycopy(found, 0, neighbours, 0, found.length);
        return found.length;
    }
}
