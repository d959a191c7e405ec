package io.freshet.whole;

import io.freshet.Eventually;
import io.freshet.codec.contract.Topic;
import io.freshet.codec.contract.Topics;
import io.freshet.dataset.TimedEvent;
import io.freshet.event.Click;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a cluster of processes: a newsroom sends at a fixed rate, pausing above a backlog of half a minute, while
 * the faults of a schedule happen one after another. The seed determines the stream and the faults. The number of
 * events sent depends on the duration of the faults on this machine.
 */
final class FailureSimulation {
    private static final Logger LOG = LoggerFactory.getLogger(FailureSimulation.class);
    static final long START_MILLIS = Instant.parse("2025-03-03T08:00:00Z").toEpochMilli();
    private static final Duration QUIET = Duration.ofSeconds(3);
    /**
     * Topics ignored when waiting for quiet. An article's related list is published at most every thirty seconds, long
     * after all other output; the outcome waits for one per article.
     */
    private static final Set<Topic<?, ?>> SLOW_TOPICS = Set.of(Topics.RELATED);
    /** Time without faults at the start and at the end of the stream. */
    private static final Duration FAULT_FREE_TIME = Duration.ofSeconds(1);
    /**
     * Backlog at which the newsroom pauses. A machine that is slower than the stream would otherwise fall behind without
     * limit, and the time until lists are back after a fault would measure the machine.
     */
    private static final Duration BACKLOG_MAX = Duration.ofSeconds(30);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    /**
     * The plan of a run.
     *
     * @param probed whether probes are sent at the end, to compare their lists with those of another run
     * @param rights trial of erasures, withdrawals and expiries after the stream
     */
    record Plan(
            FaultSchedule schedule, TrialCluster.Layout layout, StreamLoad load, boolean probed, RightsFaults rights) {

        /** Returns a plan for the same stream of a given number of events, without faults. */
        Plan undisturbed(int events) {
            return new Plan(
                    FaultSchedule.none(schedule.seed()),
                    layout,
                    new StreamLoad(load.readers(), load.eventsPerSecond(), events),
                    probed,
                    new RightsFaults(List.of(), rights.within()));
        }
    }

    /**
     * The load of the stream.
     *
     * @param eventsPerSecond sending rate of the newsroom
     * @param eventsMin least number of events; more are sent while faults last
     */
    record StreamLoad(int readers, int eventsPerSecond, int eventsMin) {}

    /**
     * Faults during erasures, withdrawals and expiries.
     *
     * @param faults faults, one per round; empty for no trial
     * @param within longest time from reading the last event until all removed data must be gone
     */
    record RightsFaults(List<Fault> faults, Duration within) {}

    /**
     * The effect of one fault.
     *
     * @param recoveryMillis time from the fault until lists appeared on every partition
     * @param latencyMillisMax largest latency of a click until then
     * @param durationMillis time until all processes ran again and lists appeared on every partition
     */
    record FaultReport(Fault fault, long recoveryMillis, long latencyMillisMax, long durationMillis) {
        @Override
        public String toString() {
            return fault + ": lists on every partition after " + recoveryMillis + " ms, largest latency of a click "
                    + latencyMillisMax + " ms, repaired after " + durationMillis + " ms";
        }
    }

    private final Plan plan;
    private final AnsweredClicks clicks = new AnsweredClicks();
    private final ReadTally tally = new ReadTally();
    private final List<TimedEvent> sent = new ArrayList<>();
    private final Set<String> eventIds = new HashSet<>();
    private final Map<String, Long> latestMillis = new HashMap<>();

    private FailureSimulation(Plan plan) {
        this.plan = plan;
    }

    /** Runs a plan with all data in a directory. */
    static FailureOutcome run(Path directory, Plan plan) throws IOException, InterruptedException {
        return new FailureSimulation(plan).run(directory);
    }

