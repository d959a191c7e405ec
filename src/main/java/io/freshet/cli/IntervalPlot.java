package io.freshet.cli;

import io.freshet.evaluate.measure.Interval;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/**
 * Plots values with their confidence intervals as inline SVG: one row per value, a dot at the value and a bar over the
 * interval. A chart library would add Java2D and fixed colours; here the colours come from the page's style sheet,
 * which has a light and a dark theme.
 */
public final class IntervalPlot {
    private static final int PLOT_WIDTH = 520;
    /** Pixels between text and plot. */
    private static final int GAP = 12;
    /**
     * Estimated width in pixels of one text column (see {@link DisplayWidth}) at the page's font size of 12 pixels. An
     * upper estimate, because fonts differ.
     */
    private static final double COLUMN_WIDTH = 8;
    /**
     * Maximum width of a label in text columns (see {@link DisplayWidth}); a wider label is cut, and a tooltip shows
     * its full text.
     */
    private static final int LABEL_COLUMNS_MAX = 56;

    private static final int LINE_HEIGHT = 24;
    private static final int AXIS_HEIGHT = 30;
    private static final int STEPS_MAX = 8;

    private final int labelWidth;
    private final int valueWidth;
    private final double end;
    private final DoubleFunction<String> valueFormat;

    private IntervalPlot(Map<String, Interval> intervalByLabel, double end, DoubleFunction<String> valueFormat) {
        this.end = end;
        this.valueFormat = valueFormat;
        labelWidth = width(intervalByLabel.keySet().stream().map(IntervalPlot::cutLabel));
        // The last tick is centred on the end of the plot.
        valueWidth = width(Stream.concat(
                intervalByLabel.values().stream().map(interval -> valueFormat.apply(interval.value())),
                Stream.of(tickLabel(end))));
    }

    /**
     * Plots each entry of {@code intervalByLabel} as one row of an SVG element: label, bar over the interval, dot at
     * the value, and value as text.
     *
     * @param title text for screen readers
     * @param intervalByLabel values from 0 up, drawn in the map's order
     * @param valueFormat formats values and ends of intervals, but not the ticks of the axis
     */
    public static String svg(String title, Map<String, Interval> intervalByLabel, DoubleFunction<String> valueFormat) {
        double largest = intervalByLabel.values().stream()
                .mapToDouble(Interval::high)
                .max()
                .orElse(0);
        double step = step(largest);
        double end = Math.max(step, Math.ceil(largest / step) * step);
        return new IntervalPlot(intervalByLabel, end, valueFormat).svg(title, intervalByLabel, step);
    }

    private String svg(String title, Map<String, Interval> intervalByLabel, double step) {
        int bottom = intervalByLabel.size() * LINE_HEIGHT + 4;
        int width = labelWidth + PLOT_WIDTH + valueWidth;
        StringBuilder svg = new StringBuilder();
        svg.append(format(
                "<svg width=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
                width, width, bottom + AXIS_HEIGHT, HtmlText.escape(title)));
        for (int tick = 0; tick * step <= end * 1.000_1; tick++) {
            double x = x(tick * step);
            svg.append(format("<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"0\" y2=\"%d\"/>", x, x, bottom));
            svg.append(format(
                    "<text class=\"tick\" x=\"%.1f\" y=\"%d\">%s</text>%n", x, bottom + 18, tickLabel(tick * step)));
        }
        int line = 0;
        for (Map.Entry<String, Interval> entry : intervalByLabel.entrySet()) {
            svg.append(line(entry.getKey(), entry.getValue(), line++ * LINE_HEIGHT + LINE_HEIGHT / 2 + 2));
        }
        return svg.append("</svg>\n").toString();
    }

    private String line(String label, Interval interval, int y) {
        double low = x(interval.low());
        double high = x(interval.high());
        return format(
                        "<text class=\"label\" x=\"%d\" y=\"%d\">%s</text>",
                        labelWidth - GAP, y + 4, HtmlText.escape(cutLabel(label)))
                + format(
                        "<rect class=\"interval\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"8\" rx=\"2\"/>",
                        low, y - 4, Math.max(1, high - low))
                + format(
                        "<circle class=\"figure\" cx=\"%.1f\" cy=\"%d\" r=\"4\"><title>%s %s (%s to %s)</title>"
                                + "</circle>",
                        x(interval.value()),
                        y,
                        HtmlText.escape(label),
                        valueFormat.apply(interval.value()),
                        valueFormat.apply(interval.low()),
                        valueFormat.apply(interval.high()))
                + format(
                        "<text class=\"value\" x=\"%d\" y=\"%d\">%s</text>%n",
                        labelWidth + PLOT_WIDTH + GAP, y + 4, valueFormat.apply(interval.value()));
    }

    private static String cutLabel(String label) {
        return DisplayWidth.cut(label, LABEL_COLUMNS_MAX);
    }

    private static int width(Stream<String> texts) {
        return GAP + (int) Math.ceil(texts.mapToInt(DisplayWidth::of).max().orElse(0) * COLUMN_WIDTH);
    }

    private double x(double value) {
        return labelWidth + PLOT_WIDTH * Math.max(0, Math.min(1, value / end));
    }

    /**
     * Distance between two ticks of the value axis: the smallest 1, 2 or 5 times a power of ten with which eight steps
     * reach {@code largest}. Returns 1 if {@code largest} is not above 0.
     */
    static double step(double largest) {
        if (!(largest > 0)) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(largest / STEPS_MAX)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power * STEPS_MAX >= largest) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static String tickLabel(double value) {
        String label = format("%.4f", value);
        return label.contains(".") ? label.replaceAll("0+$", "").replaceAll("\\.$", "") : label;
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
