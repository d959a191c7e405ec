package io.freshet.cli.bench;

import io.freshet.bench.Figure;
import io.freshet.bench.LoadSettings;
import io.freshet.config.ProcessingGuarantee;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Settings of a benchmark run.
 *
 * @param load events to send
 * @param guarantees processing guarantees to measure, in this order
 * @param phases durations of the run
 * @param instances processes of each system under test
 * @param directory root of broker data, state directories and logs
 */
record BenchPlan(
        LoadSettings load, List<ProcessingGuarantee> guarantees, Phases phases, Instances instances, Path directory) {

    /**
     * Duration of each phase when the yardstick, a minimal topology for comparison, is measured, as a fraction of the
     * duration for Freshet. Its small code warms up faster than Freshet's.
     */
    static final double YARDSTICK_SHARE = .4;
    /**
     * Duration of the unmeasured start of a flood (sending at maximum throughput), as a fraction of the measured part.
     * Batches and backlog grow in the start.
     */
    static final double FLOOD_LEAD_SHARE = .2;

    /** Estimated time to start a system under test, seconds. */
    static final double START_SECONDS = 5;

    private static final double INITIAL_SECONDS = 4;
    private static final double INITIAL_SECONDS_PER_ARTICLE = .0013;

    /**
     * Durations of a run's phases in seconds: warm-up, load at the configured click rate (paced), and load at maximum
     * throughput (flood). The last two are measured in {@code repeats} intervals.
     *
     * @param warmUpSeconds warm-up before the measurement: half at maximum throughput, half at the configured rate
     * @param pacedSeconds measurement of latency and cost at the configured click rate
     * @param floodSeconds measurement of the maximum throughput
     * @param repeats number of intervals that each measurement is divided into, to report the spread
     */
    record Phases(double warmUpSeconds, double pacedSeconds, double floodSeconds, int repeats) {

        private Phases scaled(double factor) {
            return new Phases(warmUpSeconds * factor, pacedSeconds * factor, floodSeconds * factor, repeats);
        }

        private double totalSeconds() {
            return warmUpSeconds + pacedSeconds + floodSeconds * (1 + FLOOD_LEAD_SHARE);
        }
    }

    /**
     * Processes that run the system under test: their number, and the heap size, settings and JVM flags that all have.
     *
     * @param count number of processes
     * @param heap heap of each process in the notation of the JVM, such as {@code 1g}
     * @param settings configuration, each {@code KEY=VALUE}
     * @param javaFlags additional JVM flags
     */
    record Instances(int count, String heap, List<String> settings, List<String> javaFlags) {
        Instances {
            settings = List.copyOf(settings);
            javaFlags = List.copyOf(javaFlags);
        }
    }

    /** Facts about the plan for the report: text by name, such as {@code instances}. */
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("load", load.kind().name().toLowerCase(Locale.ROOT) + ", seed " + load.seed());
        facts.put("readers", Figure.number(load.readers()));
        facts.put("articles before the first click", Figure.number(load.articles()));
        facts.put("click rate for latency", Figure.number(load.clicksPerSecond()) + " clicks/s");
        facts.put("publication rate", Figure.number(load.articlesPerSecond()) + " articles/s");
        facts.put(
                "seconds",
                String.format(
                        Locale.ROOT,
                        "%.0f warm-up, %.0f at the click rate, %.0f flood, in %d repeats; yardstick %.0f %% of each",
                        phases.warmUpSeconds(),
                        phases.pacedSeconds(),
                        phases.floodSeconds(),
                        phases.repeats(),
                        100 * YARDSTICK_SHARE));
        facts.put("instances", instances.count() + " with a heap of " + instances.heap() + " each");
        if (!instances.settings().isEmpty()) {
            facts.put("settings", String.join(", ", instances.settings()));
        }
        if (!instances.javaFlags().isEmpty()) {
            facts.put("Java flags of the instances", String.join(" ", instances.javaFlags()));
        }
        return facts;
    }

    /** Estimated duration of the run in seconds, for the progress bar. */
    double estimatedSeconds() {
        double startAndInitial = 2 * (START_SECONDS + INITIAL_SECONDS) + initialArticleSeconds();
        return guarantees.size() * (startAndInitial + phases.totalSeconds() * (1 + YARDSTICK_SHARE));
    }

    /** Estimated time, in seconds, in which a system processes the articles published before the first click. */
    double initialSeconds(SystemUnderTest system) {
        return INITIAL_SECONDS + (system.isFreshet() ? initialArticleSeconds() : 0);
    }

    private double initialArticleSeconds() {
        return load.articles() * INITIAL_SECONDS_PER_ARTICLE;
    }

    /** Copy of this plan with the durations of all phases multiplied by {@code factor}. */
    BenchPlan scaled(double factor) {
        return new BenchPlan(load, guarantees, phases.scaled(factor), instances, directory);
    }
}
