package io.freshet.whole;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A deterministic sequence of faults with their times and durations.
 *
 * <p>Each fault is repaired before the next. Three replicas of which two must be written tolerate the loss of one
 * broker; with two lost brokers the cluster correctly stops, and there is nothing to test.
 */
record FaultSchedule(long seed, List<Fault> faults) {

    FaultSchedule {
        faults = List.copyOf(faults);
    }

    /**
     * Creates a schedule with each kind once in random order, repeated in other orders until {@code count} is reached.
     *
     * @param kinds kinds of faults
     * @param count number of faults
     * @param instanceSession session timeout of an instance
     * @param brokerSession session timeout of a broker
     */
    static FaultSchedule of(
            long seed,
            Set<Fault.Kind> kinds,
            int count,
            int instances,
            int brokers,
            Duration instanceSession,
            Duration brokerSession) {
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        List<Fault.Kind> remaining = new ArrayList<>();
        while (faults.size() < count) {
            if (remaining.isEmpty()) {
                remaining.addAll(kinds.stream().sorted().toList());
                Collections.shuffle(remaining, random);
            }
            Fault.Kind kind = remaining.remove(0);
            Duration hold = switch (kind) {
                case HALT_INSTANCE -> instanceSession.plus(millis(random, 1_000, 4_000));
                case HALT_BROKER -> brokerSession.plus(millis(random, 1_000, 4_000));
                case PAUSE_BROKER -> brokerSession.minusSeconds(1);
                case RESTART_INSTANCES -> Duration.ZERO;
                case FILL_DISK -> millis(random, 6_000, 12_000);
                // Shorter or longer than a session: both cases must work.
                case KILL_INSTANCE, LOSE_STATE, KILL_BOTH -> millis(random, 0, 2 * (int) instanceSession.toMillis());
                case KILL_BROKER, KILL_CONTROLLER -> millis(random, 0, 2 * (int) brokerSession.toMillis());
            };
            faults.add(new Fault(
                    kind, random.nextInt(kind.isOfBroker() ? brokers : instances), hold, millis(random, 500, 4_000)));
        }
        return new FaultSchedule(seed, faults);
    }

    /** Creates a schedule without faults. */
    static FaultSchedule none(long seed) {
        return new FaultSchedule(seed, List.of());
    }

    private static Duration millis(RandomGenerator random, int least, int most) {
        return Duration.ofMillis(random.nextInt(least, most + 1));
    }

    @Override
    public String toString() {
        return faults.stream().map(fault -> "  " + fault).collect(Collectors.joining("\n"));
    }
}