    private FailureOutcome run(Path directory) throws IOException, InterruptedException {
        FailureOutcome outcome;
        Stages stages = new Stages();
        UnreliableNewsroom events = new UnreliableNewsroom(
                plan.schedule().seed(), START_MILLIS, plan.load().readers());
        FutureTask<FailureOutcome.Expected> oracle =
                new FutureTask<>(() -> FailureOutcome.Expected.of(sent, directory.resolve("oracle")));
        Thread oracleThread = new Thread(oracle, "oracle");
        try (TrialCluster cluster = new TrialCluster(directory, plan.layout());
                NewsroomClient newsroom = new NewsroomClient(cluster.bootstrapServers(), TrialCluster.APPLICATION_ID);
                ListTail lists = new ListTail(cluster.bootstrapServers(), clicks::listRead)) {
            stages.ended("cluster started");
            sendOpening(newsroom, events);
            stages.ended("opening processed");
            List<FaultReport> faults = sendDuringFaults(cluster, newsroom, events);
            stages.ended("faults repaired");
            if (!plan.probed()) {
                oracleThread.start();
            }
            newsroom.flush();
            newsroom.awaitQuiet(QUIET, SLOW_TOPICS);
            awaitAnswers("all clicks are answered", () -> clicks.unanswered() == 0);
            stages.ended("clicks answered");
            int streamed = sent.size();
            Map<String, Set<String>> answers = Map.of();
            if (plan.probed()) {
                answers = probe(newsroom, lists);
                oracleThread.start();
            }
            FailureOutcome.Expected expected = Eventually.resultOf(oracle);
            stages.ended("oracle finished");
            outcome = awaitAgreement(
                    newsroom, new FailureOutcome.Run(plan, faults, streamed, events.late(), tally, answers), expected);
            stages.ended("outcome compared");
            if (!plan.rights().faults().isEmpty()) {
                outcome = outcome.with(new RightsTrial(
                                cluster, newsroom, lists, plan.schedule().seed())
                        .run(plan.rights().faults(), plan.rights().within()));
                stages.ended("erasures and withdrawals checked");
            }
        }
        stages.ended("cluster stopped");
        LOG.info("seed {}: {}", plan.schedule().seed(), stages);
        return outcome;
    }

    /**
     * Waits until the outcome equals the expected one. Returns the last outcome in any case; the caller's assertions
     * then explain a difference.
     */
    private FailureOutcome awaitAgreement(
            NewsroomClient newsroom, FailureOutcome.Run run, FailureOutcome.Expected expected) {
        AtomicReference<FailureOutcome> last = new AtomicReference<>();
        try {
            Eventually.await().pollDelay(Duration.ZERO).pollInterval(QUIET).untilAsserted(() -> {
                last.set(new FailureOutcome(
                        run,
                        FailureOutcome.Observed.of(newsroom),
                        RightsTrial.Outcome.NONE,
                        expected,
                        clicks.latenciesMillis()));
                last.get().assertExactlyOnce();
                last.get().assertNoListLost();
            });
        } catch (ConditionTimeoutException e) {
            LOG.warn("seed {}: outcome still differs after {}", plan.schedule().seed(), Eventually.LIMIT, e);
        }
        return last.get();
    }

    /** Measures the duration of each stage. */
    private static final class Stages {
        private final List<String> durations = new ArrayList<>();
        private long sinceNanos = System.nanoTime();

        void ended(String stage) {
            long nowNanos = System.nanoTime();
            durations.add(stage + " after " + (nowNanos - sinceNanos) / 1_000_000 + " ms");
            sinceNanos = nowNanos;
        }

        @Override
        public String toString() {
            return String.join(", ", durations);
        }
    }

    private Map<String, Set<String>> probe(NewsroomClient newsroom, ListTail lists) {
        Map<String, Set<String>> answers = Probes.of(tally, plan.schedule().seed(), latestMillis() + 60_000)
                .ask(
                        click -> {
                            send(newsroom, click);
                            newsroom.flush();
                        },
                        lists);
        newsroom.awaitQuiet(QUIET, SLOW_TOPICS);
        return answers;
    }

