package io.freshet.cli.evaluate;

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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes an evaluation report as a self-contained HTML page with tables and plots. The template is
 * {@code evaluation.mustache}; the nested records are its variables, with numbers already formatted.
 */
final class EvaluationPage {
    private static final ReportTemplate TEMPLATE = ReportTemplate.load(EvaluationPage.class, "evaluation.mustache");

    private final EvaluationReport report;

    private EvaluationPage(EvaluationReport report) {
        this.report = report;
    }

    private record Page(
            String title,
            Totals totals,
            List<ReportTemplate.Fact> facts,
            List<Comparison> comparisons,
            @Nullable AgeTable ages,
            @Nullable DeploymentTable deployments) {}

    private record Totals(String clicks, String readers, String articles, String repeats) {}

    /** Plot and table of all algorithms on one set of clicks or impressions. */
    private record Comparison(
            String title, String count, String reference, Measured measure, String plot, List<ComparisonRow> rows) {}

    /**
     * Texts of one comparison of the algorithms: name of its main measure, caption of its plot, and headings of its
     * table columns.
     *
     * @param name label of the measure that is shown with interval and difference
     * @param plotTitle caption of the plot
     * @param columns labels of all measures
     */
    private record Measured(String name, String plotTitle, List<String> columns) {}

    private record ComparisonRow(
            String name,
            List<String> values,
            String interval,
            @Nullable Difference difference) {}

    /**
     * Paired difference between two algorithms or deployments: text with confidence interval, and a CSS class that
     * tells whether the interval excludes 0.
     *
     * @param certainty {@code certain} if the confidence interval excludes 0, else {@code uncertain}
     */
    private record Difference(String text, String certainty) {
        private static Difference of(Interval interval) {
            return new Difference(
                    format("%+.4f (%+.4f to %+.4f)", interval.value(), interval.low(), interval.high()),
                    interval.low() > 0 || interval.high() < 0 ? "certain" : "uncertain");
        }
    }

    private record AgeTable(List<String> columns, List<String> clicks, List<AgeRow> rows) {}

    private record AgeRow(String name, List<AgeCell> cells, String coveragePercent, String coverage) {}

    /**
     * Table cell with an algorithm's hit rate on articles of one age: {@code value} is its text, {@code percent} its
     * shading, {@code intervals} its tooltip.
     *
     * @param percent hit rate in percent; the shading grows with it
     * @param intervals confidence interval of the hit rate, and difference from the reference algorithm
     * @param value hit rate, from 0 to 1
     */
    private record AgeCell(String percent, String intervals, String value) {}

    private record DeploymentTable(List<String> scopes, List<DeploymentRow> rows) {}

    private record DeploymentRow(String deployment, String algorithm, List<DeploymentCell> cells) {}

    private record DeploymentCell(String mean, Difference loss) {}

    /**
     * Writes the page, replacing an existing file.
     *
     * @param dataset name of the data set
     * @param facts settings of the evaluation: description by name
     */
    static void write(EvaluationReport report, String dataset, Map<String, String> facts, Path file)
            throws IOException {
        TEMPLATE.write(new EvaluationPage(report).page(dataset, facts), file);
    }

    private Page page(String dataset, Map<String, String> facts) {
        List<Comparison> comparisons = new ArrayList<>();
        report.evaluatedScopes().forEach(scope -> comparisons.add(comparison(scope)));
        if (report.evaluatedImpressions() > 0) {
            comparisons.add(impressions());
        }
        return new Page(
                "Evaluation on " + dataset,
                new Totals(
                        count(report.clicks()),
                        count(report.readers()),
                        count(report.articles()),
                        count(report.repeats())),
                ReportTemplate.Fact.of(facts),
                comparisons,
                report.evaluatedScopes().isEmpty() ? null : ages(),
                report.deploymentCosts().isEmpty() ? null : deployments());
    }

