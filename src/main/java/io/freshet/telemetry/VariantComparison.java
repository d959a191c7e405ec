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
     * Adds a click with its results on the lists of control and treatment: 1 for a hit, 0 for a miss, empty if not
     * evaluated.
     */
    synchronized void compare(long readerHash, OptionalInt controlHit, OptionalInt treatmentHit) {
        if (controlHit.isPresent() && treatmentHit.isPresent()) {
            differences.add(readerHash, treatmentHit.getAsInt() - controlHit.getAsInt());
        } else {
            controlHit.ifPresent(hit -> control.add(readerHash, hit));
            treatmentHit.ifPresent(hit -> treatment.add(readerHash, hit));
        }
    }

    /** Hit rate of the treatment minus that of the control; NaN until lists of both variants were evaluated. */
    synchronized double difference() {
        return differences.count() > 0 ? differences.mean() : treatment.mean() - control.mean();
    }

    /**
     * Half the width of the 95 % confidence bounds around {@link #difference}; NaN while too few readers were
     * evaluated.
     */
    synchronized double margin() {
        return differences.count() > 0 ? differences.radius() : treatment.radius() + control.radius();
    }
}
