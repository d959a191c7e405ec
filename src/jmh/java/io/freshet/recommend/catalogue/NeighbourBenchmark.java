package io.freshet.recommend.catalogue;

import io.freshet.recommend.LiveNewsroom;
import io.freshet.recommend.decay.ListTime;
import io.freshet.vector.TopK;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Search for the fifty nearest neighbours of an article by item vector, exhaustively and in the graph, by number of
 * live articles. Also prints the recall of the graph and the time per insertion.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class NeighbourBenchmark {
    private static final int NEIGHBOURS = 50;
    private static final int QUERIES = 500;
    private static final ListTime NOW = ListTime.ofEvents(LiveNewsroom.NOW);

    @Param({"2000", "5000", "10000", "20000", "100000"})
    public int articles;

    @Param({"100"})
    public int breadth;

    private LiveNewsroom newsroom;
    private NeighbourGraph graph;
    private final NearestArticles exact = new ExactNearestArticles();
    private final int[] slots = new int[QUERIES];
    private final int[] neighbours = new int[NEIGHBOURS];
    private int next;

    @Setup(Level.Trial)
    public void open() {
        newsroom = new LiveNewsroom(articles, LiveNewsroom.settings(articles, articles + 1), 1);
        Catalogue catalogue = newsroom.catalogue;
        graph = new NeighbourGraph(catalogue.in(), 1);
        long startNanos = System.nanoTime();
        for (int slot = 0; slot < catalogue.slotBound(); slot++) {
            graph.beforePut(slot, 0);
        }
        while (graph.backlog() > 0) {
            graph.step();
        }
        double micros = (System.nanoTime() - startNanos) / 1e3 / articles;
        int hits = 0;
        int all = 0;
        for (int query = 0; query < QUERIES; query++) {
            slots[query] = catalogue.slotOf(LiveNewsroom.id(newsroom.draw()));
            int count = exact.find(catalogue, catalogue.in(), slots[query], NOW, neighbours);
            Set<Integer> found = new HashSet<>();
            for (int slot : find(slots[query])) {
                found.add(slot);
            }
            for (int index = 0; index < count; index++) {
                hits += found.contains(neighbours[index]) ? 1 : 0;
            }
            all += count;
        }
        System.out.printf(
                "%n%,d articles: recall@%d %.4f, %.0f us per insertion%n",
                articles, NEIGHBOURS, (double) hits / all, micros);
    }

    private int[] find(int slot) {
        TopK nearest = new TopK(NEIGHBOURS);
        graph.find(slot, breadth, other -> newsroom.catalogue.isAlive(other, NOW), nearest);
        return nearest.indices();
    }

    private int nextSlot() {
        next = (next + 1) % QUERIES;
        return slots[next];
    }

    @Benchmark
    public int exhaustiveSearch() {
        return exact.find(newsroom.catalogue, newsroom.catalogue.in(), nextSlot(), NOW, neighbours);
    }

    @Benchmark
    public int[] graphSearch() {
        return find(nextSlot());
    }
}
