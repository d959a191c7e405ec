package io.freshet.cli.evaluate;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
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

/** Writes an evaluation report as JSON. Measures have the labels of the printed table. */
final class EvaluationJson {

    private EvaluationJson() {}

    /** Writes the report, replacing an existing file. */
    static void write(EvaluationReport report, Path file) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("clicks", report.clicks());
            json.writeNumberField("readers", report.readers());
            json.writeNumberField("articles", report.articles());
            json.writeNumberField("repeats", report.repeats());
            json.writeObjectFieldStart("judged");
            for (Scope scope : Scope.values()) {
                json.writeNumberField(scope.label(), report.evaluatedClicks().getOrDefault(scope, 0L));
            }
            json.writeEndObject();
            json.writeNumberField("judgedImpressions", report.evaluatedImpressions());
            json.writeObjectFieldStart("judgedByAge");
            for (ArticleAge age : ArticleAge.values()) {
                json.writeNumberField(age.label(), report.evaluatedClicksByAge().getOrDefault(age, 0L));
            }
            json.writeEndObject();
            json.writeArrayFieldStart("results");
            for (Result result : report.results()) {
                write(result, json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("deployments");
            for (DeploymentCost cost : report.deploymentCosts()) {
                write(cost, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(DeploymentCost cost, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("tasks", cost.deployment().tasks());
        json.writeNumberField("stalenessMillis", cost.deployment().lagMillis());
        json.writeStringField("name", cost.name());
        for (Scope scope : Scope.values()) {
            json.writeObjectFieldStart(scope.label());
            json.writeObjectFieldStart(Measure.HIT_RATE_10.label());
            write(cost.mean(scope), json);
            json.writeObjectFieldStart("loss");
            write(cost.loss(scope), json);
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void write(Result result, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", result.name());
        json.writeNumberField("coverage", result.coverage());
        for (Scope scope : Scope.values()) {
            json.writeObjectFieldStart(scope.label());
            for (Measure measure : Measure.values()) {
                write(measure.label(), result.mean(scope, measure), result.differenceOfFirst(scope, measure), json);
            }
            json.writeEndObject();
        }
        json.writeObjectFieldStart("impressions");
        for (ImpressionMeasure measure : ImpressionMeasure.values()) {
            write(measure.label(), result.mean(measure), result.differenceOfFirst(measure), json);
        }
        json.writeEndObject();
        json.writeObjectFieldStart("HR@10 by age");
        for (ArticleAge age : ArticleAge.values()) {
            write(age.label(), result.mean(age), result.differenceOfFirst(age), json);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void write(String label, Interval mean, Interval lead, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(label);
        write(mean, json);
        json.writeObjectFieldStart("leadOfFirst");
        write(lead, json);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void write(Interval interval, JsonGenerator json) throws IOException {
        json.writeNumberField("value", interval.value());
        json.writeNumberField("low", interval.low());
        json.writeNumberField("high", interval.high());
    }
}
