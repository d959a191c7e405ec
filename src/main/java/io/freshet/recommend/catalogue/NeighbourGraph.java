package io.freshet.recommend.catalogue;

import io.freshet.vector.TopK;
import io.freshet.vector.VectorKernels;
import io.freshet.vector.VectorMath;
import io.freshet.vector.VectorTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntPredicate;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.apache.lucene.util.hnsw.HnswGraphBuilder;
import org.apache.lucene.util.hnsw.HnswGraphSearcher;
import org.apache.lucene.util.hnsw.NeighborArray;
import org.apache.lucene.util.hnsw.OnHeapHnswGraph;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.hnsw.RandomVectorScorerSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is near in one table of vectors without looking at all of it: a hierarchical navigable small world (Malkov
 * and Yashunin 2018) of Lucene's.
 *
 * <p>Lucene's graph only grows, and here vectors move and articles leave. A node stands where its slot's vector is. When
 * that leaves or has turned too far, the node stays behind with a copy of it: it no longer counts, but still leads the way
 * to what is near. (Were it to move along, it would push what it has left from the lists of links of what it comes near:
 * of quickly changing articles a tenth was then not found.) What came or turned waits in a queue, is compared one by one
 * while it waits, and gets a node in a {@link #step}, which never has more to do than two insertions. When half of the
 * nodes no longer count, a second graph grows beside the first, step by step, and takes its place.
 *
 * <p>Threads: one thread writes, any number search. {@link #step}, by far the longest, runs beside searches; all else that
 * writes does so while nobody searches. So a step changes nothing that a search reads but nodes and links: Lucene's graph
 * is the writing thread's own, and after each insertion the links that changed are published, each list as an array that
 * never changes again. A search takes a {@link Snapshot} and passes over nodes that came after it. A new node leads the
 * way at once but does not count before {@link #settle}, which takes its slot from the queue: each slot is found once.
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

    /** Slots compared one by one; the last of them have nodes that do not count yet. */
    private int[] waiting = new int[64];

    private int waitingCount;
    /** How many of those waiting have nodes. */
    private int insertedCount;
    /** Nodes that do not count yet. */
    private final List<Node> unsettled = new ArrayList<>();
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

    /** The slot of a node of Lucene's graph, and its published links. */
    private static final class Node {
        final int slot;
        /** By level: the nodes it leads to, an array that never changes. */
        final AtomicReferenceArray<int[]> links;
        /** The unit vector it stays at, null while it stands where its slot's vector is. Written while nobody searches. */
        float @Nullable [] left;
        /** Whether it may be found. Written while nobody searches. */
        boolean counts;

        Node(int slot, int levels) {
            this.slot = slot;
            this.links = new AtomicReferenceArray<>(levels);
        }
    }

    /** The graph as a search sees it: the first {@code size} nodes of the array. Immutable, except for the links of the nodes. */
    private static final class Snapshot {
        static final Snapshot EMPTY = new Snapshot(new Node[0], 0, -1, 0);

        final Node[] nodes;
        final int size;
        final int entry;
        final int levels;

        Snapshot(Node[] nodes, int size, int entry, int levels) {
            this.nodes = nodes;
            this.size = size;
            this.entry = entry;
            this.levels = levels;
        }
    }

    /** One search's way through a snapshot. For one thread. */
    private static final class Walk extends HnswGraph {
        private final Snapshot snapshot;
        private int[] links = {};
        private int next;

        Walk(Snapshot snapshot) {
            this.snapshot = snapshot;
        }

        @Override
        public void seek(int level, int node) {
            links = snapshot.nodes[node].links.get(level);
            next = 0;
        }

        @Override
        public int nextNeighbor() {
            while (next < links.length) {
                int node = links[next++];
                if (node < snapshot.size) {
                    return node;
                }
            }
            return DocIdSetIterator.NO_MORE_DOCS;
        }

        @Override
        public int size() {
            return snapshot.size;
        }

        @Override
        public int numLevels() {
            return snapshot.levels;
        }

        @Override
        public int entryNode() {
            return snapshot.entry;
        }

        @Override
        public NodesIterator getNodesOnLevel(int level) {
            throw new UnsupportedOperationException("searches visit no whole level");
        }
    }

    /** One of Lucene's graphs with its nodes. Owned by the writing thread; searches read the snapshot. */
    private final class Generation implements RandomVectorScorerSupplier {
        private final HnswGraphBuilder builder;
        /** Draws the level of each node as the builder does, from the same seed: Lucene does not tell it. */
        private final SplittableRandom levelDraws;

        private Node[] nodes = new Node[64];
        private int[] nodeBySlot = new int[0];
        private int size;
        private int current;
        private volatile Snapshot snapshot = Snapshot.EMPTY;

        Generation() {
            levelDraws = new SplittableRandom(seed);
            try {
                builder = HnswGraphBuilder.create(this, LINKS_MAX, INSERTION_BREADTH, seed);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        int node(int slot) {
            return slot < nodeBySlot.length ? nodeBySlot[slot] : -1;
        }

        /** Gives the slot a node, which does not count yet. */
        Node add(int slot) {
            if (slot >= nodeBySlot.length) {
                int before = nodeBySlot.length;
                nodeBySlot = Arrays.copyOf(nodeBySlot, slot + slot / 2 + 64);
                Arrays.fill(nodeBySlot, before, nodeBySlot.length, -1);
            }
            if (size == nodes.length) {
                nodes = Arrays.copyOf(nodes, size * 2);
            }
            Node node = new Node(slot, drawLevels());
            current++;
            nodes[size] = node;
            nodeBySlot[slot] = size;
            try {
                builder.addGraphNode(size++);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            publish(size - 1);
            return node;
        }

        private int drawLevels() {
            double draw = levelDraws.nextDouble();
            while (draw == 0) {
                draw = levelDraws.nextDouble();
            }
            return 1 + (int) (-Math.log(draw) * (1 / Math.log(LINKS_MAX)));
        }

        /** Shows searches a new node, and then lets those that it leads to lead to it: no other list of links has changed. */
        private void publish(int node) {
            AtomicReferenceArray<int[]> links = nodes[node].links;
            for (int level = 0; level < links.length(); level++) {
                links.set(level, links(level, node));
            }
            OnHeapHnswGraph graph = builder.getGraph();
            if (graph.entryNode() == node && graph.numLevels() != links.length()) {
                throw new IllegalStateException("node " + node + " has " + graph.numLevels() + " levels, expected "
                        + links.length() + ": Lucene draws levels in another way");
            }
            snapshot = new Snapshot(nodes, size, graph.entryNode(), graph.numLevels());
            for (int level = 0; level < links.length(); level++) {
                for (int other : links.get(level)) {
                    nodes[other].links.set(level, links(level, other));
                }
            }
        }

        private int[] links(int level, int node) {
            NeighborArray neighbours = builder.getGraph().getNeighbors(level, node);
            return Arrays.copyOf(neighbours.nodes(), neighbours.size());
        }

        /** The slot's node stays where it is, and counts no longer. */
        void leave(int slot) {
            int node = node(slot);
            if (node >= 0) {
                nodes[node].left = VectorMath.unit(table.copyRow(slot));
                nodes[node].counts = false;
                nodeBySlot[slot] = -1;
                current--;
            }
        }

        @Override
        public RandomVectorScorer scorer(int node) {
            return NeighbourGraph.this.scorer(nodes[node], nodes, size);
        }

        @Override
        public RandomVectorScorerSupplier copy() {
            return this;
        }
    }

    /** Compares with where a node stands. */
    private RandomVectorScorer scorer(Node node, Node[] nodes, int size) {
        float[] there = node.left;
        return there != null
                ? scorer(there, 0, 1, nodes, size)
                : scorer(table.array(node.slot), table.offset(node.slot), table.norm(node.slot), nodes, size);
    }

    private RandomVectorScorer scorer(float[] array, int offset, float norm, Node[] nodes, int size) {
        return new RandomVectorScorer() {
            @Override
            public float score(int other) {
                // Lucene's scores are not negative.
                return Math.max(0, (1 + cosine(array, offset, nodes[other]) / norm) / 2);
            }

            @Override
            public int maxOrd() {
                return size;
            }
        };
    }

    private float cosine(float[] unit, int unitOffset, Node node) {
        float[] there = node.left;
        int slot = node.slot;
        if (there != null) {
            return KERNELS.dot(unit, unitOffset, there, 0, there.length);
        }
        return KERNELS.dot(unit, unitOffset, table.array(slot), table.offset(slot), table.width()) / table.norm(slot);
    }

    /** Takes note that the slot's vector is about to be set, for the first time or to one turned by so many radians. */
    void moving(int slot, float turn) {
        settle();
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
        settle();
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

    /** Lets new nodes count, and a graph that has grown take the other's place; while nobody searches. */
    void settle() {
        for (Node node : unsettled) {
            node.counts = true;
        }
        unsettled.clear();
        for (; insertedCount > 0; insertedCount--) {
            leaveQueue(waiting[waitingCount - 1]);
        }
        if (growing != serving && grown >= serving.nodeBySlot.length) {
            serving = growing;
        }
    }

    /** Does a little of what there is to do, beside searches: at most an insertion into each graph. */
    void step() {
        if (waiting() > 0) {
            int slot = waiting[waitingCount - 1 - insertedCount++];
            turns[slot] = 0;
            unsettled.add(serving.add(slot));
            if (growing != serving && slot < grown) {
                unsettled.add(growing.add(slot));
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
        while (grown < serving.nodeBySlot.length) {
            int node = serving.node(grown++);
            if (node >= 0) {
                Node added = growing.add(serving.nodes[node].slot);
                added.counts = serving.nodes[node].counts;
                if (!added.counts) {
                    unsettled.add(added);
                }
                return;
            }
        }
    }

    /** Slots that wait for a node. */
    int waiting() {
        return waitingCount - insertedCount;
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
        for (int place = 0; place < waitingCount; place++) {
            int other = waiting[place];
            if (other != slot && welcome.test(other)) {
                offer(other, table.cosine(slot, other), nearest);
            }
        }
        Snapshot graph = serving.snapshot;
        if (graph.size == 0) {
            return;
        }
        RandomVectorScorer scorer =
                scorer(table.array(slot), table.offset(slot), table.norm(slot), graph.nodes, graph.size);
        Bits accepted = new Bits() {
            @Override
            public boolean get(int node) {
                Node there = graph.nodes[node];
                return there.counts && there.slot != slot && welcome.test(there.slot);
            }

            @Override
            public int length() {
                return graph.size;
            }
        };
        try {
            TopKnnCollector found = new TopKnnCollector(breadth, Integer.MAX_VALUE);
            HnswGraphSearcher.search(scorer, found, new Walk(graph), accepted);
            for (ScoreDoc each : found.topDocs().scoreDocs) {
                offer(graph.nodes[each.doc].slot, 2 * each.score - 1, nearest);
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
