package io.freshet.cli.bench;

import io.freshet.bench.BenchReport;
import io.freshet.bench.Figure;
import io.freshet.cli.HtmlText;
import io.freshet.cli.IntervalPlot;
import io.freshet.cli.evaluate.EvaluationPage;
import io.freshet.evaluate.measure.Interval;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a benchmark as one HTML page that needs nothing else: a plot for each unit, and the table. */
final class BenchPage {
    private final PrintWriter page;

    private BenchPage(PrintWriter page) {
        this.page = page;
    }

    /** Writes the page, in place of a file that is there. */
    static void write(BenchReport report, Path file) throws IOException {
        try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            new BenchPage(writer).write(report);
            if (writer.checkError()) {
                throw new IOException(file + ": cannot be written; check the disk");
            }
        }
    }

    private void write(BenchReport report) {
        print("<!DOCTYPE html>%n<html lang=\"en\">%n<head>%n<meta charset=\"utf-8\">%n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">%n");
        print(
                "<title>Benchmark</title>%n<style>%n%s</style>%n</head>%n<body>%n<h1>Benchmark</h1>%n",
                EvaluationPage.style());
        print("<p>Broker and instances are processes of their own; times run from when a click or an article was due to"
                + " when a reader of committed records had the answer. Dots are medians of the repeats, bars reach from"
                + " the lowest to the highest.</p>%n");
        facts(report.environment());
        facts(report.plan());
        for (BenchReport.Result result : report.results()) {
            print("<h2>%s</h2>%n", HtmlText.escape(result.guarantee()));
            byUnit(result).forEach(this::plot);
            table(result);
        }
        print("</body>%n</html>%n");
    }

    private static Map<String, List<Figure>> byUnit(BenchReport.Result result) {
        Map<String, List<Figure>> units = new LinkedHashMap<>();
        result.figures().stream()
                .filter(Figure::isMeasured)
                .forEach(figure -> units.computeIfAbsent(figure.unit(), unit -> new ArrayList<>())
                        .add(figure));
        return units;
    }

    private void plot(String unit, List<Figure> figures) {
        if (figures.size() < 2) {
            return;
        }
        Map<String, Interval> intervals = new LinkedHashMap<>();
        figures.forEach(
                figure -> intervals.put(figure.name(), new Interval(figure.median(), figure.low(), figure.high())));
        print(
                "<figure><figcaption>%s</figcaption>%n%s</figure>%n",
                HtmlText.escape(unit), IntervalPlot.svg(unit, intervals, Figure::number));
    }

    private void table(BenchReport.Result result) {
        print("<div class=\"wide\"><table><thead><tr><th></th>");
        for (String column : List.of("median", "lowest", "highest", "unit", "target")) {
            print("<th scope=\"col\">%s</th>", column);
        }
        print("</tr></thead>%n<tbody>");
        for (Figure figure : result.figures()) {
            Figure.Target target = figure.target();
            print(
                    "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>%n",
                    HtmlText.escape(figure.name()),
                    figure.isMeasured() ? Figure.number(figure.median()) : "",
                    figure.isMeasured() ? Figure.number(figure.low()) : "",
                    figure.isMeasured() ? Figure.number(figure.high()) : "",
                    HtmlText.escape(figure.unit()),
                    target == null
                            ? ""
                            : HtmlText.escape(target.text()) + (figure.isReached() ? " met" : " missed"));
        }
        print("</tbody></table></div>%n");
    }

    private void facts(Map<String, String> facts) {
        print("<dl>");
        facts.forEach((name, value) -> print("<dt>%s</dt><dd>%s</dd>", HtmlText.escape(name), HtmlText.escape(value)));
        print("</dl>%n");
    }

    private void print(String format, Object... arguments) {
        page.print(String.format(Locale.ROOT, format, arguments));
    }
}
