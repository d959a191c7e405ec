package io.freshet.bench;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing measured.
 *
 * @param name what it is, unique within its part of the report
 * @param unit of every number here, units last: {@code ms}, {@code clicks/s}, {@code bytes}
 * @param repeats what each repeat gave, in order; empty if nothing was there to measure
 * @param target what is aimed at, or null
 */
public record Figure(
        String name,
        String unit,
        List<Double> repeats,
        @Nullable Target target) {

    /**
     * What is aimed at.
     *
     * @param atMost whether lower is better
     */
    public record Target(double value, boolean atMost) {

        public static Target atMost(double value) {
            return new Target(value, true);
        }

        public static Target atLeast(double value) {
            return new Target(value, false);
        }

        /** As a person reads it. */
        public String text() {
            return String.format(Locale.ROOT, "%s %s", atMost ? "<=" : ">=", number(value));
        }
    }

    public Figure {
        repeats = List.copyOf(repeats);
    }

    /** A figure without a target. */
    public static Figure of(String name, String unit, List<Double> repeats) {
        return new Figure(name, unit, repeats, null);
    }

    /** Measured once. */
    public static Figure of(String name, String unit, double value) {
        return of(name, unit, List.of(value));
    }

    public boolean isMeasured() {
        return !repeats.isEmpty();
    }

    /** The middle repeat, of an even number the mean of the two in the middle; 0 if nothing was measured. */
    public double median() {
        List<Double> sorted = repeats.stream().sorted().toList();
        int size = sorted.size();
        return size == 0 ? 0 : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }

    /** The lowest repeat; 0 if nothing was measured. */
    public double low() {
        return repeats.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    }

    /** The highest repeat; 0 if nothing was measured. */
    public double high() {
        return repeats.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    /** Whether the median reaches the target; true where none is set. */
    public boolean isReached() {
        return target == null
                || (isMeasured() && (target.atMost() ? median() <= target.value() : median() >= target.value()));
    }

    /** A number with as many digits as a person wants to read. */
    public static String number(double value) {
        double size = Math.abs(value);
        if (size >= 100 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }
}
