package io.freshet.telemetry;

import java.util.OptionalInt;

/**
 * Difference of the hit rates of treatment and control on this instance since its start, with 95 % confidence bounds.
 * The reader is the unit of the statistics. If every click evaluates both lists, the paired differences are averaged;
 * otherwise the two means are compared. Safe from any thread.
 */
final class VariantComparison {
    private static final double ERROR = .05;

    private final ConfidenceSequence differences = new ConfidenceSequence(ERROR);
    private final ConfidenceSequence control = new ConfidenceSequence(ERROR / 2);
    private final ConfidenceSequence treatment = new ConfidenceSequence(ERROR / 2);

    /**
     * Adds an evaluated click. A hit is 1 if the article was in the variant's list, 0 if not, and empty if that list
     * was not evaluated.
     */
    synchronized void compare(long readerHash, OptionalInt controlHit, OptionalInt treatmentHit) {
        if (controlHit.isPresent() && treatmentHit.isPresent()) {
            differences.add(readerHash, treatmentHit.getAsInt() - controlHit.getAsInt());
        } else {
            controlHit.ifPresent(hit -> control.add(readerHash, hit));
            treatmentHit.ifPresent(hit -> treatment.add(readerHash, hit));
        }
    }

    /** Hit rate of the treatment minus that of the control; NaN until lists of both were evaluated. */
    synchronized double difference() {
        return differences.count() > 0 ? differences.mean() : treatment.mean() - control.mean();
    }

    /** Half the width of the confidence bounds around the difference; NaN until enough readers were seen. */
    synchronized double margin() {
        return differences.count() > 0 ? differences.radius() : treatment.radius() + control.radius();
    }
}
