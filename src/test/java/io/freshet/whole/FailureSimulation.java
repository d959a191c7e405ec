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
 * One run: a cluster of processes, a newsroom that sends at its own pace whatever happens, and faults of a schedule one
 * after another. The stream and the faults are those of the seed; how much of the stream is sent depends on how long
 * the faults last on this machine.
 */
final class FailureSimulation {
    private static final Logger LOG = LoggerFactory.getLogger(FailureSimulation.class);
    static final long START_MILLIS = Instant.parse("2025-03-03T08:00:00Z").toEpochMilli();
    private static final Duration QUIET = Duration.ofSeconds(3);
    /**
     * An article's related list goes out at most every thirty seconds: all else is quiet long before. That there is one
     * for every article is waited for apart.
     */
    private static final Set<Topic<?, ?>> UNHURRIED = Set.of(Topics.RELATED);
    /** How long the stream goes on before the first fault and after the last. */
    private static final Duration CALM = Duration.ofSeconds(1);

    /**
     * What is tried.
     *
     * @param eventsPerSecond at what pace the newsroom sends
     * @param eventsMin how many it sends, or more where faults last longer
     * @param probed whether last clicks are sent whose lists are compared with those of another run
     * @param rights faults amid erasures, withdrawals and expiries, after the stream; none leaves those out
     * @param rightsWithin how long after all events are read nothing may be left of what had to go
     */
    record Plan(
            FaultSchedule schedule,
            int instances,
            int partitions,
            int readers,
            int eventsPerSecond,
            int eventsMin,
            boolean probed,
            List<Fault> rights,
            Duration rightsWithin,
            TrialCluster.Timing timing) {

        /** The same stream, as much of it, and nothing goes wrong. */
        Plan undisturbed(int events) {
            return new Plan(
                    FaultSchedule.none(schedule.seed()),
                    instances,
                    partitions,
                    readers,
                    eventsPerSecond,
                    events,
                    probed,
                    List.of(),
                    rightsWithin,
                    timing);
        }
    }

    /**
     * How one fault went.
     *
     * @param everywhereAgainMillis from its stroke to the first list on the last partition
     * @param longestWaitMillis of any click until then, from when it was due
     * @param lastedMillis until all processes ran again and lists came everywhere
     */
    record Suffered(Fault fault, long everywhereAgainMillis, long longestWaitMillis, long lastedMillis) {
        @Override
        public String toString() {
            return fault + ": lists everywhere again after " + everywhereAgainMillis + " ms, longest wait of a click "
                    + longestWaitMillis + " ms, mended after " + lastedMillis + " ms";
        }
    }

    private final Plan plan;
    private final AnsweredClicks answered = new AnsweredClicks();
    private final ReadTally tally = new ReadTally();
    private final List<TimedEvent> sent = new ArrayList<>();
    private final Set<String> eventIds = new HashSet<>();
    private final Map<String, Long> latestMillis = new HashMap<>();

    private FailureSimulation(Plan plan) {
        this.plan = plan;
    }

    /** Runs it, with all data in this directory. */
    static FailureOutcome run(Path directory, Plan plan) throws IOException, InterruptedException {
        return new FailureSimulation(plan).run(directory);
    }

    private FailureOutcome run(Path directory) throws IOException, InterruptedException {
        FailureOutcome outcome;
        Stages stages = new Stages();
        TroubledNewsroom events = new TroubledNewsroom(plan.schedule().seed(), START_MILLIS, plan.readers());
        FutureTask<FailureOutcome.Expected> oracle =
                new FutureTask<>(() -> FailureOutcome.Expected.of(sent, directory.resolve("oracle")));
        Thread oracleThread = new Thread(oracle, "oracle");
        try (TrialCluster cluster = new TrialCluster(directory, plan.instances(), plan.partitions(), plan.timing());
                NewsroomClient newsroom = new NewsroomClient(cluster.bootstrapServers(), TrialCluster.APPLICATION_ID);
                ListTail lists = new ListTail(cluster.bootstrapServers(), answered::listed)) {
            stages.ended("cluster runs");
            sendOpening(newsroom, events);
            stages.ended("opening is known");
            List<Suffered> suffered = sendThroughFaults(cluster, newsroom, events);
            stages.ended("faults are over");
            if (!plan.probed()) {
                oracleThread.start();
            }
            newsroom.flush();
            newsroom.awaitQuiet(QUIET, UNHURRIED);
            Eventually.await("all clicks are answered").until(() -> answered.unanswered() == 0);
            stages.ended("all is answered");
            int streamed = sent.size();
            Map<String, Set<String>> answers = Map.of();
            if (plan.probed()) {
                answers = probe(newsroom, lists);
                oracleThread.start();
            }
            FailureOutcome.Expected expected = Eventually.resultOf(oracle);
            stages.ended("oracle has spoken");
            outcome = awaitAgreement(
                    newsroom,
                    new FailureOutcome.Run(plan, suffered, streamed, events.late(), tally, answers),
                    expected);
            stages.ended("all is read");
            if (!plan.rights().isEmpty()) {
                outcome = outcome.with(new RightsTrial(
                                cluster, newsroom, lists, plan.schedule().seed())
                        .run(plan.rights(), plan.rightsWithin()));
                stages.ended("rights are tried");
            }
        }
        stages.ended("cluster is gone");
        LOG.info("seed {}: {}", plan.schedule().seed(), stages);
        return outcome;
    }

