package io.freshet.cli.evaluate;

import io.freshet.evaluate.DeploymentCost;
import io.freshet.evaluate.EvaluationReport;
import io.freshet.evaluate.EvaluationReport.Result;
import io.freshet.evaluate.algorithm.Deployment;
import io.freshet.evaluate.measure.ArticleAge;
import io.freshet.evaluate.measure.ImpressionMeasure;
import io.freshet.evaluate.measure.Interval;
import io.freshet.evaluate.measure.Measure;
import io.freshet.evaluate.measure.Scope;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints an evaluation report as tables. */
final class EvaluationTable {
    private static final int NAME_WIDTH_MIN = 22;

    private final EvaluationReport report;
    private final PrintStream out;
    private final int nameWidth;

    private EvaluationTable(EvaluationReport report, PrintStream out) {
        this.report = report;
        this.out = out;
        int longest = report.results().stream()
                .mapToInt(result -> result.name().length())
                .max()
                .orElse(0);
        nameWidth = Math.max(NAME_WIDTH_MIN, longest + 1);
    }

    static void print(EvaluationReport report, PrintStream out) {
        new EvaluationTable(report, out).print();
    }

    private void print() {
        out.println(String.format(
                Locale.ROOT,
                "%,d clicks of %,d readers on %,d articles; %,d repeated clicks excluded",
                report.clicks(),
                report.readers(),
                report.articles(),
                report.repeats()));
        for (Scope scope : report.evaluatedScopes()) {
            printScope(scope);
        }
        if (!report.evaluatedScopes().isEmpty()) {
            printAges();
        }
        if (report.evaluatedImpressions() > 0) {
            printImpressions();
        }
        report.deploymentCosts().stream()
                .collect(Collectors.groupingBy(DeploymentCost::deployment, LinkedHashMap::new, Collectors.toList()))
                .forEach((deployment, costs) -> print(deployment, costs));
    }

    private void print(Deployment deployment, List<DeploymentCost> costs) {
        out.println(String.format(
                Locale.ROOT,
                "%nHR@10 of %s, and loss against one task without lag (95 %% confidence interval)",
                deployment.label()));
        StringBuilder heading = new StringBuilder(name(""));
        for (Scope scope : Scope.values()) {
            heading.append(String.format(Locale.ROOT, "  %-36s", scope.label()));
        }
        out.println(heading);
        for (DeploymentCost cost : costs) {
            StringBuilder line = new StringBuilder(name(cost.name()));
            for (Scope scope : Scope.values()) {
                Interval loss = cost.loss(scope);
                line.append(String.format(
                        Locale.ROOT,
                        "  %.4f %+.4f (%+.4f to %+.4f)    ",
                        cost.mean(scope).value(),
                        loss.value(),
                        loss.low(),
                        loss.high()));
            }
            out.println(line);
        }
    }

    private void printImpressions() {
        StringBuilder heading = new StringBuilder(name(""));
        for (ImpressionMeasure measure : ImpressionMeasure.values()) {
            heading.append(String.format(Locale.ROOT, "%8s", measure.label()));
        }
        out.println(String.format(Locale.ROOT, "%nranking of %,d impressions", report.evaluatedImpressions()));
        out.println(heading + "   AUC, 95 % CI    " + reference() + " minus this, AUC");
        for (Result result : report.results()) {
            StringBuilder line = new StringBuilder(name(result.name()));
            for (ImpressionMeasure measure : ImpressionMeasure.values()) {
                line.append(
                        String.format(Locale.ROOT, "%8.4f", result.mean(measure).value()));
            }
            append(
                    line,
                    result,
                    result.mean(ImpressionMeasure.AREA_UNDER_CURVE),
                    result.differenceOfFirst(ImpressionMeasure.AREA_UNDER_CURVE));
            out.println(line);
        }
    }

