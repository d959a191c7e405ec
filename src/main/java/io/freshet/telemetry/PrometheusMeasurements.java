package io.freshet.telemetry;

import io.freshet.event.Trigger;
import io.freshet.recommend.Variant;
import io.freshet.topology.FreshetTopology;
import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.MeasurementHandlers;
import io.freshet.topology.context.Measurements;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Publishes the measurements of one instance as Prometheus metrics: those of {@link Meters}, of the JVM, of the process
 * and of Kafka Streams. Safe from any thread.
 */
public final class PrometheusMeasurements implements Measurements, AutoCloseable {
    private static final int INPUTS_MAX = 32;
    private static final int REASONS_MAX = 64;
    private static final String NO_REASON = "none";
    private static final String REJECTED = "rejected";
    private static final List<String> OUTCOMES = Arrays.stream(Measurement.Outcome.values())
            .filter(outcome -> outcome != Measurement.Outcome.REROUTED)
            .map(PrometheusMeasurements::label)
            .toList();

    private record EventTags(String input, String outcome, String reason) {}

    private final KafkaMeters kafkaMeters;
    private final PrometheusMeterRegistry registry;
    private final List<Runnable> onClose = new ArrayList<>();
    private final BoundedTagValues inputs = new BoundedTagValues(INPUTS_MAX);
    private final BoundedTagValues reasons = new BoundedTagValues(REASONS_MAX);
    private final Map<EventTags, Counter> events = new ConcurrentHashMap<>();
    private final Map<Trigger, Counter> lists = new EnumMap<>(Trigger.class);
    private final Timer listGeneration;
    private final Timer clickToList;
    private final Timer publishToList;
    private final Timer publishToCatalogue;
    private final Timer articleEmbedding;
    private final Counter wordsAdmitted;
    private final AtomicInteger catalogueArticles = new AtomicInteger();
    private final RecommendedArticles recommended =
            new RecommendedArticles(Duration.ofHours(1).toMillis(), System::currentTimeMillis);
    private final Map<Variant, HitCounters> hits = new ConcurrentHashMap<>();
    private final VariantComparison comparison = new VariantComparison();
    private final TransientGauges<Measurement.WordsLearned> words;
    private final TransientGauges<Measurement.RankerProgress> rankers;
    private final TransientGauges<Measurement.TaskLoad> tasks;
    private final Counter listsCoalesced;
    private final Counter readersExpired;
    private final Counter articlesEvicted;
    private final MeasurementHandlers handlers = handlers();

    /**
     * Registers the metrics of the JVM and the process, and those of Freshet except the health gauges.
     *
     * @param kafkaMeters meters of Kafka that {@link #bindKafkaStreams} adds
     */
    public PrometheusMeasurements(KafkaMeters kafkaMeters) {
        this.kafkaMeters = kafkaMeters;
        registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        // Before the first meter, because a filter does not apply to earlier ones.
        registry.config().meterFilter(MeterFilter.deny(id -> !kafkaMeters.includes(id.getName())));
        listGeneration = timer(Meters.LIST_GENERATION);
        clickToList = timer(Meters.CLICK_TO_LIST);
        publishToList = timer(Meters.PUBLISH_TO_LIST);
        publishToCatalogue = timer(Meters.PUBLISH_TO_CATALOGUE);
        articleEmbedding = timer(Meters.ARTICLE_EMBEDDING);
        words = TaskGauges.words(registry);
        rankers = TaskGauges.rankers(registry);
        tasks = TaskGauges.loads(registry);
        for (Trigger trigger : Trigger.values()) {
            lists.put(
                    trigger,
                    counter(Meters.LISTS).tag("trigger", lowerCase(trigger)).register(registry));
        }
        wordsAdmitted = counter(Meters.WORDS_ADMITTED).register(registry);
        listsCoalesced = counter(Meters.LISTS_COALESCED).register(registry);
        readersExpired = counter(Meters.READERS_EXPIRED).register(registry);
        reembedded(true);
        reembedded(false);
        hits.put(Variant.CONTROL, new HitCounters(registry, Variant.CONTROL));
        articlesEvicted = counter(Meters.ARTICLES_EVICTED).register(registry);
        for (String store : FreshetTopology.storeNames()) {
            count(Meters.UNREADABLE_VALUES, "store", store, 0);
            count(Meters.STORES_REBUILT, "store", store, 0);
            count(Meters.OVERSIZE_RECORDS, "topic", store + "-changelog", 0);
        }
        for (String topic : FreshetTopology.sentTopics()) {
            count(Meters.OVERSIZE_RECORDS, "topic", topic, 0);
        }
        gauge(Meters.CATALOGUE_ARTICLES, catalogueArticles, AtomicInteger::get);
        gauge(Meters.RECOMMENDED_ARTICLES, recommended, RecommendedArticles::count);
        gauge(Meters.EXPERIMENT_DIFFERENCE, comparison, VariantComparison::difference);
        gauge(Meters.EXPERIMENT_MARGIN, comparison, VariantComparison::margin);
        bind(new ClassLoaderMetrics());
        bind(new JvmMemoryMetrics());
        bind(new JvmThreadMetrics());
        bind(new ProcessorMetrics());
        bind(new FileDescriptorMetrics());
        bind(new UptimeMetrics());
        JvmGcMetrics garbageCollection = new JvmGcMetrics();
        bind(garbageCollection);
        onClose.add(garbageCollection::close);
    }