    private Comparison comparison(Scope scope) {
        List<Measure> measures = List.of(Measure.values());
        Measure main = Measure.HIT_RATE_10;
        return comparison(
                capitalised(scope.label()),
                count(report.evaluatedClicks().getOrDefault(scope, 0L)) + " clicks evaluated.",
                new Measured(
                        main.label(),
                        main.label() + " " + scope.label(),
                        measures.stream().map(Measure::label).toList()),
                result -> new ComparisonRow(
                        result.name(),
                        measures.stream()
                                .map(measure ->
                                        fraction(result.mean(scope, measure).value()))
                                .toList(),
                        range(result.mean(scope, main)),
                        difference(result, result.differenceOfFirst(scope, main))),
                result -> result.mean(scope, main));
    }

    private Comparison impressions() {
        List<ImpressionMeasure> measures = List.of(ImpressionMeasure.values());
        ImpressionMeasure main = ImpressionMeasure.AREA_UNDER_CURVE;
        return comparison(
                "Ranking of impressions",
                count(report.evaluatedImpressions()) + " impressions evaluated.",
                new Measured(
                        main.label(),
                        main.label(),
                        measures.stream().map(ImpressionMeasure::label).toList()),
                result -> new ComparisonRow(
                        result.name(),
                        measures.stream()
                                .map(measure -> fraction(result.mean(measure).value()))
                                .toList(),
                        range(result.mean(main)),
                        difference(result, result.differenceOfFirst(main))),
                result -> result.mean(main));
    }

    private Comparison comparison(
            String title,
            String count,
            Measured measure,
            Function<Result, ComparisonRow> row,
            Function<Result, Interval> plotted) {
        Map<String, Interval> figures = new LinkedHashMap<>();
        report.results().forEach(result -> figures.put(result.name(), plotted.apply(result)));
        return new Comparison(
                title,
                count,
                reference(),
                measure,
                IntervalPlot.svg(measure.plotTitle(), figures, EvaluationPage::fraction),
                report.results().stream().map(row).toList());
    }

    private AgeTable ages() {
        return new AgeTable(
                Arrays.stream(ArticleAge.values()).map(ArticleAge::label).toList(),
                Arrays.stream(ArticleAge.values())
                        .map(age -> count(report.evaluatedClicksByAge().getOrDefault(age, 0L)))
                        .toList(),
                report.results().stream().map(this::ageRow).toList());
    }

    private AgeRow ageRow(Result result) {
        List<AgeCell> cells = Arrays.stream(ArticleAge.values())
                .map(age -> {
                    Interval mean = result.mean(age);
                    return new AgeCell(
                            percent(mean.value()),
                            range(mean) + ", " + reference() + " minus this "
                                    + Difference.of(result.differenceOfFirst(age))
                                            .text(),
                            fraction(mean.value()));
                })
                .toList();
        return new AgeRow(result.name(), cells, percent(result.coverage()), fraction(result.coverage()));
    }

    private DeploymentTable deployments() {
        return new DeploymentTable(
                Arrays.stream(Scope.values()).map(Scope::label).toList(),
                report.deploymentCosts().stream()
                        .map(EvaluationPage::deploymentRow)
                        .toList());
    }

    private static DeploymentRow deploymentRow(DeploymentCost cost) {
        return new DeploymentRow(
                cost.deployment().label(),
                cost.name(),
                Arrays.stream(Scope.values())
                        .map(scope ->
                                new DeploymentCell(fraction(cost.mean(scope).value()), Difference.of(cost.loss(scope))))
                        .toList());
    }

    /**
     * Formats {@code lead}, the measure of the reference algorithm minus that of {@code result}; null for the reference
     * itself.
     */
    private @Nullable Difference difference(Result result, Interval lead) {
        return result.name().equals(reference()) ? null : Difference.of(lead);
    }

    /** Name of the first algorithm, with which the others are compared. */
    private String reference() {
        return report.results().get(0).name();
    }

    private static String range(Interval interval) {
        return format("%.4f to %.4f", interval.low(), interval.high());
    }

    private static String fraction(double value) {
        return format("%.4f", value);
    }

    private static String percent(double share) {
        return format("%.0f", 100 * share);
    }

    private static String count(long value) {
        return format("%,d", value);
    }

    private static String capitalised(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
