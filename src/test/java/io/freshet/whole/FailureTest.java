package io.freshet.whole;

import io.freshet.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An instance is killed and loses its disk, a broker is killed, an instance stands still for longer than its session:
 * each click counts once all the same. Then a broker is paused and instances are restarted amid erasures, withdrawals
 * and expiries, which have their effect all the same. The short form of {@link FailureSoakTest};
 * {@code -Dfailure.seed=7} for another stream, other targets and times.
 */
class FailureTest {
    private static final Logger LOG = LoggerFactory.getLogger(FailureTest.class);
    private static final TrialCluster.Timing TIMING =
            new TrialCluster.Timing(Duration.ofSeconds(4), Duration.ofMillis(100));
    private static final int INSTANCES = 2;
    private static final int PARTITIONS = 2;
    private static final int READERS = 300;
    private static final int EVENTS_PER_SECOND = 60;

    private final long seed = Long.getLong("failure.seed", 20_250_303);

    /** Gone afterwards; {@code -Dfailure.directory=DIR} for one that stays, with the logs of all processes. */
    @TempDir
    private Path temporary;

    @Test
    void whateverFailsEachClickCountsOnceAndNoListIsLost() throws Exception {
        FaultSchedule schedule = FaultSchedule.of(
                seed,
                EnumSet.of(Fault.Kind.LOSE_STATE, Fault.Kind.KILL_BROKER, Fault.Kind.HALT_INSTANCE),
                3,
                INSTANCES,
                TrialCluster.BROKERS,
                TIMING.instanceSession(),
                TrialCluster.BROKER_SESSION);
        FaultSchedule rights = FaultSchedule.of(
                seed,
                EnumSet.of(Fault.Kind.PAUSE_BROKER, Fault.Kind.RESTART_INSTANCES),
                2,
                INSTANCES,
                TrialCluster.BROKERS,
                TIMING.instanceSession(),
                TrialCluster.BROKER_SESSION);
        LOG.info("seed {}, schedule:\n{}\namid erasures and withdrawals:\n{}", seed, schedule, rights);

        FailureOutcome outcome = FailureSimulation.run(
                Path.of(System.getProperty("failure.directory", temporary.toString())),
                new FailureSimulation.Plan(
                        schedule,
                        INSTANCES,
                        PARTITIONS,
                        READERS,
                        EVENTS_PER_SECOND,
                        0,
                        false,
                        rights.faults(),
                        Eventually.LIMIT,
                        TIMING));
        LOG.info("{}", outcome);

        outcome.assertExactlyOnce();
        outcome.assertNoListLost();
        outcome.assertRightsHeld();
        LOG.info("seed {}: no click lost, none counted twice, no list lost", seed);
    }
}
