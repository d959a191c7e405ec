package io.freshet.cli;

import io.freshet.evaluate.ArticleAge;
import io.freshet.evaluate.EvaluationReport;
import io.freshet.evaluate.EvaluationReport.Result;
import io.freshet.evaluate.Interval;
import io.freshet.evaluate.Measure;
import io.freshet.evaluate.Scope;
import java.io.PrintStream;
import java.util.Locale;

/** Prints an evaluation as tables for people. */
final class EvaluationTable {
    private static final int NAME_WIDTH = 18;

    private EvaluationTable() {}

    static void print(EvaluationReport report, PrintStream out) {
        out.println(String.format(
                Locale.ROOT,
                "%,d clicks of %,d readers on %,d articles; %,d repeats left out",
                report.clicks(),
                report.readers(),
                report.articles(),
                report.repeats()));
        for (Scope scope : Scope.values()) {
            printScope(report, scope, out);
        }
        printAges(report, out);
    }

    private static void printScope(EvaluationReport report, Scope scope, PrintStream out) {
        StringBuilder heading = new StringBuilder(name(""));
        for (Measure measure : Measure.values()) {
            heading.append(String.format(Locale.ROOT, "%8s", measure.label()));
        }
        out.println(String.format(
                Locale.ROOT, "%n%s, %,d clicks", scope.label(), report.judged().getOrDefault(scope, 0L)));
        out.println(heading + "   HR@10 95 %       lead of the first at HR@10");
        for (Result result : report.results()) {
            StringBuilder line = new StringBuilder(name(result.name()));
            for (Measure measure : Measure.values()) {
                line.append(String.format(
                        Locale.ROOT, "%8.4f", result.mean(scope, measure).value()));
            }
            Interval hits = result.mean(scope, Measure.HIT_RATE_10);
            line.append(String.format(Locale.ROOT, "   %.4f-%.4f", hits.low(), hits.high()));
            if (!result.name().equals(report.results().get(0).name())) {
                Interval lead = result.lead(scope, Measure.HIT_RATE_10);
                line.append(
                        String.format(Locale.ROOT, "   %+.4f (%+.4f to %+.4f)", lead.value(), lead.low(), lead.high()));
            }
            out.println(line);
        }
    }

    private static void printAges(EvaluationReport report, PrintStream out) {
        out.println();
        out.println("known reader, HR@10 by age of the article, and share of the articles among the first 10");
        StringBuilder heading = new StringBuilder(name(""));
        StringBuilder clicks = new StringBuilder(name("clicks"));
        for (ArticleAge age : ArticleAge.values()) {
            heading.append(String.format(Locale.ROOT, "%15s", age.label()));
            clicks.append(
                    String.format(Locale.ROOT, "%,15d", report.judgedByAge().getOrDefault(age, 0L)));
        }
        out.println(heading + "       coverage");
        out.println(clicks);
        for (Result result : report.results()) {
            StringBuilder line = new StringBuilder(name(result.name()));
            for (ArticleAge age : ArticleAge.values()) {
                line.append(String.format(Locale.ROOT, "%15.4f", result.byAge().getOrDefault(age, 0.0)));
            }
            out.println(line.append(String.format(Locale.ROOT, "%15.4f", result.coverage())));
        }
    }

    private static String name(String name) {
        return String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s", name);
    }
}
