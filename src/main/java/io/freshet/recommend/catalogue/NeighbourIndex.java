package io.freshet.recommend.catalogue;

import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorTable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes one table of vectors and, in a large catalogue, maintains a {@link NeighbourGraph} of the table. Up to
 * {@code exactSearchMax} articles, exhaustive search is fast enough without a graph. Readers use the table directly.
 * One thread writes: {@link #step} concurrently with readers, all other changes while nobody reads.
 */
final class NeighbourIndex {
    private final VectorTable table;
    private final int exactSearchMax;
    private final long seed;
    private volatile @Nullable NeighbourGraph graph;

    /**
     * Creates the index of a table, without a graph.
     *
     * @param exactSearchMax number of articles above which the graph is built; it is dropped below half of this
     */
    NeighbourIndex(VectorTable table, int exactSearchMax, long seed) {
        this.table = table;
        this.exactSearchMax = exactSearchMax;
        this.seed = seed;
    }

    /** Sets the vector of a slot; an empty or zero vector clears the slot. */
    void put(int slot, FloatVector vector) {
        if (vector.isEmpty() || vector.dot(vector) == 0) {
            clear(slot);
            return;
        }
        NeighbourGraph current = graph;
        if (current != null) {
            current.beforePut(slot, table.angleTo(slot, vector));
        }
        table.put(slot, vector);
    }

    void clear(int slot) {
        NeighbourGraph current = graph;
        if (current != null) {
            current.beforeClear(slot);
        }
        table.clear(slot);
    }

    /**
     * Lets searches return the nodes that previous calls of {@link #step} inserted into the graph; call while nobody
     * reads.
     */
    void settle() {
        NeighbourGraph current = graph;
        if (current != null) {
            current.settle();
        }
    }

    /**
     * Runs a small step of indexing, at most three insertions into the graph, see {@link Catalogue#index}. Creates the
     * graph first if the catalogue has become large enough.
     *
     * @param articles number of articles in the catalogue
     * @param slotBound exclusive upper bound of the slots in the catalogue
     */
    void step(int articles, int slotBound) {
        NeighbourGraph current = graph;
        if (current == null) {
            if (articles <= exactSearchMax) {
                return;
            }
            current = build(slotBound);
            graph = current;
        }
        current.step();
    }

    private NeighbourGraph build(int slotBound) {
        NeighbourGraph built = new NeighbourGraph(table, seed);
        for (int slot = 0; slot < slotBound; slot++) {
            if (table.has(slot)) {
                built.beforePut(slot, 0);
            }
        }
        return built;
    }

    /**
     * Drops the graph if the catalogue has fewer than half of {@code exactSearchMax} articles left, few enough for
     * exhaustive search.
     */
    void dropIfSmall(int articles) {
        if (articles < exactSearchMax / 2) {
            graph = null;
        }
    }

    Optional<NeighbourGraph> graph() {
        return Optional.ofNullable(graph);
    }
}
