package io.freshet.bench;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Figure of the benchmark, such as a latency: its value in each measured interval and, optionally, a target.
 *
 * @param name description, unique within its {@link BenchReport.Result}
 * @param unit unit of repeats and target, such as {@code ms}, {@code clicks/s}, {@code bytes}
 * @param repeats value of each repeat, in order; empty without samples
 * @param target required value, or null if there is none
 */
public record Figure(
        String name,
        String unit,
        List<Double> repeats,
        @Nullable Target target) {

    /**
     * Target of a figure: {@code value} is an upper bound if {@code atMost}, otherwise a lower bound.
     *
     * @param atMost whether the figure must be at most {@code value}; otherwise at least
     */
    public record Target(double value, boolean atMost) {

        public static Target atMost(double value) {
            return new Target(value, true);
        }

        public static Target atLeast(double value) {
            return new Target(value, false);
        }

        /** Target as a condition for display, such as {@code <= 30}. */
        public String text() {
            return String.format(Locale.ROOT, "%s %s", atMost ? "<=" : ">=", number(value));
        }
    }

    public Figure {
        repeats = List.copyOf(repeats);
    }

    /** Creates a figure without a target from its values in the measured intervals. */
    public static Figure of(String name, String unit, List<Double> repeats) {
        return new Figure(name, unit, repeats, null);
    }

    public boolean isMeasured() {
        return !repeats.isEmpty();
    }

    /** Median over the measured intervals; 0 without samples. */
    public double median() {
        List<Double> sorted = repeats.stream().sorted().toList();
        int size = sorted.size();
        return size == 0 ? 0 : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }

    /** Minimum over the measured intervals; 0 without samples. */
    public double low() {
        return repeats.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    }

    /** Maximum over the measured intervals; 0 without samples. */
    public double high() {
        return repeats.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    /** Whether the median meets the target; true without a target, false without samples. */
    public boolean isReached() {
        return target == null
                || (isMeasured() && (target.atMost() ? median() <= target.value() : median() >= target.value()));
    }

    /** Formats a number with about three significant digits. */
    public static String number(double value) {
        double size = Math.abs(value);
        if (size >= 100 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }
}
