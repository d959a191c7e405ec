package io.freshet.cli.bench;

import io.freshet.bench.BenchReport;
import io.freshet.bench.Figure;
import io.freshet.cli.IntervalPlot;
import io.freshet.cli.evaluate.ReportTemplate;
import io.freshet.cli.evaluate.ReportTemplate.Fact;
import io.freshet.evaluate.measure.Interval;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a benchmark report as a self-contained HTML page: one plot for each unit of measurement, such as ms, and a
 * table of all figures. The template is {@code benchmark.mustache}; the nested records are its variables, with numbers
 * already formatted.
 */
final class BenchPage {
    private static final ReportTemplate TEMPLATE = ReportTemplate.load(BenchPage.class, "benchmark.mustache");

    private BenchPage() {}

    private record Page(String title, Facts environment, Facts plan, List<Section> results) {}

    private record Facts(List<Fact> facts) {}

    /** Part of the page for one processing guarantee: plots and a table of its figures. */
    record Section(String guarantee, List<Plot> plots, List<Row> rows) {}

    private record Plot(String unit, String svg) {}

    /** Table row of one figure; the cells with numbers are empty if the figure has no samples. */
    record Row(Figure figure) {
        String median() {
            return number(figure.median());
        }

        String min() {
            return number(figure.low());
        }

        String max() {
            return number(figure.high());
        }

        String target() {
            Figure.Target target = figure.target();
            return target == null ? "" : target.text() + (figure.isReached() ? " met" : " missed");
        }

        private String number(double value) {
            return figure.isMeasured() ? Figure.number(value) : "";
        }
    }

    /** Writes the page, replacing an existing file. */
    static void write(BenchReport report, Path file) throws IOException {
        TEMPLATE.write(
                new Page(
                        "Benchmark",
                        new Facts(Fact.of(report.environment())),
                        new Facts(Fact.of(report.plan())),
                        report.results().stream().map(BenchPage::section).toList()),
                file);
    }

    private static Section section(BenchReport.Result result) {
        Map<String, List<Figure>> figuresByUnit = new LinkedHashMap<>();
        result.figures().stream()
                .filter(Figure::isMeasured)
                .forEach(figure -> figuresByUnit
                        .computeIfAbsent(figure.unit(), unit -> new ArrayList<>())
                        .add(figure));
        List<Plot> plots = figuresByUnit.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> plot(entry.getKey(), entry.getValue()))
                .toList();
        return new Section(
                result.guarantee(),
                plots,
                result.figures().stream().map(Row::new).toList());
    }

    private static Plot plot(String unit, List<Figure> figures) {
        Map<String, Interval> intervals = new LinkedHashMap<>();
        figures.forEach(
                figure -> intervals.put(figure.name(), new Interval(figure.median(), figure.low(), figure.high())));
        return new Plot(unit, IntervalPlot.svg(unit, intervals, Figure::number));
    }
}
