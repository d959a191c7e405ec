package io.freshet.cli;

import io.freshet.evaluate.measure.Interval;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/**
 * A plot of figures with their intervals as inline SVG: a line for each, a dot at the figure and a bar over its interval.
 * Drawn by hand, because a chart library would bring Java2D and fixed colours for what is one rectangle and one circle a
 * line; colours are the page's, so that it can be read on light and on dark ground.
 */
public final class IntervalPlot {
    private static final int PLOT_WIDTH = 520;
    /** Between text and plot. */
    private static final int GAP = 12;
    /** Of one column of text at the page's 12 pixels, on the wide side, as fonts differ. */
    private static final double COLUMN_WIDTH = 8;
    /** Longer labels are cut, with the whole label in the tooltip. */
    private static final int LABEL_COLUMNS_MAX = 56;

    private static final int LINE_HEIGHT = 24;
    private static final int AXIS_HEIGHT = 30;
    private static final int STEPS_MAX = 8;

    private final int labelWidth;
    private final int valueWidth;
    private final double end;
    private final DoubleFunction<String> number;

    private IntervalPlot(Map<String, Interval> figures, double end, DoubleFunction<String> number) {
        this.end = end;
        this.number = number;
        labelWidth = width(figures.keySet().stream().map(IntervalPlot::shown));
        // The last tick is centred on the end of the plot.
        valueWidth = width(Stream.concat(
                figures.values().stream().map(figure -> number.apply(figure.value())), Stream.of(tickLabel(end))));
    }

    /**
     * Draws a plot.
     *
     * @param title what the figures are, for those who cannot see it
     * @param figures by label, drawn in their order, with values from 0
     * @param number writes a figure
     */
    public static String svg(String title, Map<String, Interval> figures, DoubleFunction<String> number) {
        double largest =
                figures.values().stream().mapToDouble(Interval::high).max().orElse(0);
        double step = step(largest);
        double end = Math.max(step, Math.ceil(largest / step) * step);
        return new IntervalPlot(figures, end, number).svg(title, figures, step);
    }

    private String svg(String title, Map<String, Interval> figures, double step) {
        int bottom = figures.size() * LINE_HEIGHT + 4;
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
        for (Map.Entry<String, Interval> figure : figures.entrySet()) {
            svg.append(line(figure.getKey(), figure.getValue(), line++ * LINE_HEIGHT + LINE_HEIGHT / 2 + 2));
        }
        return svg.append("</svg>\n").toString();
    }

    private String line(String label, Interval figure, int y) {
        double low = x(figure.low());
        double high = x(figure.high());
        return format(
                        "<text class=\"label\" x=\"%d\" y=\"%d\">%s</text>",
                        labelWidth - GAP, y + 4, HtmlText.escape(shown(label)))
                + format(
                        "<rect class=\"interval\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"8\" rx=\"2\"/>",
                        low, y - 4, Math.max(1, high - low))
                + format(
                        "<circle class=\"figure\" cx=\"%.1f\" cy=\"%d\" r=\"4\"><title>%s %s (%s to %s)</title>"
                                + "</circle>",
                        x(figure.value()),
                        y,
                        HtmlText.escape(label),
                        number.apply(figure.value()),
                        number.apply(figure.low()),
                        number.apply(figure.high()))
                + format(
                        "<text class=\"value\" x=\"%d\" y=\"%d\">%s</text>%n",
                        labelWidth + PLOT_WIDTH + GAP, y + 4, number.apply(figure.value()));
    }

    private static String shown(String label) {
        return DisplayWidth.cut(label, LABEL_COLUMNS_MAX);
    }

    private static int width(Stream<String> texts) {
        return GAP + (int) Math.ceil(texts.mapToInt(DisplayWidth::of).max().orElse(0) * COLUMN_WIDTH);
    }

    private double x(double value) {
        return labelWidth + PLOT_WIDTH * Math.max(0, Math.min(1, value / end));
    }

    /** 1, 2 or 5 times a power of ten, so that few enough steps reach the largest value. */
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