    /** Adds the selected meters of Kafka Streams: tasks, stores, consumers and producers. */
    public void bindKafkaStreams(KafkaStreams streams) {
        if (kafkaMeters != KafkaMeters.NONE) {
            KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
            bind(metrics);
            onClose.add(metrics::close);
        }
    }

    /**
     * Adds the health gauges of an instance: input lag, readiness, records left to restore, longest stall, and memory
     * of the stores. A stall is a time in which processing or restoration makes no progress. Each supplier is called at
     * every {@link #scrape()}.
     */
    public void bindInstance(
            Supplier<OptionalLong> lagRecords,
            BooleanSupplier ready,
            LongSupplier restoreRemainingRecords,
            Supplier<Duration> longestStall,
            LongSupplier storeMemoryBytes) {
        gauge(Meters.INPUT_LAG, lagRecords, supplier -> {
            OptionalLong lag = supplier.get();
            return lag.isPresent() ? lag.getAsLong() : Double.NaN;
        });
        gauge(Meters.READY, ready, supplier -> supplier.getAsBoolean() ? 1 : 0);
        gauge(Meters.RESTORE_REMAINING, restoreRemainingRecords, LongSupplier::getAsLong);
        gauge(Meters.STALLED, longestStall, supplier -> supplier.get().toMillis() / 1e3);
        gauge(Meters.STORE_MEMORY, storeMemoryBytes, LongSupplier::getAsLong);
    }