    private List<FaultReport> sendDuringFaults(TrialCluster cluster, NewsroomClient newsroom, UnreliableNewsroom events)
            throws InterruptedException {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<List<FaultReport>> faults = executor.submit(() -> injectFaults(cluster));
            sendUntilDone(newsroom, events, faults);
            return faults.get();
        } catch (ExecutionException e) {
            throw new AssertionError("seed " + plan.schedule().seed() + ": " + e.getCause(), e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }

    /** Sends the articles published before the first click and waits until they are read. */
    private void sendOpening(NewsroomClient newsroom, UnreliableNewsroom events) {
        TimedEvent event = events.next();
        for (; event.atMillis() < START_MILLIS; event = events.next()) {
            send(newsroom, event);
        }
        newsroom.flush();
        newsroom.awaitRead();
        send(newsroom, event);
    }

    private void sendUntilDone(NewsroomClient newsroom, UnreliableNewsroom events, Future<?> faults) {
        long unansweredMax = BACKLOG_MAX.toSeconds() * plan.load().eventsPerSecond();
        long startNanos = System.nanoTime();
        for (long count = 0; !faults.isDone() || sent.size() < plan.load().eventsMin(); count++) {
            startNanos += pausedNanos(unansweredMax);
            long dueNanos = startNanos + count * 1_000_000_000L / plan.load().eventsPerSecond();
            long aheadNanos = dueNanos - System.nanoTime();
            if (aheadNanos > 0) {
                LockSupport.parkNanos(aheadNanos);
            }
            TimedEvent event = events.next();
            if (event instanceof TimedEvent.Clicked clicked && isAnswered(clicked.click())) {
                clicks.register(clicked.click(), dueNanos);
            }
            send(newsroom, event);
        }
    }

    /** Waits until at most this many clicks are unanswered; returns the time waited. */
    private long pausedNanos(long unansweredMax) {
        if (clicks.unanswered() <= unansweredMax) {
            return 0;
        }
        long sinceNanos = System.nanoTime();
        awaitAnswers("clicks are answered", () -> clicks.unanswered() <= unansweredMax);
        return System.nanoTime() - sinceNanos;
    }

    private void awaitAnswers(String condition, Callable<Boolean> isMet) {
        Eventually.whileProgressing(condition, POLL_INTERVAL, isMet, clicks::answered);
    }

    /** Whether a list must answer this click: not if the click is late, repeated or a hide. */
    private boolean isAnswered(Click click) {
        boolean first = click.eventId() == null || eventIds.add(click.userId() + " " + click.eventId());
        long before = latestMillis.merge(click.userId(), click.atMillis(), Math::max);
        return first && click.kind().isRead() && click.atMillis() >= before;
    }

    private long latestMillis() {
        return latestMillis.values().stream().mapToLong(Long::longValue).max().orElse(START_MILLIS);
    }

    private void send(NewsroomClient newsroom, TimedEvent event) {
        tally.add(event);
        sent.add(event);
        newsroom.send(event);
    }

    private List<FaultReport> injectFaults(TrialCluster cluster) throws IOException, InterruptedException {
        List<FaultReport> reports = new ArrayList<>();
        Thread.sleep(FAULT_FREE_TIME.toMillis());
        for (Fault fault : plan.schedule().faults()) {
            Thread.sleep(fault.after().toMillis());
            if (fault.kind() == Fault.Kind.FILL_DISK && !cluster.canFillDisks()) {
                LOG.warn("skipped: {}; mounting a file system requires root on Linux", fault);
                continue;
            }
            long[] faultNanos = new long[1];
            cluster.inject(fault, () -> faultNanos[0] = System.nanoTime());
            // A partition without lists for good ends the wait, too: its clicks stop the sender, and then all answers.
            awaitAnswers(
                    "lists on every partition",
                    () -> recoveryMillis(faultNanos[0]).isPresent());
            long nowNanos = System.nanoTime();
            FaultReport report = new FaultReport(
                    fault,
                    recoveryMillis(faultNanos[0]).orElseThrow(),
                    clicks.latencyMillisMax(faultNanos[0], nowNanos),
                    (nowNanos - faultNanos[0]) / 1_000_000);
            LOG.info("seed {}: {}", plan.schedule().seed(), report);
            reports.add(report);
        }
        Thread.sleep(FAULT_FREE_TIME.toMillis());
        return reports;
    }

    private OptionalLong recoveryMillis(long sinceNanos) {
        return clicks.recoveryMillis(sinceNanos, plan.layout().partitions());
    }
}
