package io.freshet.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that can fail, for as long as one likes: rounds of a new cluster each, with every kind of {@link Fault} in
 * an order of the round's seed. What was counted is held against a naive count and against the same topology
 * undisturbed; the lists of the first round against two undisturbed runs of the same cluster, because vectors and
 * rankers learn from replicas that lag, so that no two runs are equal in their lists. Each round ends with faults amid
 * erasures, withdrawals, corrections and expiries, see {@link RightsTrial}.
 *
 * <p>{@code mvn -B test -Dgroups=slow -Dtest=FailureSoakTest -Dfailure.minutes=30 -Dfailure.seed=7}. The first round
 * has that seed, the next the one after it; {@code -Dfailure.minutes=0} runs one round.
 */
@Tag("slow")
class FailureSoakTest {
    private static final Logger LOG = LoggerFactory.getLogger(FailureSoakTest.class);
    private static final TrialCluster.Timing TIMING =
            new TrialCluster.Timing(Duration.ofSeconds(6), Duration.ofMillis(100));
    private static final int PARTITIONS = 3;
    private static final int READERS = 2_000;
    /** Lists of two runs as alike as this are the same for their readers. */
    private static final double OVERLAP_ENOUGH = .9;
    /** Random deviation of the mean overlap of the lists. */
    private static final double OVERLAP_CHANCE = .08;
    /**
     * Faults amid erasures and withdrawals: of brokers, of instances, of instances that forget what they had in memory.
     */
    private static final Set<Fault.Kind> RIGHTS_KINDS = EnumSet.of(
            Fault.Kind.PAUSE_BROKER,
            Fault.Kind.KILL_BROKER,
            Fault.Kind.RESTART_INSTANCES,
            Fault.Kind.KILL_INSTANCE,
            Fault.Kind.LOSE_STATE);

    private final long firstSeed = Long.getLong("failure.seed", 1);
    private final Duration length = Duration.ofMinutes(Long.getLong("failure.minutes", 30));
    private final int instances = Integer.getInteger("failure.instances", 3);
    private final int eventsPerSecond = Integer.getInteger("failure.events", 100);
    private final int faults = Integer.getInteger("failure.faults", Fault.Kind.values().length);
    private final int rightsFaults = Integer.getInteger("failure.rights", RIGHTS_KINDS.size());
    private final Duration rightsWithin = Duration.ofSeconds(Long.getLong("failure.rights.seconds", 60));
    /** On a machine that does much else; what is aimed at is the session timeout and five seconds. */
    private final Duration everywhereWithin = Duration.ofSeconds(Long.getLong("failure.everywhere.seconds", 120));

    private final boolean compareLists = Boolean.parseBoolean(System.getProperty("failure.lists", "true"));

    /** Gone afterwards; {@code -Dfailure.directory=DIR} for one that stays, with the logs of all processes. */
    @TempDir
    private Path temporary;

    @Test
    void whateverFailsHoweverOftenEachClickCountsOnceAndNoListIsLost() throws Exception {
        long endNanos = System.nanoTime() + length.toNanos();
        List<String> verdicts = new ArrayList<>();
        List<Long> failed = new ArrayList<>();
        for (long seed = firstSeed; verdicts.isEmpty() || System.nanoTime() < endNanos; seed++) {
            String verdict;
            try {
                FailureOutcome outcome = round(seed);
                if (isCompared(seed)) {
                    assertListsAsGood(seed, outcome);
                }
                verdict = "passed, lists everywhere again after at most " + outcome.everywhereAgainMillisMax() + " ms";
            } catch (AssertionError e) {
                LOG.error("seed {}", seed, e);
                failed.add(seed);
                verdict = "FAILED: "
                        + String.valueOf(e.getMessage())
                                .strip()
                                .lines()
                                .findFirst()
                                .orElse("");
            }
            verdicts.add("seed " + seed + ": " + verdict);
            LOG.info("verdicts so far:\n  {}", String.join("\n  ", verdicts));
        }
        assertThat(failed)
                .as("seeds that failed; each repeats with -Dfailure.minutes=0 -Dfailure.seed=")
                .isEmpty();
    }

    private FailureOutcome round(long seed) throws IOException, InterruptedException {
        FaultSchedule schedule = FaultSchedule.of(
                seed,
                EnumSet.allOf(Fault.Kind.class),
                faults,
                instances,
                TrialCluster.BROKERS,
                TIMING.instanceSession(),
                TrialCluster.BROKER_SESSION);
        FaultSchedule rights = FaultSchedule.of(
                seed,
                RIGHTS_KINDS,
                rightsFaults,
                instances,
                TrialCluster.BROKERS,
                TIMING.instanceSession(),
                TrialCluster.BROKER_SESSION);
        LOG.info("seed {}, schedule:\n{}\namid erasures and withdrawals:\n{}", seed, schedule, rights);
        FailureOutcome outcome = FailureSimulation.run(directory(seed + ""), plan(schedule, rights));
        LOG.info("{}", outcome);
        outcome.assertExactlyOnce();
        outcome.assertNoListLost();
        outcome.assertRightsHeld();
        assertThat(outcome.everywhereAgainMillisMax())
                .as("time until lists came everywhere again")
                .isLessThan(everywhereWithin.toMillis());
        clean(seed + "");
        return outcome;
    }

    private void assertListsAsGood(long seed, FailureOutcome disturbed) throws IOException, InterruptedException {
        FailureOutcome undisturbed = undisturbed(seed, disturbed.events(), "undisturbed");
        FailureOutcome again = undisturbed(seed, disturbed.events(), "again");
        double usual = undisturbed.overlap(again);
        double overlap = undisturbed.overlap(disturbed);
        LOG.info(
                "seed {}: overlap of answers with an undisturbed run {}, between two undisturbed runs {}",
                seed,
                format(overlap),
                format(usual));
        assertThat(overlap)
                .as("overlap of lists, %s between undisturbed runs", format(usual))
                .isGreaterThanOrEqualTo(Math.min(OVERLAP_ENOUGH, usual - OVERLAP_CHANCE));
    }

    private FailureOutcome undisturbed(long seed, int events, String name) throws IOException, InterruptedException {
        FailureOutcome outcome = FailureSimulation.run(
                directory(name),
                plan(FaultSchedule.none(seed), FaultSchedule.none(seed)).undisturbed(events));
        LOG.info("{}: {}", name, outcome);
        outcome.assertExactlyOnce();
        outcome.assertNoListLost();
        clean(name);
        return outcome;
    }

    private FailureSimulation.Plan plan(FaultSchedule schedule, FaultSchedule rights) {
        return new FailureSimulation.Plan(
                schedule,
                instances,
                PARTITIONS,
                READERS,
                eventsPerSecond,
                0,
                isCompared(schedule.seed()),
                rights.faults(),
                rightsWithin,
                TIMING);
    }

    private boolean isCompared(long seed) {
        return seed == firstSeed && compareLists;
    }

    private Path directory(String name) {
        return Path.of(System.getProperty("failure.directory", temporary.toString()))
                .resolve(name);
    }

    /** The data of a round that passed goes, its logs stay: many rounds would fill the disk. */
    private void clean(String name) throws IOException {
        Directories.delete(directory(name).resolve("kafka"));
        Directories.delete(directory(name).resolve("oracle"));
    }

    private static String format(double share) {
        return String.format(Locale.ROOT, "%.3f", share);
    }
}
