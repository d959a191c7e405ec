package io.freshet.cli.bench;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.freshet.bench.BenchReport;
import io.freshet.bench.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Writes a benchmark report as JSON. Figures have the names of the table. */
final class BenchJson {
    private BenchJson() {}

    /** Writes the report, replacing an existing file. */
    static void write(BenchReport report, Path file) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            write("environment", report.environment(), json);
            write("plan", report.plan(), json);
            json.writeArrayFieldStart("parts");
            for (BenchReport.Result result : report.results()) {
                json.writeStartObject();
                json.writeStringField("name", result.guarantee());
                json.writeArrayFieldStart("figures");
                for (Figure figure : result.figures()) {
                    write(figure, json);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(String name, Map<String, String> facts, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            json.writeStringField(fact.getKey(), fact.getValue());
        }
        json.writeEndObject();
    }

    private static void write(Figure figure, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", figure.name());
        json.writeStringField("unit", figure.unit());
        if (figure.isMeasured()) {
            json.writeNumberField("median", figure.median());
            json.writeNumberField("lowest", figure.low());
            json.writeNumberField("highest", figure.high());
        }
        json.writeArrayFieldStart("repeats");
        for (double repeat : figure.repeats()) {
            json.writeNumber(repeat);
        }
        json.writeEndArray();
        Figure.Target target = figure.target();
        if (target != null) {
            json.writeNumberField(target.atMost() ? "targetAtMost" : "targetAtLeast", target.value());
            json.writeBooleanField("reached", figure.isReached());
        }
        json.writeEndObject();
    }
}
