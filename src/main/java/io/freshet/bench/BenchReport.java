package io.freshet.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a benchmark found.
 *
 * @param environment what it ran on, by name
 * @param plan what was sent and how, by name
 * @param parts in the order they ran
 */
public record BenchReport(Map<String, String> environment, Map<String, String> plan, List<Part> parts) {

    /**
     * The figures of one profile.
     *
     * @param name such as {@code exactly once}
     */
    public record Part(String name, List<Figure> figures) {
        public Part {
            figures = List.copyOf(figures);
        }
    }

    public BenchReport {
        environment = new LinkedHashMap<>(environment);
        plan = new LinkedHashMap<>(plan);
        parts = List.copyOf(parts);
    }

    /** Every figure with a target that is not reached, as a person reads it. */
    public List<String> missed() {
        List<String> missed = new ArrayList<>();
        for (Part part : parts) {
            part.figures().stream()
                    .filter(figure -> !figure.isReached())
                    .forEach(figure -> missed.add(part.name() + ": " + figure.name() + " "
                            + Figure.number(figure.median()) + " " + figure.unit()));
        }
        return missed;
    }
}
