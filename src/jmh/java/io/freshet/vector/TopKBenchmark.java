package io.freshet.vector;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Selection of the best fifty scores, in random order and in ascending order, the worst case: every offer is kept. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TopKBenchmark {
    private static final int LIMIT = 50;

    @Param({"1000", "100000"})
    public int offers;

    private final TopK best = new TopK(LIMIT);
    private float[] random;
    private float[] ascending;

    @Setup
    public void fill() {
        SplittableRandom source = new SplittableRandom(1);
        random = new float[offers];
        ascending = new float[offers];
        for (int index = 0; index < offers; index++) {
            random[index] = (float) source.nextDouble();
            ascending[index] = index;
        }
    }

    @Benchmark
    public int[] ofRandomScores() {
        return best(random);
    }

    @Benchmark
    public int[] ofAscendingScores() {
        return best(ascending);
    }

    private int[] best(float[] scores) {
        best.clear();
        for (int index = 0; index < scores.length; index++) {
            best.offer(index, scores[index]);
        }
        return best.indices();
    }
}
