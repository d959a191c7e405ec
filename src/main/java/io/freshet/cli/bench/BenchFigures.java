package io.freshet.cli.bench;

import io.freshet.bench.Figure;
import io.freshet.bench.Figure.Target;
import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.contract.Topics;
import io.freshet.config.ProcessingGuarantee;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleBiFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Makes figures of what the recommender and the yardstick did under one guarantee. For one use. */
final class BenchFigures {
    private static final double MEGABYTE = 1 << 20;
    private static final double CLICK_MEDIAN_MS = 30;
    private static final double CLICK_MEDIAN_AT_LEAST_ONCE_MS = 5;
    private static final double CLICK_LATE_MS = 100;
    private static final double CATALOGUE_LATE_MS = 250;
    private static final double FIRST_LIST_MS = 1_000;
    private static final double SHARE_OF_YARDSTICK = .25;

    private final BenchOutcome freshet;
    private final BenchOutcome yardstick;
    private final TopicNames names;
    private final List<Figure> figures = new ArrayList<>();

    BenchFigures(BenchOutcome freshet, BenchOutcome yardstick) {
        this.freshet = freshet;
        this.yardstick = yardstick;
        this.names = freshet.subject().names();
    }

    /** All of them, what is aimed at first. */
    List<Figure> all() {
        latencies();
        throughput();
        lists();
        costs("at the load's pace", freshet.paced(), yardstick.paced());
        costs("flooded", freshet.flood().samples(), yardstick.flood().samples());
        topics();
        memory();
        return figures;
    }

    private void latencies() {
        boolean exactly = freshet.subject().guarantee() == ProcessingGuarantee.EXACTLY_ONCE_V2;
        List<Histogram> clicks = freshet.clock().clickToList();
        percentile("click to list, p50", clicks, 50, exactly ? CLICK_MEDIAN_MS : CLICK_MEDIAN_AT_LEAST_ONCE_MS);
        percentile("click to list, p99", clicks, 99, exactly ? CLICK_LATE_MS : null);
        percentile("click to list, p99.9", clicks, 99.9, null);
        percentile("click to list, longest", clicks, 100, null);
        percentile("click to yardstick's answer, p50", yardstick.clock().clickToList(), 50, null);
        percentile("click to yardstick's answer, p99", yardstick.clock().clickToList(), 99, null);
        once("clicks without an answer", "clicks", (double) freshet.clock().unansweredClicks(), Target.atMost(0));
        percentile("publish to catalogue topic, p50", freshet.clock().publishToCatalogue(), 50, null);
        percentile("publish to catalogue topic, p99", freshet.clock().publishToCatalogue(), 99, CATALOGUE_LATE_MS);
        percentile("publish to first list, p50", freshet.clock().publishToList(), 50, null);
        percentile("publish to first list, p99", freshet.clock().publishToList(), 99, FIRST_LIST_MS);
        once(
                "articles that reached no list",
                "articles",
                (double) freshet.clock().unlistedArticles(),
                null);
    }

    private void throughput() {
        List<Double> own = perRepeat(freshet.flood().samples(), BenchSample::clicksPerSecondSince);
        Figure measured = Figure.of("throughput, clicks taken", "clicks/s", own);
        Figure ruler = Figure.of(
                "yardstick's throughput",
                "clicks/s",
                perRepeat(yardstick.flood().samples(), BenchSample::clicksPerSecondSince));
        figures.add(measured);
        once("throughput, all work done", "clicks/s", freshet.flood().clicksPerSecondWorkedOff(), null);
        figures.add(ruler);
        once(
                "throughput, all work done, of the yardstick's",
                "share",
                freshet.flood().clicksPerSecondWorkedOff() / yardstick.flood().clicksPerSecondWorkedOff(),
                Target.atLeast(SHARE_OF_YARDSTICK));
    }

    private void lists() {
        List<BenchSample> samples = freshet.paced();
        double sent = (double) samples.get(samples.size() - 1).clicksSent()
                - samples.get(0).clicksSent();
        once(
                "lists to clicks, at the load's pace",
                "lists/click",
                freshet.clock().clickLists() / sent,
                null);
        once("lists pushed, at the load's pace", "lists/click", freshet.clock().otherLists() / sent, null);
        figures.add(Figure.of(
                "reader tasks that use a learned ranker",
                "tasks",
                freshet.memory().rankersInUse()));
    }

