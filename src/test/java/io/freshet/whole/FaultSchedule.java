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
 * What goes wrong, in what order, when and for how long: the same for the same arguments.
 *
 * <p>One fault is mended before the next comes, because three copies of which two must be written bear the loss of one
 * broker: two at once stop the whole cluster, which is a promise kept and nothing to see.
 */
record FaultSchedule(long seed, List<Fault> faults) {

    FaultSchedule {
        faults = List.copyOf(faults);
    }

    /**
     * Each kind once, in an order of the seed, then again in another.
     *
     * @param kinds what may go wrong
     * @param count how many faults
     * @param instanceSession after how long an instance that stands still is taken for dead
     * @param brokerSession the same of a broker
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
        List<Fault.Kind> bag = new ArrayList<>();
        while (faults.size() < count) {
            if (bag.isEmpty()) {
                bag.addAll(kinds.stream().sorted().toList());
                Collections.shuffle(bag, random);
            }
            Fault.Kind kind = bag.remove(0);
            Duration hold = switch (kind) {
                case HALT_INSTANCE -> instanceSession.plus(millis(random, 1_000, 4_000));
                case HALT_BROKER -> brokerSession.plus(millis(random, 1_000, 4_000));
                case PAUSE_BROKER -> brokerSession.minusSeconds(1);
                case RESTART_INSTANCES -> Duration.ZERO;
                case FILL_DISK -> millis(random, 6_000, 12_000);
                // Shorter than a session as well as longer: both must come out right.
                case KILL_INSTANCE, LOSE_STATE, KILL_BOTH -> millis(random, 0, 2 * (int) instanceSession.toMillis());
                case KILL_BROKER, KILL_CONTROLLER -> millis(random, 0, 2 * (int) brokerSession.toMillis());
            };
            faults.add(new Fault(
                    kind, random.nextInt(kind.isOfBroker() ? brokers : instances), hold, millis(random, 500, 4_000)));
        }
        return new FaultSchedule(seed, faults);
    }

    /** Nothing goes wrong. */
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
