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
 * Short form of {@link FailureSoakTest}. An instance is killed and loses its disk, a broker is killed, an instance is
 * halted for longer than its session; each click counts exactly once. Then a broker is paused and instances are
 * restarted during erasures, withdrawals and expiries, which still take effect. {@code -Dfailure.seed=7} chooses
 * another stream, other targets and other times.
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

    /** Deleted after the test; {@code -Dfailure.directory=DIR} keeps the data and the logs of all processes in DIR. */
    @TempDir
    private Path temporary;

    @Test
    void eachClickCountsOnceAndNoListIsLostInSpiteOfFaults() throws Exception {
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
        LOG.info("seed {}, schedule:\n{}\nduring erasures and withdrawals:\n{}", seed, schedule, rights);

        FailureOutcome outcome = FailureSimulation.run(
                Path.of(System.getProperty("failure.directory", temporary.toString())),
                new FailureSimulation.Plan(
                        schedule,
                        new TrialCluster.Layout(INSTANCES, PARTITIONS, TIMING),
                        new FailureSimulation.StreamLoad(READERS, EVENTS_PER_SECOND, 0),
                        false,
                        new FailureSimulation.RightsFaults(rights.faults(), Eventually.LIMIT)));
        LOG.info("{}", outcome);

        outcome.assertExactlyOnce();
        outcome.assertNoListLost();
        outcome.assertRightsHeld();
        LOG.info("seed {}: no click lost, no click counted twice, no list lost", seed);
    }
}