    private void costs(String when, List<BenchSample> samples, List<BenchSample> yardsticks) {
        processorTime("processor time of the instances, " + when, samples, BenchSample::instanceMicrosSince);
        processorTime("processor time of the broker, " + when, samples, BenchSample::brokerMicrosSince);
        processorTime("processor time of the yardstick, " + when, yardsticks, BenchSample::instanceMicrosSince);
        processorTime("yardstick: of the broker, " + when, yardsticks, BenchSample::brokerMicrosSince);
        bytes("bytes of input, " + when, samples, this::isInput);
        bytes("bytes of output, " + when, samples, this::isOutput);
        bytes("bytes of changelogs, " + when, samples, this::isChangelog);
        bytes("bytes of internal topics, " + when, samples, this::isInternal);
        bytes("bytes of transactions and offsets, " + when, samples, topic -> topic.startsWith("__"));
    }

    /** Bytes by topic, largest first. */
    private void topics() {
        List<BenchSample> samples = freshet.paced();
        BenchSample first = samples.get(0);
        BenchSample last = samples.get(samples.size() - 1);
        double clicks = clicks(samples);
        last.bytes().keySet().stream()
                .filter(this::isOurs)
                .filter(topic -> last.bytesSince(first, topic::equals) > 0)
                .sorted(java.util.Comparator.comparingDouble(topic -> -last.bytesSince(first, topic::equals)))
                .forEach(topic -> {
                    once("bytes, " + plain(topic), "bytes/click", last.bytesSince(first, topic::equals) / clicks, null);
                    once(
                            "records and markers, " + plain(topic),
                            "records/click",
                            last.recordsSince(first, topic::equals) / clicks,
                            null);
                });
    }

    private void memory() {
        BenchMemory memory = freshet.memory();
        figures.add(Figure.of("resident memory of an instance", "MB", megabytes(memory.resident())));
        figures.add(Figure.of("heap used, garbage included", "MB", megabytes(memory.heapUsed())));
        figures.add(Figure.of("heap left by the last full look", "MB", megabytes(memory.heapLive())));
        figures.add(Figure.of("RocksDB cache and write buffers", "MB", megabytes(memory.nativeStores())));
        figures.add(Figure.of(
                "resident memory of the yardstick",
                "MB",
                megabytes(yardstick.memory().resident())));
    }

    private void processorTime(
            String name, List<BenchSample> samples, ToDoubleBiFunction<BenchSample, BenchSample> micros) {
        figures.add(Figure.of(name, "us/click", perClick(samples, micros)));
    }

    private static double clicks(List<BenchSample> samples) {
        return (double) samples.get(samples.size() - 1).clicksFinished()
                - samples.get(0).clicksFinished();
    }

    private void percentile(String name, List<Histogram> repeats, double percentile, @Nullable Double atMost) {
        List<Double> values = repeats.stream()
                .map(histogram -> histogram.getValueAtPercentile(percentile) / 1e3)
                .toList();
        figures.add(new Figure(name, "ms", values, atMost == null ? null : Target.atMost(atMost)));
    }

    private void bytes(String name, List<BenchSample> samples, Predicate<String> topics) {
        List<Double> known = perClick(samples, (now, before) -> now.bytesSince(before, topics)).stream()
                .filter(value -> !value.isNaN())
                .toList();
        figures.add(Figure.of(name, "bytes/click", known));
    }

    private void once(String name, String unit, double value, @Nullable Target target) {
        figures.add(new Figure(name, unit, List.of(value), target));
    }

    private static List<Double> perClick(
            List<BenchSample> samples, ToDoubleBiFunction<BenchSample, BenchSample> total) {
        return perRepeat(
                samples,
                (now, before) ->
                        total.applyAsDouble(now, before) / Math.max(1, now.clicksFinished() - before.clicksFinished()));
    }

    private static List<Double> perRepeat(
            List<BenchSample> samples, ToDoubleBiFunction<BenchSample, BenchSample> figure) {
        List<Double> values = new ArrayList<>();
        for (int index = 1; index < samples.size(); index++) {
            values.add(figure.applyAsDouble(samples.get(index), samples.get(index - 1)));
        }
        return values;
    }

    private static List<Double> megabytes(List<Double> bytes) {
        return bytes.stream().map(value -> value / MEGABYTE).toList();
    }

    private boolean isOurs(String topic) {
        return topic.startsWith(names.prefix()) || isChangelog(topic);
    }

    private boolean isInput(String topic) {
        return Set.of(names.of(Topics.CLICKS), names.of(Topics.ARTICLES)).contains(topic);
    }

    private boolean isOutput(String topic) {
        return Topics.EXTERNAL.stream().map(names::of).anyMatch(topic::equals) && !isInput(topic);
    }

    private boolean isInternal(String topic) {
        return topic.startsWith(names.prefix()) && !isInput(topic) && !isOutput(topic);
    }

    private boolean isChangelog(String topic) {
        return topic.startsWith(freshet.subject().id() + "-") && topic.endsWith("-changelog");
    }

    private String plain(String topic) {
        return topic.substring(freshet.subject().id().length() + 1);
    }
}
