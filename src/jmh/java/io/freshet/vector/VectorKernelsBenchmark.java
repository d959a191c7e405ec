package io.freshet.vector;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Kernels in plain Java and on the Vector API, on the rows of a table that fits the second-level cache. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class VectorKernelsBenchmark {
    private static final int ROWS = 512;

    @Param({"plain", "vector"})
    public String kernels;

    @Param({"100", "112", "300"})
    public int dimension;

    private VectorKernels chosen;
    private float[] rows;
    private float[] products;
    private int[] offsets;
    private int next;

    @Setup
    public void fill() {
        chosen = kernels.equals("plain")
                ? VectorKernels.plain()
                : VectorKernels.vectorApi().orElseThrow();
        Random random = new Random(1);
        rows = new float[ROWS * dimension];
        for (int index = 0; index < rows.length; index++) {
            rows[index] = (float) random.nextGaussian();
        }
        offsets = new int[ROWS];
        for (int row = 0; row < ROWS; row++) {
            offsets[row] = row * dimension;
        }
        products = new float[ROWS];
    }

    private int nextRow() {
        next = (next + 7) % ROWS;
        return offsets[next];
    }

    @Benchmark
    public float dot() {
        return chosen.dot(rows, 0, rows, nextRow(), dimension);
    }

    @Benchmark
    public float[] addScaled() {
        chosen.addScaled(1e-9f, rows, 0, rows, nextRow(), dimension);
        return rows;
    }

    /** Time per row. With rows of norm 1 the products are cosines. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public float[] cosineAgainstMany() {
        chosen.dotMany(rows, nextRow(), rows, offsets, ROWS, dimension, products, 0);
        return products;
    }
}
