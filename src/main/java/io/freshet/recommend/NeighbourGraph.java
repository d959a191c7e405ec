package io.freshet.recommend;

import io.freshet.vector.TopK;
import io.freshet.vector.VectorKernels;
import io.freshet.vector.VectorMath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.hnsw.HnswGraphBuilder;
import org.apache.lucene.util.hnsw.HnswGraphSearcher;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.hnsw.RandomVectorScorerSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is near in one table of vectors without looking at all of it: a hierarchical navigable small world (Malkov
 * and Yashunin 2018) of Lucene's. One thread may write while nobody reads, or any number may read.
 *
 * <p>Lucene's graph only grows, and here vectors move and articles leave. A node stands where its slot's vector is. When
 * that leaves or has turned too far, the node stays behind with a copy of it: it no longer counts, but still leads the way
 * to what is near. (Were it to move along, it would push what it has left from the lists of links of what it comes near:
 * of quickly changing articles a tenth was then not found.) What came or turned waits in a queue, is compared one by one
 * while it waits, and gets a node in a {@link #step}, which never has more to do than two insertions. When half of the
 * nodes no longer count, a second graph grows beside the first, step by step, and takes its place.
 */
final class NeighbourGraph {
    private static final VectorKernels KERNELS = VectorKernels.best();
    /** Links of a node on the lowest level are twice as many. */
    private static final int LINKS_MAX = 12;
    /** How widely an insertion looks for what to link. */
    private static final int INSERTION_BREADTH = 60;
    /** A vector that has turned so far since its node was made, in radians, waits for a new one. */
    private static final float TURN_MAX = .3f;
    /** Nodes of a graph so small that growing another is not worth it. */
    private static final int NODES_MIN = 1_024;

    private final VectorTable table;
    private final long seed;
    private Generation serving;
    private Generation growing;
    /** Slots below this are in the growing graph. */
    private int grown;

    private int[] waiting = new int[64];
    private int waitingCount;
    /** By slot: its place among those waiting, -1 for none. */
    private int[] places = new int[0];
    /** By slot: how far its vector has turned since its node was made. */
    private float[] turns = new float[0];

    NeighbourGraph(VectorTable table, long seed) {
        this.table = table;
        this.seed = seed;
        serving = new Generation();
        growing = serving;
    }

    /** One of Lucene's graphs with what its nodes stand for. */
    private final class Generation implements RandomVectorScorerSupplier {
        private final HnswGraphBuilder builder;
        private int[] slots = new int[64];
        /** By node: the unit vector it stays at, null while it stands where its slot's vector is. */
        private float[] @Nullable [] left = new float[64][];

        private int[] nodes = new int[0];
        private int size;
        private int current;

        Generation() {
            try {
                builder = HnswGraphBuilder.create(this, LINKS_MAX, INSERTION_BREADTH, seed);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        int node(int slot) {
            return slot < nodes.length ? nodes[slot] : -1;
        }

        void add(int slot) {
            if (slot >= nodes.length) {
                int before = nodes.length;
                nodes = Arrays.copyOf(nodes, slot + slot / 2 + 64);
                Arrays.fill(nodes, before, nodes.length, -1);
            }
            if (size == slots.length) {
                slots = Arrays.copyOf(slots, size * 2);
                left = Arrays.copyOf(left, size * 2);
            }
            current++;
            slots[size] = slot;
            nodes[slot] = size;
            try {
                builder.addGraphNode(size++);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        /** The slot's node stays where it is, and counts no longer. */
        void leave(int slot) {
            int node = node(slot);
            if (node >= 0) {
                left[node] = VectorMath.unit(table.copyRow(slot));
                nodes[slot] = -1;
                current--;
            }
        }

        float cosine(float[] unit, int unitOffset, int node) {
            float[] there = left[node];
            int slot = slots[node];
            if (there != null) {
                return KERNELS.dot(unit, unitOffset, there, 0, there.length);
            }
            return KERNELS.dot(unit, unitOffset, table.array(slot), table.offset(slot), table.width())
                    / table.norm(slot);
        }

        RandomVectorScorer scorer(float[] array, int offset, float norm) {
            return new RandomVectorScorer() {
                @Override
                public float score(int other) {
                    // Lucene's scores are not negative.
                    return Math.max(0, (1 + cosine(array, offset, other) / norm) / 2);
                }

                @Override
                public int maxOrd() {
                    return size;
                }
            };
        }

        @Override
        public RandomVectorScorer scorer(int node) {
            float[] there = left[node];
            int slot = slots[node];
            return there != null
                    ? scorer(there, 0, 1)
                    : scorer(table.array(slot), table.offset(slot), table.norm(slot));
        }

        @Override
        public RandomVectorScorerSupplier copy() {
            return this;
        }
    }

    /** Takes note that the slot's vector is about to be set, for the first time or to one turned by so many radians. */
    void moving(int slot, float turn) {
        reserve(slot);
        turns[slot] += turn;
        if (places[slot] < 0 && (serving.node(slot) < 0 || turns[slot] > TURN_MAX)) {
            serving.leave(slot);
            growing.leave(slot);
            if (waitingCount == waiting.length) {
                waiting = Arrays.copyOf(waiting, waitingCount * 2);
            }
            places[slot] = waitingCount;
            waiting[waitingCount++] = slot;
        }
    }

    private void reserve(int slot) {
        if (slot >= places.length) {
            int before = places.length;
            places = Arrays.copyOf(places, slot + slot / 2 + 64);
            Arrays.fill(places, before, places.length, -1);
            turns = Arrays.copyOf(turns, places.length);
        }
    }

    /** Takes note that the slot's vector is about to be cleared. */
    void leaving(int slot) {
        reserve(slot);
        turns[slot] = 0;
        serving.leave(slot);
        growing.leave(slot);
        if (places[slot] >= 0) {
            leaveQueue(slot);
        }
    }

    private void leaveQueue(int slot) {
        int last = waiting[--waitingCount];
        waiting[places[slot]] = last;
        places[last] = places[slot];
        places[slot] = -1;
    }

    /** Does a little of what there is to do: at most an insertion into each graph. */
    void step() {
        if (waitingCount > 0) {
            int slot = waiting[waitingCount - 1];
            leaveQueue(slot);
            turns[slot] = 0;
            serving.add(slot);
            if (growing != serving && slot < grown) {
                growing.add(slot);
            }
        }
        if (growing != serving) {
            grow();
        } else if (serving.size > Math.max(NODES_MIN, 2 * serving.current)) {
            growing = new Generation();
            grown = 0;
        }
    }

    private void grow() {
        while (grown < serving.nodes.length) {
            int slot = grown++;
            if (serving.node(slot) >= 0) {
                growing.add(slot);
                return;
            }
        }
        serving = growing;
    }

    /** Slots that are still compared one by one. */
    int waiting() {
        return waitingCount;
    }

    /** Nodes held, those that no longer count and those of a second graph included. */
    int nodes() {
        return serving.size + (growing == serving ? 0 : growing.size);
    }

    /**
     * Offers what is near the slot's vector to {@code nearest}: itself left out, only such with a cosine above 0 that are
     * welcome.
     *
     * @param breadth how many are looked at closely, at least as many as are wanted: the more, the less is missed
     */
    void find(int slot, int breadth, IntPredicate welcome, TopK nearest) {
        Generation graph = serving;
        for (int place = 0; place < waitingCount; place++) {
            int other = waiting[place];
            if (other != slot && welcome.test(other)) {
                offer(other, table.cosine(slot, other), nearest);
            }
        }
        if (graph.current == 0) {
            return;
        }
        RandomVectorScorer scorer = graph.scorer(table.array(slot), table.offset(slot), table.norm(slot));
        Bits accepted = new Bits() {
            @Override
            public boolean get(int node) {
                int other = graph.slots[node];
                return graph.nodes[other] == node && other != slot && welcome.test(other);
            }

            @Override
            public int length() {
                return graph.size;
            }
        };
        try {
            ScoreDoc[] found = HnswGraphSearcher.search(
                            scorer, breadth, graph.builder.getGraph(), accepted, Integer.MAX_VALUE)
                    .topDocs()
                    .scoreDocs;
            for (ScoreDoc each : found) {
                offer(graph.slots[each.doc], 2 * each.score - 1, nearest);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void offer(int slot, float cosine, TopK nearest) {
        if (cosine > 0) {
            nearest.offer(slot, cosine);
        }
    }
}
