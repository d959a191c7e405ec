package io.freshet.cli.bench;

import io.freshet.bench.BenchReport;
import io.freshet.bench.Figure;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** Prints a benchmark report as a table. */
final class BenchTable {
    private BenchTable() {}

    static void print(BenchReport report, PrintStream out) {
        print(report.environment(), out);
        print(report.plan(), out);
        for (BenchReport.Result result : report.results()) {
            out.println();
            out.println(String.format(
                    Locale.ROOT,
                    "%-50s %12s %12s %12s  %-13s %s",
                    result.guarantee(),
                    "median",
                    "min",
                    "max",
                    "unit",
                    "target"));
            result.figures().forEach(figure -> out.println(line(figure)));
        }
    }

    private static void print(Map<String, String> facts, PrintStream out) {
        facts.forEach((name, value) -> out.println(String.format(Locale.ROOT, "%-34s %s", name, value)));
    }

    private static String line(Figure figure) {
        if (!figure.isMeasured()) {
            return String.format(Locale.ROOT, "%-50s %12s", figure.name(), "no samples")
                    .stripTrailing();
        }
        Figure.Target target = figure.target();
        return String.format(
                        Locale.ROOT,
                        "%-50s %12s %12s %12s  %-13s %s",
                        figure.name(),
                        Figure.number(figure.median()),
                        Figure.number(figure.low()),
                        Figure.number(figure.high()),
                        figure.unit(),
                        target == null ? "" : target.text() + (figure.isReached() ? "  met" : "  MISSED"))
                .stripTrailing();
    }
}
