package io.freshet.recommend.catalogue;

import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorTable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Nearest-neighbour index of one table of vectors, through which every change of the table goes. In a large catalogue,
 * maintains a {@link NeighbourGraph} of the table. Up to {@code exactSearchMax} articles, exhaustive search is fast
 * enough without a graph. Other threads read the table directly. One thread writes: {@link #step} while other threads
 * read, all other changes while none reads.
 */
final class NeighbourIndex {
    private final VectorTable table;
    private final int exactSearchMax;
    private final long seed;
    private volatile @Nullable NeighbourGraph graph;

    /**
     * Creates the index of a table; {@link #step} builds a graph once the catalogue has more than
     * {@code exactSearchMax} articles.
     *
     * @param exactSearchMax number of articles above which the graph is built; it is dropped below half of this
     * @param seed seed of the random levels of the graph's nodes
     */
    NeighbourIndex(VectorTable table, int exactSearchMax, long seed) {
        this.table = table;
        this.exactSearchMax = exactSearchMax;
        this.seed = seed;
    }

    /** Sets the vector of a slot (an article's index in the table); an empty or zero vector clears the slot. */
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
     * Lets searches return the nodes that previous calls of {@link #step} inserted into the graph; call while no search
     * runs.
     */
    void settle() {
        NeighbourGraph current = graph;
        if (current != null) {
            current.settle();
        }
    }

    /**
     * Runs a small step of indexing, at most three insertions, for a catalogue of {@code articles} articles in slots
     * below {@code slotBound}. Creates the graph first if the catalogue has become large enough. See
     * {@link Catalogue#index}.
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
