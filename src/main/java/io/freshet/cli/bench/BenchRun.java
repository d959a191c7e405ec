package io.freshet.cli.bench;

import io.freshet.bench.AnswerClock;
import io.freshet.bench.BenchReport;
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
 * A whole benchmark: one broker, and under each guarantee first the yardstick and then the recommender, each in processes of
 * their own, under the same load. Everything it started has ended when it returns, whatever happens. For one thread.
 */
final class BenchRun {
    /** A broker needs little, however much the instances hold: what it keeps of its topics is the system's. */
    private static final String BROKER_HEAP = "1g";

    private static final Pattern BROKER_RUNS = Pattern.compile("Kafka runs at ([^\\s;]+)");

    private final CommandContext context;
    private final BenchPlan plan;
    private final Progress progress;
    private double doneSeconds;
    private double stepSeconds;
    private long stepNanos;
    private String doing = "";

    BenchRun(CommandContext context, BenchPlan plan, Progress progress) {
        this.context = context;
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Runs it.
     *
     * @throws CommandFailure if a process ends by itself, or the command is stopped
     */
    BenchReport run() throws IOException, InterruptedException {
        List<BenchReport.Part> parts = new ArrayList<>();
        List<String> arguments =
                List.of("broker", "--data", plan.directory().resolve("broker").toString());
        try (BenchProcess broker = BenchProcess.start(
                "broker", plan.directory(), List.of("-Xms" + BROKER_HEAP, "-Xmx" + BROKER_HEAP), arguments)) {
            String bootstrapServers = broker.awaitSaying(BROKER_RUNS, context.stop());
            for (ProcessingGuarantee guarantee : plan.guarantees()) {
                BenchOutcome yardstick = measure(
                        plan.shortened(BenchPlan.YARDSTICK_SHARE),
                        new BenchSubject(BenchSubject.Kind.YARDSTICK, guarantee),
                        broker,
                        bootstrapServers);
                BenchOutcome freshet =
                        measure(plan, new BenchSubject(BenchSubject.Kind.FRESHET, guarantee), broker, bootstrapServers);
                parts.add(new BenchReport.Part(
                        freshet.subject().guaranteeLabel(), new BenchFigures(freshet, yardstick).all()));
            }
        }
        return new BenchReport(BenchEnvironment.facts(), plan.facts(), parts);
    }

    private BenchOutcome measure(BenchPlan timed, BenchSubject subject, BenchProcess broker, String bootstrapServers)
            throws IOException, InterruptedException {
        begin(subject, "starts", BenchPlan.START_SECONDS);
        try (BenchStand stand = new BenchStand(context, timed, subject, broker, bootstrapServers)) {
            BenchLoad load = new BenchLoad(context, timed, stand, Load.of(timed.load()), this::report);
            begin(subject, "opens", timed.openingSeconds(subject));
            load.open();
            begin(subject, "warms up", timed.warmUpSeconds());
            // Flooded, so that the rankers have learned enough to be used sooner than at the load's pace; then at that
            // pace, for which the virtual machines, this one too, compile much of their code anew.
            BenchLoad.Flood unusedFlood = load.flood(timed.warmUpSeconds() / 2, 1);
            List<BenchSample> unusedSamples = pace(stand, load, timed.warmUpSeconds() / 2, new AnswerClock(1), 1);
            begin(subject, "at its pace", timed.pacedSeconds());
            AnswerClock clock = new AnswerClock(timed.repeats());
            List<BenchSample> paced = pace(stand, load, timed.pacedSeconds(), clock, timed.repeats());
            BenchMemory memory = BenchMemory.of(stand);
            begin(subject, "flooded", timed.floodSeconds() * (1 + BenchPlan.FLOOD_LEAD_SHARE));
            BenchLoad.Flood flood = load.flood(timed.floodSeconds(), timed.repeats());
            return new BenchOutcome(subject, clock, paced, flood, memory);
        }
    }

    private static List<BenchSample> pace(
            BenchStand stand, BenchLoad load, double seconds, AnswerClock clock, int repeats)
            throws InterruptedException {
        BenchSubject subject = stand.subject();
        try (BenchAnswers answers =
                BenchAnswers.open(stand.settings().clientProperties(), subject.names(), subject.isFreshet(), clock)) {
            Objects.requireNonNull(answers);
            return load.pace(seconds, repeats, clock);
        }
    }

    private void begin(BenchSubject subject, String what, double seconds) {
        doneSeconds += stepSeconds;
        stepSeconds = seconds;
        stepNanos = System.nanoTime();
        doing = subject.label() + ", " + what;
        report();
    }

    /** A step that takes longer than planned, on a busy machine, stands still in the progress and not at its end. */
    private void report() {
        double inStep = Math.min(stepSeconds, (System.nanoTime() - stepNanos) / 1e9);
        progress.report(Math.min(1, (doneSeconds + inStep) / plan.estimatedSeconds()), doing);
    }
}
