package io.freshet.words.train;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A training step with six context words and six targets, on rows padded as the trainer pads dimension 100. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SgnsStepKernelsBenchmark {
    private static final int ROWS = 512;
    private static final int ROW_LENGTH = 112;
    private static final int CONTEXTS = 6;
    private static final int TARGETS = 6;

    private final float[] input = new float[ROWS * ROW_LENGTH];
    private final float[] output = new float[ROWS * ROW_LENGTH];
    private final float[] labels = new float[TARGETS];
    private final SgnsStep step = new SgnsStep(ROW_LENGTH, CONTEXTS, TARGETS);
    private final SgnsStep.Rows contexts = new SgnsStep.Rows(CONTEXTS);
    private final SgnsStep.Rows targets = new SgnsStep.Rows(TARGETS);
    private final Random random = new Random(1);

    @Setup
    public void fill() {
        labels[0] = 1;
        for (int index = 0; index < input.length; index++) {
            input[index] = (float) random.nextGaussian() / 10;
        }
    }

    private void draw() {
        contexts.clear();
        targets.clear();
        for (int row = 0; row < TARGETS; row++) {
            contexts.add(random.nextInt(ROWS) * ROW_LENGTH, 1e-3f);
            targets.add(random.nextInt(ROWS) * ROW_LENGTH, 1e-3f);
        }
    }

    private float[] skipGram() {
        draw();
        step.skipGram(input, contexts, output, targets, labels);
        return output;
    }

    private float[] cbow() {
        draw();
        step.cbow(input, contexts, output, targets, labels);
        return output;
    }

    @Benchmark
    @Fork(jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
    public float[] skipGramWithVectorApi() {
        return skipGram();
    }

    @Benchmark
    public float[] skipGramPlain() {
        return skipGram();
    }

    @Benchmark
    @Fork(jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
    public float[] cbowWithVectorApi() {
        return cbow();
    }

    @Benchmark
    public float[] cbowPlain() {
        return cbow();
    }
}
