package io.freshet.cli.evaluate;

import io.freshet.cli.HtmlText;
import io.freshet.cli.IntervalPlot;
import io.freshet.evaluate.DeploymentCost;
import io.freshet.evaluate.EvaluationReport;
import io.freshet.evaluate.EvaluationReport.Result;
import io.freshet.evaluate.measure.ArticleAge;
import io.freshet.evaluate.measure.ImpressionMeasure;
import io.freshet.evaluate.measure.Interval;
import io.freshet.evaluate.measure.Measure;
import io.freshet.evaluate.measure.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Writes an evaluation as one HTML page that needs nothing else: tables with intervals, and plots. */
public final class EvaluationPage {
    private final EvaluationReport report;
    private final PrintWriter page;

    private EvaluationPage(EvaluationReport report, PrintWriter page) {
        this.report = report;
        this.page = page;
    }

    /**
     * Writes the page, in place of a file that is there.
     *
     * @param dataset what was evaluated on
     * @param facts how it was done, by name
     */
    static void write(EvaluationReport report, String dataset, Map<String, String> facts, Path file)
            throws IOException {
        try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            new EvaluationPage(report, writer).write(dataset, facts);
            if (writer.checkError()) {
                throw new IOException(file + ": cannot be written; check the disk");
            }
        }
    }

    private void write(String dataset, Map<String, String> facts) {
        print("<!DOCTYPE html>%n<html lang=\"en\">%n<head>%n<meta charset=\"utf-8\">%n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">%n");
        print("<title>Evaluation on %s</title>%n<style>%n%s</style>%n</head>%n<body>%n", escape(dataset), style());
        print("<h1>Evaluation on %s</h1>%n", escape(dataset));
        print(
                "<p>%,d clicks of %,d readers on %,d articles; %,d repeats left out. Every click is predicted first and"
                        + " learned from afterwards; lists are made over the whole live catalogue. Intervals are 95 %%, by"
                        + " bootstrap over readers; leads are paired.</p>%n<dl>",
                report.clicks(), report.readers(), report.articles(), report.repeats());
        facts.forEach((name, value) -> print("<dt>%s</dt><dd>%s</dd>", escape(name), escape(value)));
        print("</dl>%n");
        for (Scope scope : report.judgedScopes()) {
            writeScope(scope);
        }
        if (report.judgedImpressions() > 0) {
            writeImpressions();
        }
        if (!report.judgedScopes().isEmpty()) {
            writeAges();
        }
        if (!report.deploymentCosts().isEmpty()) {
            writeDeployments();
        }
        print("</body>%n</html>%n");
    }

    private void writeScope(Scope scope) {
        print(
                "<h2>%s</h2>%n<p>%,d clicks judged.</p>%n",
                escape(capital(scope.label())), report.judged().getOrDefault(scope, 0L));
        plot("HR@10 " + scope.label(), result -> result.mean(scope, Measure.HIT_RATE_10));
        startTable(Arrays.stream(Measure.values()).map(Measure::label).toList(), "HR@10");
        for (Result result : report.results()) {
            print("<tr><th scope=\"row\">%s</th>", escape(result.name()));
            for (Measure measure : Measure.values()) {
                print("<td>%.4f</td>", result.mean(scope, measure).value());
            }
            lead(result, result.mean(scope, Measure.HIT_RATE_10), result.lead(scope, Measure.HIT_RATE_10));
        }
        print("</tbody></table></div>%n");
    }

    private void writeImpressions() {
        print("<h2>Ranking of what was shown</h2>%n<p>%,d showings judged.</p>%n", report.judgedImpressions());
        plot("AUC", result -> result.mean(ImpressionMeasure.AREA_UNDER_CURVE));
        startTable(
                Arrays.stream(ImpressionMeasure.values())
                        .map(ImpressionMeasure::label)
                        .toList(),
                "AUC");
        for (Result result : report.results()) {
            print("<tr><th scope=\"row\">%s</th>", escape(result.name()));
            for (ImpressionMeasure measure : ImpressionMeasure.values()) {
                print("<td>%.4f</td>", result.mean(measure).value());
            }
            lead(
                    result,
                    result.mean(ImpressionMeasure.AREA_UNDER_CURVE),
                    result.lead(ImpressionMeasure.AREA_UNDER_CURVE));
        }
        print("</tbody></table></div>%n");
    }

    private void plot(String title, Function<Result, Interval> figure) {
        Map<String, Interval> figures = new LinkedHashMap<>();
        report.results().forEach(result -> figures.put(result.name(), figure.apply(result)));
        print(
                "<figure><figcaption>%s</figcaption>%n%s</figure>%n",
                escape(title), IntervalPlot.svg(title, figures, value -> String.format(Locale.ROOT, "%.4f", value)));
    }

    private void startTable(List<String> columns, String leading) {
        print("<div class=\"wide\"><table><thead><tr><th></th>");
        columns.forEach(column -> print("<th scope=\"col\">%s</th>", escape(column)));
        print("<th scope=\"col\">%s, 95 %%</th>", escape(leading));
        print(
                "<th scope=\"col\">lead of %s at %s</th></tr></thead>%n<tbody>",
                escape(report.results().get(0).name()), escape(leading));
    }

    private void lead(Result result, Interval mean, Interval lead) {
        print("<td>%.4f to %.4f</td>", mean.low(), mean.high());
        if (result.name().equals(report.results().get(0).name())) {
            print("<td></td>");
        } else {
            difference(lead);
        }
        print("</tr>%n");
    }

    private void writeAges() {
        print("<h2>By age of the article, and coverage</h2>%n<p>HR@10 of known readers; coverage is the share of all"
                + " articles that stood among the first ten of a judged list.</p>%n");
        print("<div class=\"wide\"><table><thead><tr><th></th>");
        for (ArticleAge age : ArticleAge.values()) {
            print("<th scope=\"col\">%s</th>", escape(age.label()));
        }
        print("<th scope=\"col\">coverage</th></tr></thead>%n<tbody><tr><th scope=\"row\">clicks</th>");
        for (ArticleAge age : ArticleAge.values()) {
            print("<td>%,d</td>", report.judgedByAge().getOrDefault(age, 0L));
        }
        print("<td></td></tr>%n");
        for (Result result : report.results()) {
            print("<tr><th scope=\"row\">%s</th>", escape(result.name()));
            for (ArticleAge age : ArticleAge.values()) {
                shaded(result.mean(age), result.lead(age));
            }
            print(
                    "<td style=\"--share: %.0f%%\" class=\"shaded\">%.4f</td>",
                    100 * result.coverage(), result.coverage());
            print("</tr>%n");
        }
        print("</tbody></table></div>%n");
    }

    private void writeDeployments() {
        print(
                "<h2>Spread over tasks</h2>%n<p>HR@10, and what is lost against one task whose replicas never lag, click by"
                        + " click.</p>%n<div class=\"wide\"><table><thead><tr><th></th><th></th>");
        for (Scope scope : Scope.values()) {
            print("<th scope=\"col\">%s</th><th scope=\"col\">loss</th>", escape(scope.label()));
        }
        print("</tr></thead>%n<tbody>");
        for (DeploymentCost cost : report.deploymentCosts()) {
            print(
                    "<tr><th scope=\"row\">%s</th><th scope=\"row\">%s</th>",
                    escape(cost.deployment().label()), escape(cost.name()));
            for (Scope scope : Scope.values()) {
                print("<td>%.4f</td>", cost.mean(scope).value());
                difference(cost.loss(scope));
            }
            print("</tr>%n");
        }
        print("</tbody></table></div>%n");
    }

    /** A cell with a paired difference, told apart by whether its interval leaves out 0. */
    private void difference(Interval difference) {
        print(
                "<td class=\"%s\">%+.4f (%+.4f to %+.4f)</td>",
                difference.low() > 0 || difference.high() < 0 ? "certain" : "uncertain",
                difference.value(),
                difference.low(),
                difference.high());
    }

    /** A cell the darker the larger its share is, which tells of intervals when pointed at. */
    private void shaded(Interval share, Interval lead) {
        print(
                "<td style=\"--share: %.0f%%\" class=\"shaded\" title=\"%.4f to %.4f, lead of %s %+.4f (%+.4f to %+.4f)\">%.4f</td>",
                100 * share.value(),
                share.low(),
                share.high(),
                escape(report.results().get(0).name()),
                lead.value(),
                lead.low(),
                lead.high(),
                share.value());
    }

    private void print(String format, Object... arguments) {
        page.print(String.format(Locale.ROOT, format, arguments));
    }

    private static String escape(String text) {
        return HtmlText.escape(text);
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** The style of every report. */
    public static String style() {
        try (InputStream style =
                Objects.requireNonNull(EvaluationPage.class.getResourceAsStream("evaluation.css"), "evaluation.css")) {
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
