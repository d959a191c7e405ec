package io.freshet.telemetry;

import java.util.OptionalInt;

/**
 * The tried variant of an experiment against the live one, on this instance and since its start: the difference of their
 * shares of hits, bounded with the reader as the unit. Where both lists were judged by the same clicks the differences are
 * averaged, else the two means are compared. Safe from any thread.
 */
final class VariantComparison {
    private static final double ERROR = .05;

    private final ConfidenceSequence differences = new ConfidenceSequence(ERROR);
    private final ConfidenceSequence live = new ConfidenceSequence(ERROR / 2);
    private final ConfidenceSequence tried = new ConfidenceSequence(ERROR / 2);

    synchronized void compare(long readerHash, OptionalInt liveHit, OptionalInt triedHit) {
        if (liveHit.isPresent() && triedHit.isPresent()) {
            differences.add(readerHash, triedHit.getAsInt() - liveHit.getAsInt());
        } else {
            liveHit.ifPresent(hit -> live.add(readerHash, hit));
            triedHit.ifPresent(hit -> tried.add(readerHash, hit));
        }
    }

    /** Tried less live. */
    synchronized double difference() {
        return differences.figures() > 0 ? differences.mean() : tried.mean() - live.mean();
    }

    /** Half the width of the bounds around it. */
    synchronized double uncertainty() {
        return differences.figures() > 0 ? differences.radius() : tried.radius() + live.radius();
    }
}
