package io.freshet.cli.bench;

import io.freshet.bench.BenchReport;
import io.freshet.bench.LatencyRecorder;
import io.freshet.bench.Load;
import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.Progress;
import io.freshet.config.ProcessingGuarantee;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Runs a benchmark: starts a broker and, under each processing guarantee, measures first the yardstick, a minimal
 * topology, and then Freshet. Each runs in processes of its own, under the same load. All processes have ended when
 * {@link #run} returns or throws. For one thread.
 */
final class BenchRun {
    /** Heap of the broker, which needs little at any load: log data is cached by the operating system. */
    private static final String BROKER_HEAP = "1g";

    private static final Pattern BROKER_READY = Pattern.compile("Kafka runs at ([^\\s;]+)");

    private final CommandContext context;
    private final BenchPlan plan;
    private final Progress progress;
    private double doneSeconds;
    private double stepSeconds;
    private long stepNanos;
    private String stepName = "";

    BenchRun(CommandContext context, BenchPlan plan, Progress progress) {
        this.context = context;
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Measures the yardstick and Freshet under each guarantee of the plan, and collects the figures in a report.
     *
     * @throws CommandFailure if a process ends unexpectedly, or the command is stopped
     */
    BenchReport run() throws IOException, InterruptedException {
        List<BenchReport.Result> results = new ArrayList<>();
        List<String> arguments =
                List.of("broker", "--data", plan.directory().resolve("broker").toString());
        try (BenchProcess broker = BenchProcess.start(
                "broker", plan.directory(), List.of("-Xms" + BROKER_HEAP, "-Xmx" + BROKER_HEAP), arguments)) {
            String bootstrapServers = broker.awaitOutput(BROKER_READY, context.stop());
            for (ProcessingGuarantee guarantee : plan.guarantees()) {
                BenchRunResult yardstick = measure(
                        plan.scaled(BenchPlan.YARDSTICK_SHARE),
                        new SystemUnderTest(SystemUnderTest.Kind.YARDSTICK, guarantee),
                        broker,
                        bootstrapServers);
                BenchRunResult freshet = measure(
                        plan, new SystemUnderTest(SystemUnderTest.Kind.FRESHET, guarantee), broker, bootstrapServers);
                results.add(new BenchReport.Result(
                        freshet.system().guaranteeLabel(), new BenchFigures(freshet, yardstick).all()));
            }
        }
        return new BenchReport(BenchEnvironment.facts(), plan.facts(), results);
    }

    private BenchRunResult measure(
            BenchPlan scaledPlan, SystemUnderTest system, BenchProcess broker, String bootstrapServers)
            throws IOException, InterruptedException {
        BenchPlan.Phases phases = scaledPlan.phases();
        begin(system, "start", BenchPlan.START_SECONDS);
        try (BenchInstances instances = new BenchInstances(context, scaledPlan, system, broker, bootstrapServers)) {
            LoadSender load =
                    new LoadSender(context, scaledPlan, instances, Load.of(scaledPlan.load()), this::reportProgress);
            begin(system, "initial articles", scaledPlan.initialSeconds(system));
            load.publishInitialArticles();
            begin(system, "warm-up", phases.warmUpSeconds());
            // First a flood, so that the rankers see enough clicks to be used; then the configured rate, at which the
            // JVMs, this one included, recompile much of their code.
            LoadSender.Flood unusedFlood = load.flood(phases.warmUpSeconds() / 2, 1);
            List<BenchSample> unusedSamples =
                    sendAtRate(instances, load, phases.warmUpSeconds() / 2, 1, new LatencyRecorder(1));
            begin(system, "latency", phases.pacedSeconds());
            LatencyRecorder latency = new LatencyRecorder(phases.repeats());
            List<BenchSample> paced = sendAtRate(instances, load, phases.pacedSeconds(), phases.repeats(), latency);
            BenchMemory memory = BenchMemory.of(instances);
            begin(system, "flood", phases.floodSeconds() * (1 + BenchPlan.FLOOD_LEAD_SHARE));
            LoadSender.Flood flood = load.flood(phases.floodSeconds(), phases.repeats());
            return new BenchRunResult(system, latency, paced, flood, memory);
        }
    }

    private static List<BenchSample> sendAtRate(
            BenchInstances instances, LoadSender load, double seconds, int repeats, LatencyRecorder latency)
            throws InterruptedException {
        SystemUnderTest system = instances.system();
        try (AnswerReader answers = AnswerReader.open(
                instances.settings().clientProperties(), system.names(), system.isFreshet(), latency)) {
            Objects.requireNonNull(answers);
            return load.sendAtRate(seconds, repeats, latency);
        }
    }

    private void begin(SystemUnderTest system, String step, double seconds) {
        doneSeconds += stepSeconds;
        stepSeconds = seconds;
        stepNanos = System.nanoTime();
        stepName = system.label() + ", " + step;
        reportProgress();
    }

    /**
     * Reports progress as a share of the estimated total duration, with the name of the current step, such as warm-up.
     * A step that takes longer than estimated counts for its estimated duration.
     */
    private void reportProgress() {
        double inStep = Math.min(stepSeconds, (System.nanoTime() - stepNanos) / 1e9);
        progress.report(Math.min(1, (doneSeconds + inStep) / plan.estimatedSeconds()), stepName);
    }
}
