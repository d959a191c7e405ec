package io.freshet.whole;

import java.time.Duration;
import java.util.Locale;

/**
 * One injected fault.
 *
 * @param target index of the instance or broker, from 0; ignored by a rolling restart
 * @param hold duration of the fault before it is repaired
 * @param after time since the previous fault was repaired
 */
record Fault(Kind kind, int target, Duration hold, Duration after) {

    /** Kinds of faults. */
    enum Kind {
        /** Kills an instance like a power failure and restarts it. */
        KILL_INSTANCE,
        /** Kills an instance, deletes its state and restarts it. */
        LOSE_STATE,
        /** Suspends an instance for longer than its session timeout. */
        HALT_INSTANCE,
        /** Fills the disk with an instance's state for a while; the instance is restarted if it exits. */
        FILL_DISK,
        /** Stops and restarts all instances gracefully one after another, as for an upgrade. */
        RESTART_INSTANCES,
        /** Kills a broker like a power failure and restarts it. */
        KILL_BROKER,
        /** Suspends a broker for longer than its session timeout; its connections stay open. */
        HALT_BROKER,
        /** Suspends a broker for less than its session timeout: it still leads partitions but answers late. */
        PAUSE_BROKER,
        /** Kills the only controller like a power failure and restarts it. */
        KILL_CONTROLLER,
        /** Kills an instance and a broker at the same time. */
        KILL_BOTH;

        /** Whether the target is a broker. */
        boolean isOfBroker() {
            return this == KILL_BROKER || this == HALT_BROKER || this == PAUSE_BROKER;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Returns this fault with another target. */
    Fault at(int otherTarget) {
        return new Fault(kind, otherTarget, hold, after);
    }

    @Override
    public String toString() {
        return kind + " " + target + " for " + hold.toMillis() + " ms, " + after.toMillis()
                + " ms after the previous fault";
    }
}
