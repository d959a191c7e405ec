package io.freshet.telemetry;

import io.freshet.event.Reason;
import io.freshet.event.Trigger;
import io.freshet.topology.FreshetTopology;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.Variant;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
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
    private static final String ACCEPTED = "accepted";
    private static final String DUPLICATE = "duplicate";
    private static final String RATE_LIMITED = "rate-limited";
    private static final String ERASED = "erased";
    private static final String SUPERSEDED = "superseded";
    private static final List<String> OUTCOMES = List.of(ACCEPTED, DUPLICATE, RATE_LIMITED, ERASED, SUPERSEDED);

    private record EventTags(String input, String outcome, String reason) {}

    private final EngineMeters kafkaMeters;
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
    private final TransientGauges<WordState> words;
    private final TransientGauges<RankerState> rankers;
    private final TransientGauges<LoadState> tasks;
    private final Counter listsCoalesced;
    private final Counter readersExpired;
    private final Counter articlesEvicted;

    /**
     * Binds the meters of the JVM and the process.
     *
     * @param kafkaMeters meters of Kafka that {@link #bindEngine} adds
     */
    public PrometheusMeasurements(EngineMeters kafkaMeters) {
        this.kafkaMeters = kafkaMeters;
        registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        // Before the first meter, because a filter does not apply to earlier ones.
        registry.config().meterFilter(MeterFilter.deny(id -> !kafkaMeters.includes(id.getName())));
        listGeneration = timer(Meters.LIST_GENERATION);
        clickToList = timer(Meters.CLICK_TO_LIST);
        publishToList = timer(Meters.PUBLISH_TO_LIST);
        publishToCatalogue = timer(Meters.PUBLISH_TO_CATALOGUE);
        articleEmbedding = timer(Meters.ARTICLE_EMBEDDING);
        words = WordState.gauges(registry);
        rankers = RankerState.gauges(registry);
        tasks = LoadState.gauges(registry);
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
        hits.put(Variant.LIVE, new HitCounters(registry, Variant.LIVE));
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

    /** Adds the meters of Kafka Streams: tasks, stores, consumers and producers. */
    public void bindEngine(KafkaStreams streams) {
        if (kafkaMeters != EngineMeters.NONE) {
            KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
            bind(metrics);
            onClose.add(metrics::close);
        }
    }

    /** Adds the health gauges of an instance; each supplier is called at every {@link #scrape()}. */
    public void bindInstance(
            Supplier<OptionalLong> lagRecords,
            BooleanSupplier ready,
            LongSupplier restoreRemainingRecords,
            Supplier<Duration> longestStall) {
        gauge(Meters.INPUT_LAG, lagRecords, supplier -> {
            OptionalLong lag = supplier.get();
            return lag.isPresent() ? lag.getAsLong() : Double.NaN;
        });
        gauge(Meters.READY, ready, supplier -> supplier.getAsBoolean() ? 1 : 0);
        gauge(Meters.RESTORE_REMAINING, restoreRemainingRecords, LongSupplier::getAsLong);
        gauge(Meters.STALLED, longestStall, supplier -> supplier.get().toMillis() / 1e3);
    }

    /** All metrics in Prometheus' text format, version 0.0.4. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void inputOpened(String input, List<String> reasons) {
        OUTCOMES.forEach(outcome -> events(input, outcome, NO_REASON));
        reasons.forEach(reason -> events(input, REJECTED, reason));
        rerouted(input);
    }

    @Override
    public void eventAccepted(String input) {
        events(input, ACCEPTED, NO_REASON).increment();
    }

    @Override
    public void eventDuplicate(String input) {
        events(input, DUPLICATE, NO_REASON).increment();
    }

    @Override
    public void eventExcess(String input) {
        events(input, RATE_LIMITED, NO_REASON).increment();
    }

    @Override
    public void eventErased(String input) {
        events(input, ERASED, NO_REASON).increment();
    }

    @Override
    public void eventSuperseded(String input) {
        events(input, SUPERSEDED, NO_REASON).increment();
    }

    @Override
    public void eventRerouted(String input) {
        rerouted(input).increment();
    }

    @Override
    public void eventRejected(String input, String reason) {
        events(input, REJECTED, reason).increment();
    }

    @Override
    public void inputLost(String input, long records) {
        counter(Meters.INPUT_LOST)
                .tag("input", inputs.of(input))
                .register(registry)
                .increment((double) records);
    }

    @Override
    public void articleUnderstood(long nanos) {
        articleEmbedding.record(Duration.ofNanos(nanos));
    }

    @Override
    public void articleUnderstoodAgain(boolean changed) {
        reembedded(changed).increment();
    }

    @Override
    public void wordsAdmitted(List<String> admitted) {
        wordsAdmitted.increment(admitted.size());
    }

    @Override
    public void wordsLearned(int learned, int phrases, double baseSimilarity, long snapshots, long rollbacks) {
        words.put(Tags.empty(), new WordState(learned, phrases, baseSimilarity, snapshots, rollbacks));
    }

    @Override
    public void wordLearningClosed() {
        words.remove(Tags.empty());
    }

    @Override
    public void listEmitted(Trigger trigger, long nanos, List<String> articleIds) {
        recommended.add(articleIds);
        Objects.requireNonNull(lists.get(trigger)).increment();
        listGeneration.record(Duration.ofNanos(nanos));
    }

    @Override
    public void clickToList(long millis) {
        clickToList.record(Duration.ofMillis(millis));
    }

    @Override
    public void publishToList(long millis) {
        publishToList.record(Duration.ofMillis(millis));
    }

    @Override
    public void publishToCatalogue(long millis) {
        publishToCatalogue.record(Duration.ofMillis(millis));
    }

    @Override
    public void catalogueSize(int articles) {
        catalogueArticles.set(articles);
    }

    @Override
    public void articlesEvicted(long articles) {
        articlesEvicted.increment((double) articles);
    }

    @Override
    public void clickForeseen(Variant variant, int rank, int mostReadRank, Optional<Reason> reason) {
        hits.computeIfAbsent(variant, key -> new HitCounters(registry, key)).evaluate(rank, mostReadRank, reason);
    }

    @Override
    public void variantsCompared(long readerHash, OptionalInt control, OptionalInt treatment) {
        comparison.compare(readerHash, control, treatment);
    }

    @Override
    public void rankerLearned(
            Variant variant, int task, long steps, double relativeLoss, boolean inUse, long rollbacks) {
        rankers.put(RankerState.tags(variant, task), new RankerState(steps, relativeLoss, inUse, rollbacks));
    }

    @Override
    public void listSpared() {
        listsCoalesced.increment();
    }

    @Override
    public void readerLeft() {
        readersExpired.increment();
    }

    @Override
    public void stateUnreadable(String store) {
        count(Meters.UNREADABLE_VALUES, "store", store, 1);
    }

    @Override
    public void storeRebuilt(String store) {
        count(Meters.STORES_REBUILT, "store", store, 1);
    }

    @Override
    public void recordNotWritten(String topic) {
        count(Meters.OVERSIZE_RECORDS, "topic", topic, 1);
    }

    @Override
    public void keepingUp(int task, long clickLagMillis, double trainingSampleRatio, int deferredLists) {
        tasks.put(LoadState.tags(task), new LoadState(clickLagMillis, trainingSampleRatio, deferredLists));
    }

    @Override
    public void readerTaskClosed(int task) {
        tasks.remove(LoadState.tags(task));
        for (Variant variant : Variant.values()) {
            rankers.remove(RankerState.tags(variant, task));
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

    /** Adds to a counter; an amount of 0 registers it, so that Prometheus sees its first increase. */
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

    private static String lowerCase(Trigger trigger) {
        return trigger.name().toLowerCase(Locale.ROOT);
    }
}
