package io.freshet.telemetry;

/**
 * The running mean of figures with bounds that hold at all times at once, so that one may look as often as one likes and
 * stop when one has seen enough: the asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas
 * (2021), for n figures of deviation s
 *
 * <pre>
 * radius = s sqrt(2 (n r^2 + 1) / (n^2 r^2) ln(sqrt(n r^2 + 1) / a))
 * </pre>
 *
 * with r chosen so that it is narrowest around {@link #TIGHTEST} figures. For one thread.
 */
final class ConfidenceSequence {
    /** Fewer figures tell nothing of their deviation. */
    private static final long FIGURES_MIN = 100;

    private static final double TIGHTEST = 10_000;

    private final double error;
    private final double rhoSquared;
    private long figures;
    private double mean;
    private double squares;

    /** @param error the chance, above 0 and below 1, that the mean is ever outside the bounds */
    ConfidenceSequence(double error) {
        this.error = error;
        // Near the optimum of the paper's section on choosing it.
        this.rhoSquared = (-2 * Math.log(error) + Math.log(-2 * Math.log(error) + 1)) / TIGHTEST;
    }

    void add(double figure) {
        figures++;
        double difference = figure - mean;
        mean += difference / figures;
        squares += difference * (figure - mean);
    }

    long figures() {
        return figures;
    }

    /** The mean, not a number before the first figure. */
    double mean() {
        return figures == 0 ? Double.NaN : mean;
    }

    /** How far the mean may be from the true one, not a number while too few figures were seen. */
    double radius() {
        if (figures < FIGURES_MIN) {
            return Double.NaN;
        }
        double n = figures;
        double scale = n * rhoSquared + 1;
        return Math.sqrt(squares / n)
                * Math.sqrt(2 * scale / (n * n * rhoSquared) * Math.log(Math.sqrt(scale) / error));
    }
}
