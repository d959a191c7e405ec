package io.freshet.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Report of a benchmark: environment, plan, and the figures measured under each processing guarantee.
 *
 * @param environment hardware and software of the run: a description by name
 * @param plan load and durations of the run: a description by name
 * @param results one result for each processing guarantee, in the order they were measured
 */
public record BenchReport(Map<String, String> environment, Map<String, String> plan, List<Result> results) {

    /**
     * Figures measured under one processing guarantee.
     *
     * @param guarantee such as {@code exactly once}
     */
    public record Result(String guarantee, List<Figure> figures) {
        public Result {
            figures = List.copyOf(figures);
        }
    }

    public BenchReport {
        environment = new LinkedHashMap<>(environment);
        plan = new LinkedHashMap<>(plan);
        results = List.copyOf(results);
    }

    /** One text for each figure that misses its target: guarantee, name and median; empty if all targets are met. */
    public List<String> missed() {
        List<String> missed = new ArrayList<>();
        for (Result result : results) {
            result.figures().stream()
                    .filter(figure -> !figure.isReached())
                    .forEach(figure -> missed.add(result.guarantee() + ": " + figure.name() + " "
                            + Figure.number(figure.median()) + " " + figure.unit()));
        }
        return missed;
    }
}