    /** All metrics in Prometheus' text format, version 0.0.4. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void record(Measurement measurement) {
        handlers.record(measurement);
    }

    private MeasurementHandlers handlers() {
        return new MeasurementHandlers()
                .on(Measurement.InputOpened.class, this::open)
                .on(Measurement.EventProcessed.class, this::count)
                .on(
                        Measurement.EventRejected.class,
                        event -> events(event.input(), REJECTED, event.reason()).increment())
                .on(
                        Measurement.InputLost.class,
                        lost -> counter(Meters.INPUT_LOST)
                                .tag("input", inputs.of(lost.input()))
                                .register(registry)
                                .increment((double) lost.records()))
                .on(
                        Measurement.ArticleEmbedded.class,
                        embedded -> articleEmbedding.record(Duration.ofNanos(embedded.nanos())))
                .on(
                        Measurement.ArticleReembedded.class,
                        again -> reembedded(again.changed()).increment())
                .on(
                        Measurement.WordsAdmitted.class,
                        admitted -> wordsAdmitted.increment(admitted.words().size()))
                .on(Measurement.WordsLearned.class, learned -> words.put(Tags.empty(), learned))
                .on(Measurement.WordLearningClosed.class, closed -> words.remove(Tags.empty()))
                .on(Measurement.ListSent.class, this::count)
                .on(Measurement.ClickToList.class, latency -> clickToList.record(Duration.ofMillis(latency.millis())))
                .on(
                        Measurement.PublishToList.class,
                        latency -> publishToList.record(Duration.ofMillis(latency.millis())))
                .on(
                        Measurement.PublishToCatalogue.class,
                        latency -> publishToCatalogue.record(Duration.ofMillis(latency.millis())))
                .on(Measurement.CatalogueSize.class, size -> catalogueArticles.set(size.articles()))
                .on(
                        Measurement.ArticlesEvicted.class,
                        evicted -> articlesEvicted.increment((double) evicted.articles()))
                .on(
                        Measurement.ListEvaluated.class,
                        evaluated -> hits.computeIfAbsent(
                                        evaluated.variant(), variant -> new HitCounters(registry, variant))
                                .evaluate(evaluated.hit()))
                .on(
                        Measurement.VariantsCompared.class,
                        compared -> comparison.compare(compared.readerHash(), compared.control(), compared.treatment()))
                .on(
                        Measurement.RankerState.class,
                        ranker -> rankers.put(TaskGauges.ranker(ranker.variant(), ranker.task()), ranker.progress()))
                .on(Measurement.ListCoalesced.class, coalesced -> listsCoalesced.increment())
                .on(Measurement.ReaderExpired.class, expired -> readersExpired.increment())
                .on(Measurement.TaskLoad.class, load -> tasks.put(TaskGauges.task(load.task()), load))
                .on(Measurement.ReaderTaskClosed.class, closed -> close(closed.task()))
                .on(
                        Measurement.EntryUnreadable.class,
                        entry -> count(Meters.UNREADABLE_VALUES, "store", entry.store(), 1))
                .on(
                        Measurement.StoreRebuilt.class,
                        rebuilt -> count(Meters.STORES_REBUILT, "store", rebuilt.store(), 1))
                .on(
                        Measurement.RecordOversized.class,
                        oversized -> count(Meters.OVERSIZE_RECORDS, "topic", oversized.topic(), 1));
    }

    private void open(Measurement.InputOpened opened) {
        OUTCOMES.forEach(outcome -> events(opened.input(), outcome, NO_REASON));
        opened.reasons().forEach(reason -> events(opened.input(), REJECTED, reason));
        rerouted(opened.input());
    }

    private void count(Measurement.EventProcessed event) {
        if (event.outcome() == Measurement.Outcome.REROUTED) {
            rerouted(event.input()).increment();
        } else {
            events(event.input(), label(event.outcome()), NO_REASON).increment();
        }
    }

    private void count(Measurement.ListSent list) {
        recommended.add(list.articleIds());
        Objects.requireNonNull(lists.get(list.trigger())).increment();
        listGeneration.record(Duration.ofNanos(list.makingNanos()));
    }

    private void close(int task) {
        tasks.remove(TaskGauges.task(task));
        for (Variant variant : Variant.values()) {
            rankers.remove(TaskGauges.ranker(variant, task));
        }
    }

    @Override
    public void close() {
        onClose.forEach(Runnable::run);
        registry.close();
    }

    private Counter reembedded(boolean changed) {
        return counter(Meters.ARTICLES_REEMBEDDED)
                .tag("changed", Boolean.toString(changed))
                .register(registry);
    }

    private Counter rerouted(String input) {
        return counter(Meters.EVENTS_REROUTED).tag("input", inputs.of(input)).register(registry);
    }

    private Counter events(String input, String outcome, String reason) {
        return events.computeIfAbsent(
                new EventTags(inputs.of(input), outcome, reasons.of(reason)),
                tags -> counter(Meters.EVENTS)
                        .tag("input", tags.input())
                        .tag("outcome", tags.outcome())
                        .tag("reason", tags.reason())
                        .register(registry));
    }

    /**
     * Adds {@code amount} to a counter; an amount of 0 registers the counter, so that Prometheus sees its first
     * increase.
     */
    private void count(Meters.Meter meter, String tag, String value, int amount) {
        counter(meter).tag(tag, value).register(registry).increment(amount);
    }

    private void bind(MeterBinder binder) {
        binder.bindTo(registry);
    }

    /** Builder of a counter with the name and description of a meter. */
    static Counter.Builder counter(Meters.Meter meter) {
        return Counter.builder(meter.name()).description(meter.description());
    }

    private Timer timer(Meters.Meter meter) {
        return Timer.builder(meter.name())
                .description(meter.description())
                .serviceLevelObjectives(meter.buckets().toArray(Duration[]::new))
                .register(registry);
    }

    private <T> void gauge(Meters.Meter meter, T source, ToDoubleFunction<T> value) {
        Gauge.builder(meter.name(), source, value)
                .description(meter.description())
                .strongReference(true)
                .register(registry);
    }

    private static String label(Measurement.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String lowerCase(Trigger trigger) {
        return trigger.name().toLowerCase(Locale.ROOT);
    }
}
