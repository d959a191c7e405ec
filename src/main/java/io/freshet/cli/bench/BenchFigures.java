package io.freshet.cli.bench;

import io.freshet.bench.Figure;
import io.freshet.bench.Figure.Target;
import io.freshet.cli.bench.BenchMemory.InstanceMetrics;
import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.contract.Topics;
import io.freshet.config.ProcessingGuarantee;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleBiFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Computes the figures of Freshet and of the yardstick, a minimal topology for comparison, under one processing
 * guarantee. For one use.
 */
final class BenchFigures {
    private static final double MEGABYTE = 1 << 20;
    private static final double CLICK_P50_MS_MAX = 30;
    private static final double CLICK_P50_AT_LEAST_ONCE_MS_MAX = 5;
    private static final double CLICK_P99_MS_MAX = 100;
    private static final double CATALOGUE_P99_MS_MAX = 250;
    private static final double FIRST_LIST_P99_MS_MAX = 1_000;
    private static final double YARDSTICK_RATIO_MIN = .25;

    private final BenchRunResult freshet;
    private final BenchRunResult yardstick;
    private final TopicNames names;
    private final List<Figure> figures = new ArrayList<>();

    BenchFigures(BenchRunResult freshet, BenchRunResult yardstick) {
        this.freshet = freshet;
        this.yardstick = yardstick;
        this.names = freshet.system().names();
    }

    /**
     * Computes all figures, in this order: latencies, throughput, lists per click, costs per click, bytes of each
     * topic, memory.
     */
    List<Figure> all() {
        addLatencies();
        addThroughput();
        addLists();
        addCosts("at the click rate", freshet.paced(), yardstick.paced());
        addCosts("flood", freshet.flood().samples(), yardstick.flood().samples());
        addTopics();
        addMemory();
        return figures;
    }

    private void addLatencies() {
        boolean exactly = freshet.system().guarantee() == ProcessingGuarantee.EXACTLY_ONCE_V2;
        List<Histogram> clicks = freshet.latency().clickToList();
        percentile("click to list, p50", clicks, 50, exactly ? CLICK_P50_MS_MAX : CLICK_P50_AT_LEAST_ONCE_MS_MAX);
        percentile("click to list, p99", clicks, 99, exactly ? CLICK_P99_MS_MAX : null);
        percentile("click to list, p99.9", clicks, 99.9, null);
        percentile("click to list, max", clicks, 100, null);
        percentile("click to yardstick answer, p50", yardstick.latency().clickToList(), 50, null);
        percentile("click to yardstick answer, p99", yardstick.latency().clickToList(), 99, null);
        once("unanswered clicks", "clicks", (double) freshet.latency().unansweredClicks(), Target.atMost(0));
        List<Histogram> catalogue = freshet.latency().publishToCatalogue();
        percentile("publish to catalogue topic, p50", catalogue, 50, null);
        percentile("publish to catalogue topic, p99", catalogue, 99, CATALOGUE_P99_MS_MAX);
        List<Histogram> firstList = freshet.latency().publishToList();
        percentile("publish to first list, p50", firstList, 50, null);
        percentile("publish to first list, p99", firstList, 99, FIRST_LIST_P99_MS_MAX);
        once("articles on no list", "articles", (double) freshet.latency().unlistedArticles(), null);
    }

    private void addThroughput() {
        double drained = freshet.flood().drainedClicksPerSecond();
        figures.add(Figure.of(
                "throughput, clicks committed",
                "clicks/s",
                perRepeat(freshet.flood().samples(), BenchSample::clicksPerSecondSince)));
        once("throughput, backlog drained", "clicks/s", drained, null);
        figures.add(Figure.of(
                "yardstick throughput, clicks committed",
                "clicks/s",
                perRepeat(yardstick.flood().samples(), BenchSample::clicksPerSecondSince)));
        once(
                "throughput relative to the yardstick, backlog drained",
                "ratio",
                drained / yardstick.flood().drainedClicksPerSecond(),
                Target.atLeast(YARDSTICK_RATIO_MIN));
    }

