package io.freshet.whole;

import java.time.Duration;
import java.util.Locale;

/**
 * One thing that goes wrong.
 *
 * @param target which instance or broker, from 0; the first of all for a rolling restart
 * @param hold how long it stays so before it is mended
 * @param after how long after the one before was mended it comes
 */
record Fault(Kind kind, int target, Duration hold, Duration after) {

    /** Kinds of faults. */
    enum Kind {
        /** An instance ends as in a power cut and comes back. */
        KILL_INSTANCE,
        /** The same, and its disk is gone: it comes back without its state. */
        LOSE_STATE,
        /** An instance stands still for longer than its session lasts, and then goes on as if nothing had been. */
        HALT_INSTANCE,
        /**
         * The disk that holds an instance's state is full for a while; an instance that ends by that is started again.
         */
        FILL_DISK,
        /** One instance after another is stopped in good order and started again, as for a new version. */
        RESTART_INSTANCES,
        /** A broker ends as in a power cut and comes back. */
        KILL_BROKER,
        /** A broker stands still for longer than its session lasts, its connections open. */
        HALT_BROKER,
        /** A broker stands still for less than its session lasts: it goes on leading partitions, and answers late. */
        PAUSE_BROKER,
        /** The only controller ends as in a power cut and comes back. */
        KILL_CONTROLLER,
        /** An instance and a broker end in the same moment. */
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

    /** The same, elsewhere. */
    Fault at(int otherTarget) {
        return new Fault(kind, otherTarget, hold, after);
    }

    @Override
    public String toString() {
        return kind + " " + target + " for " + hold.toMillis() + " ms, " + after.toMillis()
                + " ms after the one before";
    }
}
