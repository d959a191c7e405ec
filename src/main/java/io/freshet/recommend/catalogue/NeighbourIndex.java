package io.freshet.recommend.catalogue;

import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorTable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes one table of vectors, and keeps a {@link NeighbourGraph} of it while there are so many articles that comparing
 * with all of them would be slow. Reading the table needs no detour. One thread writes, {@link #step} beside readers and all
 * else while nobody reads.
 */
final class NeighbourIndex {
    private final VectorTable table;
    private final int exactSearchMax;
    private final long seed;
    private volatile @Nullable NeighbourGraph graph;

    /** @param exactSearchMax with so many articles there is no graph yet; with less than half there is none any more */
    NeighbourIndex(VectorTable table, int exactSearchMax, long seed) {
        this.table = table;
        this.exactSearchMax = exactSearchMax;
        this.seed = seed;
    }

    /** Sets the vector of a slot; one without length or dimension is near nothing, as none is. */
    void put(int slot, FloatVector vector) {
        if (vector.isEmpty() || vector.dot(vector) == 0) {
            clear(slot);
            return;
        }
        NeighbourGraph present = graph;
        if (present != null) {
            present.moving(slot, table.turnTo(slot, vector));
        }
        table.put(slot, vector);
    }

    void clear(int slot) {
        NeighbourGraph present = graph;
        if (present != null) {
            present.leaving(slot);
        }
        table.clear(slot);
    }

    /** Lets what was done in steps count for searches, while nobody reads. */
    void settle() {
        NeighbourGraph present = graph;
        if (present != null) {
            present.settle();
        }
    }

    /** See {@link Catalogue#index}. */
    void step(int articles, int slotBound) {
        NeighbourGraph present = graph;
        if (present == null) {
            if (articles <= exactSearchMax) {
                return;
            }
            present = whole(slotBound);
            graph = present;
        }
        present.step();
    }

    private NeighbourGraph whole(int slotBound) {
        NeighbourGraph made = new NeighbourGraph(table, seed);
        for (int slot = 0; slot < slotBound; slot++) {
            if (table.has(slot)) {
                made.moving(slot, 0);
            }
        }
        return made;
    }

    /** Lets go of the graph when only so few articles are left that none is needed. */
    void left(int articles) {
        if (articles < exactSearchMax / 2) {
            graph = null;
        }
    }

    Optional<NeighbourGraph> graph() {
        return Optional.ofNullable(graph);
    }
}
