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
 * Approximate nearest-neighbour index of one table of vectors: a hierarchical navigable small world graph (Malkov and
 * Yashunin 2018), built with Lucene.
 *
 * <p>Lucene's graph only grows, but here vectors change and articles are removed. A node represents the current vector
 * of its slot. When the vector is removed or has rotated by more than {@link #ROTATION_MAX}, the node becomes
 * <i>stale</i>: it keeps a copy of the vector and is no longer returned, but searches still traverse it. (A node that
 * followed its vector instead would displace good links of its new neighbours; a tenth of the neighbours of quickly
 * changing articles was then not found.) Slots whose vector has no node wait in a queue, are compared exhaustively
 * while they wait, and get a node in a {@link #step} of at most three insertions. When more than half of the nodes are
 * stale, a second graph is built step by step and then replaces the first.
 *
 * <p>Threads: one thread writes, any number of threads search. {@link #step}, by far the longest operation, runs
 * concurrently with searches; all other changes happen while nobody searches. A step therefore modifies no data that
 * searches read except nodes and links: Lucene's graph belongs to the writing thread, and after each insertion the
 * changed links are published, each list as an immutable array. A search takes a {@link Snapshot} and skips nodes newer
 * than it. A new node is traversed at once but not returned before {@link #settle}, which removes its slot from the
 * queue, so each slot is found exactly once.
 */
final class NeighbourGraph {
    private static final VectorKernels KERNELS = VectorKernels.best();
    /** Maximum number of links per node and level (M); twice as many on the lowest level. */
    private static final int LINKS_MAX = 12;
    /** Candidate neighbours that the insertion of a node keeps during its search (efConstruction). */
    private static final int INSERTION_BREADTH = 60;
    /**
     * Maximum accumulated rotation of a vector since its node was inserted, radians; above it, the vector gets a new
     * node and the old node becomes stale.
     */
    private static final float ROTATION_MAX = .3f;
    /** Number of nodes up to which the graph is never rebuilt. */
    private static final int NODES_MIN = 1_024;

    private final VectorTable table;
    private final long seed;
    private Generation active;
    /**
     * Graph under construction that will replace {@link #active}; the same object as {@code active} if none is under
     * construction.
     */
    private Generation rebuilding;
    /**
     * Number of slots (indices of vectors), from 0 on, whose nodes are already copied to the graph under construction.
     */
    private int rebuilt;

    /**
     * Slots whose vectors every search compares one by one, because the graph does not return them yet. The last
     * {@link #insertedCount} of them have nodes; the others wait for a node.
     */
    private int[] queue = new int[64];

    private int queueSize;
    /** Number of slots, at the end of {@link #queue}, that already have a node. */
    private int insertedCount;
    /** Nodes that searches do not return before the next {@link #settle}. */
    private final List<Node> unsettled = new ArrayList<>();
    /** Position of each slot in {@link #queue}, indexed by slot; -1 for a slot that is not queued. */
    private int[] queuePositions = new int[0];
    /** Accumulated rotation of each slot's vector since its node was inserted, radians, indexed by slot. */
    private float[] rotations = new float[0];

    NeighbourGraph(VectorTable table, long seed) {
        this.table = table;
        this.seed = seed;
        active = new Generation();
        rebuilding = active;
    }

    /**
     * Node of Lucene's graph as searches see it: its slot (index of its vector in the table) and its links to other
     * nodes.
     */
    private static final class Node {
        final int slot;
        /** Numbers of the linked nodes, one array for each level of the graph; the arrays are immutable. */
        final AtomicReferenceArray<int[]> links;
        /**
         * Last vector that a stale node represented, scaled to length 1; null for a node that is not stale. A node is
         * stale once its slot has lost this vector or got one that differs too much. Written while nobody searches.
         */
        float @Nullable [] staleVector;
        /** Whether searches may return the node; they traverse the node in any case. Written while nobody searches. */
        boolean returnable;

        Node(int slot, int levels) {
            this.slot = slot;
            this.links = new AtomicReferenceArray<>(levels);
        }
    }

    /**
     * Graph as one search sees it: the first {@code size} nodes of the array, without later insertions. Immutable,
     * except for the nodes' links.
     */
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

    /**
     * Cursor with which one search follows the links of a {@link Snapshot}, in the form that Lucene requires. For one
     * thread.
     */
    private static final class SnapshotCursor extends HnswGraph {
        private final Snapshot snapshot;
        private int[] links = {};
        private int next;

        SnapshotCursor(Snapshot snapshot) {
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
            throw new UnsupportedOperationException("a search visits no whole level");
        }
    }

    /**
     * One Lucene graph with its nodes; a rebuild creates the next generation. Owned by the writing thread; searches
     * read the snapshot.
     */
    private final class Generation implements RandomVectorScorerSupplier {
        private final HnswGraphBuilder builder;
        /**
         * Random numbers that reproduce the level of each node, which Lucene does not expose, from the seed of Lucene's
         * builder.
         */
        private final SplittableRandom levelRandom;

        private Node[] nodes = new Node[64];
        private int[] nodeBySlot = new int[0];
        private int size;
        /** Number of nodes that are not stale: each represents the current vector of its slot. */
        private int current;

        private volatile Snapshot snapshot = Snapshot.EMPTY;

        Generation() {
            levelRandom = new SplittableRandom(seed);
            try {
                builder = HnswGraphBuilder.create(this, LINKS_MAX, INSERTION_BREADTH, seed);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        int node(int slot) {
            return slot < nodeBySlot.length ? nodeBySlot[slot] : -1;
        }

        /**
         * Inserts a node for the vector of a slot and returns the node; searches do not return it as a result before
         * {@link NeighbourGraph#settle}.
         */
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
            double draw = levelRandom.nextDouble();
            while (draw == 0) {
                draw = levelRandom.nextDouble();
            }
            return 1 + (int) (-Math.log(draw) * (1 / Math.log(LINKS_MAX)));
        }

        /**
         * Makes a newly inserted node visible to concurrent searches, then publishes the changed links of the node's
         * neighbours. An insertion changes no other links.
         */
        private void publish(int node) {
            AtomicReferenceArray<int[]> links = nodes[node].links;
            for (int level = 0; level < links.length(); level++) {
                links.set(level, links(level, node));
            }
            OnHeapHnswGraph graph = builder.getGraph();
            if (graph.entryNode() == node && graph.numLevels() != links.length()) {
                throw new IllegalStateException("node " + node + " has " + graph.numLevels() + " levels, expected "
                        + links.length() + "; this Lucene version draws levels differently");
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

        /**
         * Makes the node of a slot stale: searches no longer return the node. The node keeps a copy of the slot's
         * current vector. Ignores a slot without a node.
         */
        void markStale(int slot) {
            int node = node(slot);
            if (node >= 0) {
                nodes[node].staleVector = VectorMath.unit(table.copyRow(slot));
                nodes[node].returnable = false;
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

    /**
     * Returns a Lucene scorer that compares the vector of {@code node} with those of the first {@code size} of
     * {@code nodes}.
     */
    private RandomVectorScorer scorer(Node node, Node[] nodes, int size) {
        float[] stale = node.staleVector;
        return stale != null
                ? scorer(stale, 0, 1, nodes, size)
                : scorer(table.array(node.slot), table.offset(node.slot), table.norm(node.slot), nodes, size);
    }

    private RandomVectorScorer scorer(float[] array, int offset, float norm, Node[] nodes, int size) {
        return new RandomVectorScorer() {
            @Override
            public float score(int other) {
                // Lucene requires scores of at least 0.
                return Math.max(0, (1 + cosine(array, offset, nodes[other]) / norm) / 2);
            }

            @Override
            public int maxOrd() {
                return size;
            }
        };
    }

    private float cosine(float[] unit, int unitOffset, Node node) {
        float[] stale = node.staleVector;
        int slot = node.slot;
        if (stale != null) {
            return KERNELS.dot(unit, unitOffset, stale, 0, stale.length);
        }
        return KERNELS.dot(unit, unitOffset, table.array(slot), table.offset(slot), table.width()) / table.norm(slot);
    }

    /**
     * Prepares for a change of a slot's vector: queues the slot for a new node if it has no node or its vector rotates
     * too far. Call before the vector changes.
     *
     * @param rotation angle between the old and the new vector, radians; 0 for the first vector
     */
    void beforePut(int slot, float rotation) {
        settle();
        reserve(slot);
        rotations[slot] += rotation;
        if (queuePositions[slot] < 0 && (active.node(slot) < 0 || rotations[slot] > ROTATION_MAX)) {
            active.markStale(slot);
            rebuilding.markStale(slot);
            if (queueSize == queue.length) {
                queue = Arrays.copyOf(queue, queueSize * 2);
            }
            queuePositions[slot] = queueSize;
            queue[queueSize++] = slot;
        }
    }

    private void reserve(int slot) {
        if (slot >= queuePositions.length) {
            int before = queuePositions.length;
            queuePositions = Arrays.copyOf(queuePositions, slot + slot / 2 + 64);
            Arrays.fill(queuePositions, before, queuePositions.length, -1);
            rotations = Arrays.copyOf(rotations, queuePositions.length);
        }
    }

    /**
     * Prepares for the removal of a slot's vector: searches no longer return the slot. Makes its node stale and removes
     * the slot from the queue. Call before the vector is removed.
     */
    void beforeClear(int slot) {
        settle();
        reserve(slot);
        rotations[slot] = 0;
        active.markStale(slot);
        rebuilding.markStale(slot);
        if (queuePositions[slot] >= 0) {
            dequeue(slot);
        }
    }

    private void dequeue(int slot) {
        int last = queue[--queueSize];
        queue[queuePositions[slot]] = last;
        queuePositions[last] = queuePositions[slot];
        queuePositions[slot] = -1;
    }

    /**
     * Lets searches return the nodes inserted since the last call, and activates a completely rebuilt graph; call while
     * nobody searches.
     */
    void settle() {
        for (Node node : unsettled) {
            node.returnable = true;
        }
        unsettled.clear();
        for (; insertedCount > 0; insertedCount--) {
            dequeue(queue[queueSize - 1]);
        }
        if (rebuilding != active && rebuilt >= active.nodeBySlot.length) {
            active = rebuilding;
        }
    }

    /**
     * Runs a small step of indexing, concurrently with searches: at most one insertion into the active graph and two
     * into a graph under construction.
     */
    void step() {
        if (backlog() > 0) {
            int slot = queue[queueSize - 1 - insertedCount++];
            rotations[slot] = 0;
            unsettled.add(active.add(slot));
            if (rebuilding != active && slot < rebuilt) {
                unsettled.add(rebuilding.add(slot));
            }
        }
        if (rebuilding != active) {
            rebuild();
        } else if (active.size > Math.max(NODES_MIN, 2 * active.current)) {
            rebuilding = new Generation();
            rebuilt = 0;
        }
    }

    private void rebuild() {
        while (rebuilt < active.nodeBySlot.length) {
            int node = active.node(rebuilt++);
            if (node >= 0) {
                Node added = rebuilding.add(active.nodes[node].slot);
                added.returnable = active.nodes[node].returnable;
                if (!added.returnable) {
                    unsettled.add(added);
                }
                return;
            }
        }
    }

    /** Number of slots that still wait for a node in the graph. */
    int backlog() {
        return queueSize - insertedCount;
    }

    /** Number of nodes, including stale nodes and those of a graph under construction. */
    int nodes() {
        return active.size + (rebuilding == active ? 0 : rebuilding.size);
    }

    /**
     * Searches approximately for the slots whose vectors are most similar to that of {@code slot}, and offers them to
     * {@code nearest}. Offers only slots that are {@code eligible} and have a cosine above 0. Queued slots are compared
     * exhaustively.
     *
     * @param breadth nodes kept during the search (efSearch), at least the number of neighbours requested; more nodes
     *     raise recall and time
     */
    void find(int slot, int breadth, IntPredicate eligible, TopK nearest) {
        for (int position = 0; position < queueSize; position++) {
            int other = queue[position];
            if (other != slot && eligible.test(other)) {
                offer(other, table.cosine(slot, other), nearest);
            }
        }
        Snapshot graph = active.snapshot;
        if (graph.size == 0) {
            return;
        }
        RandomVectorScorer scorer =
                scorer(table.array(slot), table.offset(slot), table.norm(slot), graph.nodes, graph.size);
        Bits accepted = new Bits() {
            @Override
            public boolean get(int node) {
                Node candidate = graph.nodes[node];
                return candidate.returnable && candidate.slot != slot && eligible.test(candidate.slot);
            }

            @Override
            public int length() {
                return graph.size;
            }
        };
        try {
            TopKnnCollector found = new TopKnnCollector(breadth, Integer.MAX_VALUE);
            HnswGraphSearcher.search(scorer, found, new SnapshotCursor(graph), accepted);
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