    /**
     * Appends to a table line the confidence interval of {@code mean} and, except for the first algorithm, {@code lead}
     * with its interval. {@code lead} is the measure of the first algorithm minus that of {@code result}.
     */
    private void append(StringBuilder line, Result result, Interval mean, Interval lead) {
        line.append(String.format(Locale.ROOT, "   %.4f-%.4f", mean.low(), mean.high()));
        appendDifference(line, result, lead);
    }

    private void appendDifference(StringBuilder line, Result result, Interval lead) {
        if (!result.name().equals(reference())) {
            line.append(String.format(Locale.ROOT, "   %+.4f (%+.4f to %+.4f)", lead.value(), lead.low(), lead.high()));
        }
    }

    private void printScope(Scope scope) {
        StringBuilder heading = new StringBuilder(name(""));
        for (Measure measure : Measure.values()) {
            heading.append(String.format(Locale.ROOT, "%8s", measure.label()));
        }
        out.println(String.format(
                Locale.ROOT,
                "%n%s, %,d clicks",
                scope.label(),
                report.evaluatedClicks().getOrDefault(scope, 0L)));
        out.println(heading
                + String.format(
                        Locale.ROOT, "   HR@10, 95 %% CI  %-31s%s", reference() + " minus this, HR@10", "MRR@10"));
        for (Result result : report.results()) {
            StringBuilder line = new StringBuilder(name(result.name()));
            for (Measure measure : Measure.values()) {
                line.append(String.format(
                        Locale.ROOT, "%8.4f", result.mean(scope, measure).value()));
            }
            append(
                    line,
                    result,
                    result.mean(scope, Measure.HIT_RATE_10),
                    result.differenceOfFirst(scope, Measure.HIT_RATE_10));
            appendDifference(line, result, result.differenceOfFirst(scope, Measure.RECIPROCAL_RANK_10));
            out.println(line);
        }
    }

    private void printAges() {
        out.println();
        out.println("known reader, HR@10 by article age, and coverage (share of all articles among the first 10)");
        StringBuilder heading = new StringBuilder(name(""));
        StringBuilder clicks = new StringBuilder(name("clicks"));
        for (ArticleAge age : ArticleAge.values()) {
            heading.append(String.format(Locale.ROOT, "%15s", age.label()));
            clicks.append(String.format(
                    Locale.ROOT, "%,15d", report.evaluatedClicksByAge().getOrDefault(age, 0L)));
        }
        out.println(heading + "       coverage");
        out.println(clicks);
        for (Result result : report.results()) {
            StringBuilder line = new StringBuilder(name(result.name()));
            for (ArticleAge age : ArticleAge.values()) {
                line.append(
                        String.format(Locale.ROOT, "%15.4f", result.mean(age).value()));
            }
            out.println(line.append(String.format(Locale.ROOT, "%15.4f", result.coverage())));
        }
        printDifferencesByAge();
    }

    private void printDifferencesByAge() {
        List<Result> others = report.results().subList(1, report.results().size());
        if (others.isEmpty()) {
            return;
        }
        out.println();
        StringBuilder heading = new StringBuilder(name(""));
        for (ArticleAge age : ArticleAge.values()) {
            heading.append(String.format(Locale.ROOT, "  %26s", age.label()));
        }
        out.println(reference() + " minus this, HR@10 by article age, with 95 % CI");
        out.println(heading);
        for (Result result : others) {
            StringBuilder line = new StringBuilder(name(result.name()));
            for (ArticleAge age : ArticleAge.values()) {
                Interval lead = result.differenceOfFirst(age);
                line.append(
                        String.format(Locale.ROOT, "  %+.4f (%+.4f to %+.4f)", lead.value(), lead.low(), lead.high()));
            }
            out.println(line);
        }
    }

    /** Name of the first algorithm, with which the others are compared. */
    private String reference() {
        return report.results().get(0).name();
    }

    private String name(String name) {
        return String.format(Locale.ROOT, "%-" + nameWidth + "s", name);
    }
}