    private void addLists() {
        List<BenchSample> samples = freshet.paced();
        double sent = (double) samples.get(samples.size() - 1).clicksSent()
                - samples.get(0).clicksSent();
        once(
                "lists by click, at the click rate",
                "lists/click",
                freshet.latency().clickLists() / sent,
                null);
        once("lists pushed, at the click rate", "lists/click", freshet.latency().pushedLists() / sent, null);
        figures.add(Figure.of(
                "reader tasks with a learned ranker", "tasks", freshet.memory().of(InstanceMetrics::learnedRankers)));
    }

    private void addCosts(String phase, List<BenchSample> samples, List<BenchSample> yardstickSamples) {
        cpuTime("CPU time of the instances, " + phase, samples, BenchSample::instanceCpuMicrosSince);
        cpuTime("CPU time of the broker, " + phase, samples, BenchSample::brokerCpuMicrosSince);
        cpuTime(
                "yardstick: CPU time of the instances, " + phase,
                yardstickSamples,
                BenchSample::instanceCpuMicrosSince);
        cpuTime("yardstick: CPU time of the broker, " + phase, yardstickSamples, BenchSample::brokerCpuMicrosSince);
        bytes("bytes of input topics, " + phase, samples, this::isInput);
        bytes("bytes of output topics, " + phase, samples, this::isOutput);
        bytes("bytes of changelogs, " + phase, samples, this::isChangelog);
        bytes("bytes of internal topics, " + phase, samples, this::isInternal);
        bytes("bytes of transactions and offsets, " + phase, samples, topic -> topic.startsWith("__"));
    }

    /**
     * Adds two figures for each topic of Freshet, bytes per click and records per click; topics come in descending
     * order of bytes. Leaves out topics that did not grow or were compacted.
     */
    private void addTopics() {
        List<BenchSample> samples = freshet.paced();
        BenchSample first = samples.get(0);
        BenchSample last = samples.get(samples.size() - 1);
        double clicks = (double) last.clicksCommitted() - first.clicksCommitted();
        last.bytes().keySet().stream()
                .filter(this::isOwned)
                .filter(topic -> last.bytesSince(first, topic::equals) > 0)
                .sorted(Comparator.comparingDouble(topic -> -last.bytesSince(first, topic::equals)))
                .forEach(topic -> {
                    String name = withoutPrefix(topic);
                    once("bytes, " + name, "bytes/click", last.bytesSince(first, topic::equals) / clicks, null);
                    once(
                            "records and transaction markers, " + name,
                            "records/click",
                            last.recordsSince(first, topic::equals) / clicks,
                            null);
                });
    }

    private void addMemory() {
        BenchMemory memory = freshet.memory();
        addMegabytes("resident memory of an instance", memory.residentBytes());
        addMegabytes("heap used, garbage included", memory.of(InstanceMetrics::heapUsedBytes));
        addMegabytes("heap after the last full collection", memory.of(InstanceMetrics::heapLiveBytes));
        addMegabytes("RocksDB cache and write buffers", memory.of(InstanceMetrics::rocksDbBytes));
        addMegabytes(
                "yardstick: resident memory of an instance", yardstick.memory().residentBytes());
    }

    private void cpuTime(String name, List<BenchSample> samples, ToDoubleBiFunction<BenchSample, BenchSample> micros) {
        figures.add(Figure.of(name, "us/click", perClick(samples, micros)));
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
                (now, before) -> total.applyAsDouble(now, before)
                        / Math.max(1, now.clicksCommitted() - before.clicksCommitted()));
    }

    private static List<Double> perRepeat(
            List<BenchSample> samples, ToDoubleBiFunction<BenchSample, BenchSample> figure) {
        List<Double> values = new ArrayList<>();
        for (int index = 1; index < samples.size(); index++) {
            values.add(figure.applyAsDouble(samples.get(index), samples.get(index - 1)));
        }
        return values;
    }

    private void addMegabytes(String name, List<Double> bytes) {
        figures.add(Figure.of(
                name, "MB", bytes.stream().map(value -> value / MEGABYTE).toList()));
    }

    private boolean isOwned(String topic) {
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
        return topic.startsWith(freshet.system().id() + "-") && topic.endsWith("-changelog");
    }

    private String withoutPrefix(String topic) {
        return topic.substring(freshet.system().id().length() + 1);
    }
}
