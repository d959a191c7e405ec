package io.freshet.cli.bench;

import io.freshet.bench.LoadSettings;
import io.freshet.config.ProcessingGuarantee;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a benchmark does.
 *
 * @param load what is sent
 * @param guarantees the profiles to measure, in this order
 * @param repeats how many parts each measured time is cut into, each with figures of its own
 * @param warmUpSeconds of the load before anything is measured
 * @param pacedSeconds of the load at its pace, for latencies and costs
 * @param floodSeconds of as many clicks as are taken, for throughput
 * @param instances how many processes share the work
 * @param heap of each instance, as the virtual machine takes it: {@code 1g}
 * @param directory where broker, state and logs go
 * @param settings of the instances, each {@code KEY=VALUE}
 * @param javaFlags of the instances' virtual machines
 */
record BenchPlan(
        LoadSettings load,
        List<ProcessingGuarantee> guarantees,
        int repeats,
        double warmUpSeconds,
        double pacedSeconds,
        double floodSeconds,
        int instances,
        String heap,
        Path directory,
        List<String> settings,
        List<String> javaFlags) {

    /** The yardstick's clicks are all alike and its code is small: it is warm, and measured, in less time. */
    static final double YARDSTICK_SHARE = .4;
    /** Throughput during this share more of the time is not counted: batches and backlog find their size. */
    static final double FLOOD_LEAD_SHARE = .2;

    /** To start a subject. */
    static final double START_SECONDS = 5;

    private static final double OPENING_SECONDS = 4;
    private static final double OPENING_SECONDS_PER_ARTICLE = .0013;

    /** The plan in words, by name. */
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("load", load.kind().name().toLowerCase(Locale.ROOT) + ", seed " + load.seed());
        facts.put("readers", number(load.readers()));
        facts.put("articles before the first click", number(load.articles()));
        facts.put("clicks while latency is measured", number(load.clicksPerSecond()) + " a second");
        facts.put("articles beside them", number(load.articlesPerSecond()) + " a second");
        facts.put(
                "seconds",
                String.format(
                        Locale.ROOT,
                        "%.0f warm-up, %.0f at this pace, %.0f flooded, in %d repeats; the yardstick %.0f %% of each",
                        warmUpSeconds,
                        pacedSeconds,
                        floodSeconds,
                        repeats,
                        100 * YARDSTICK_SHARE));
        facts.put("instances", instances + " with a heap of " + heap + " each");
        if (!settings.isEmpty()) {
            facts.put("settings", String.join(", ", settings));
        }
        if (!javaFlags.isEmpty()) {
            facts.put("Java flags of the instances", String.join(" ", javaFlags));
        }
        return facts;
    }

    /** About how long it takes. */
    double estimatedSeconds() {
        double measured = warmUpSeconds + pacedSeconds + floodSeconds * (1 + FLOOD_LEAD_SHARE);
        double others = 2 * (START_SECONDS + OPENING_SECONDS) + articlesSeconds();
        return guarantees.size() * (others + measured * (1 + YARDSTICK_SHARE));
    }

    /** About how long a subject takes over what is published before the first click. */
    double openingSeconds(BenchSubject subject) {
        return OPENING_SECONDS + (subject.isFreshet() ? articlesSeconds() : 0);
    }

    private double articlesSeconds() {
        return load.articles() * OPENING_SECONDS_PER_ARTICLE;
    }

    /** The same with other times. */
    BenchPlan shortened(double share) {
        return new BenchPlan(
                load,
                guarantees,
                repeats,
                warmUpSeconds * share,
                pacedSeconds * share,
                floodSeconds * share,
                instances,
                heap,
                directory,
                settings,
                javaFlags);
    }

    private static String number(double value) {
        return io.freshet.bench.Figure.number(value);
    }
}