    /**
     * The outcome once it equals the expected one; if it never does, the last outcome, for the message of the failure.
     */
    private FailureOutcome awaitAgreement(
            NewsroomClient newsroom, FailureOutcome.Run run, FailureOutcome.Expected expected) {
        AtomicReference<FailureOutcome> last = new AtomicReference<>();
        try {
            Eventually.await().pollDelay(Duration.ZERO).pollInterval(QUIET).untilAsserted(() -> {
                last.set(new FailureOutcome(
                        run,
                        FailureOutcome.Seen.of(newsroom),
                        RightsTrial.Outcome.NONE,
                        expected,
                        answered.waitsMillis()));
                last.get().assertExactlyOnce();
                last.get().assertNoListLost();
            });
        } catch (ConditionTimeoutException e) {
            LOG.warn("seed {}: not as it must be after {}", plan.schedule().seed(), Eventually.LIMIT, e);
        }
        return last.get();
    }

    /** Time spent in each stage. */
    private static final class Stages {
        private final List<String> told = new ArrayList<>();
        private long sinceNanos = System.nanoTime();

        void ended(String stage) {
            long nowNanos = System.nanoTime();
            told.add(stage + " after " + (nowNanos - sinceNanos) / 1_000_000 + " ms");
            sinceNanos = nowNanos;
        }

        @Override
        public String toString() {
            return String.join(", ", told);
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
        newsroom.awaitQuiet(QUIET, UNHURRIED);
        return answers;
    }

    private List<Suffered> sendThroughFaults(TrialCluster cluster, NewsroomClient newsroom, TroubledNewsroom events)
            throws InterruptedException {
        ExecutorService saboteur = Executors.newSingleThreadExecutor();
        try {
            Future<List<Suffered>> faults = saboteur.submit(() -> sabotage(cluster));
            sendUntilDone(newsroom, events, faults);
            return faults.get();
        } catch (ExecutionException e) {
            throw new AssertionError("seed " + plan.schedule().seed() + ": " + e.getCause(), e.getCause());
        } finally {
            saboteur.shutdownNow();
        }
    }

    /** The articles from before the first click are in the catalogue before the clicks come. */
    private void sendOpening(NewsroomClient newsroom, TroubledNewsroom events) {
        TimedEvent event = events.next();
        for (; event.atMillis() < START_MILLIS; event = events.next()) {
            send(newsroom, event);
        }
        newsroom.flush();
        newsroom.awaitRead();
        send(newsroom, event);
    }

    private void sendUntilDone(NewsroomClient newsroom, TroubledNewsroom events, Future<?> faults) {
        long startNanos = System.nanoTime();
        for (long count = 0; !faults.isDone() || sent.size() < plan.eventsMin(); count++) {
            long dueNanos = startNanos + count * 1_000_000_000L / plan.eventsPerSecond();
            long aheadNanos = dueNanos - System.nanoTime();
            if (aheadNanos > 0) {
                LockSupport.parkNanos(aheadNanos);
            }
            TimedEvent event = events.next();
            if (event instanceof TimedEvent.Clicked clicked && isNews(clicked.click())) {
                answered.due(clicked.click(), dueNanos);
            }
            send(newsroom, event);
        }
    }

    /** Whether a list of its own time or later will answer it: not if it is late, came before, or hides something. */
    private boolean isNews(Click click) {
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

    private List<Suffered> sabotage(TrialCluster cluster) throws IOException, InterruptedException {
        List<Suffered> suffered = new ArrayList<>();
        Thread.sleep(CALM.toMillis());
        for (Fault fault : plan.schedule().faults()) {
            Thread.sleep(fault.after().toMillis());
            if (fault.kind() == Fault.Kind.FILL_DISK && !cluster.canFillDisks()) {
                LOG.warn("left out: {}; it needs Linux and its root user, to mount a file system of its own", fault);
                continue;
            }
            long[] struckNanos = new long[1];
            cluster.suffer(fault, () -> struckNanos[0] = System.nanoTime());
            Eventually.await().until(() -> everywhereAgain(struckNanos[0]).isPresent());
            long nowNanos = System.nanoTime();
            Suffered done = new Suffered(
                    fault,
                    everywhereAgain(struckNanos[0]).orElseThrow(),
                    answered.longestWaitMillis(struckNanos[0], nowNanos),
                    (nowNanos - struckNanos[0]) / 1_000_000);
            LOG.info("seed {}: {}", plan.schedule().seed(), done);
            suffered.add(done);
        }
        Thread.sleep(CALM.toMillis());
        return suffered;
    }

    private OptionalLong everywhereAgain(long sinceNanos) {
        return answered.everywhereAgainMillis(sinceNanos, plan.partitions());
    }
}
