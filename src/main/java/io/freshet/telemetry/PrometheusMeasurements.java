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
 * The measurements of one instance as Prometheus reads them: the table of {@link Meters}, and what is bound of the JVM and
 * of Kafka Streams. Safe from any thread.
 */
public final class PrometheusMeasurements implements Measurements, AutoCloseable {
    private static final int INPUTS_MAX = 32;
    private static final int REASONS_MAX = 64;
    private static final String NO_REASON = "none";
    private static final String REJECTED = "rejected";
    private static final String ACCEPTED = "accepted";
    private static final String DUPLICATE = "duplicate";
    private static final String EXCESS = "excess";
    private static final String ERASED = "erased";
    private static final String SUPERSEDED = "superseded";
    private static final List<String> OUTCOMES = List.of(ACCEPTED, DUPLICATE, EXCESS, ERASED, SUPERSEDED);

    private record EventTags(String input, String outcome, String reason) {}

    private final EngineMeters engine;
    private final PrometheusMeterRegistry registry;
    private final List<Runnable> closings = new ArrayList<>();
    private final BoundedTagValues inputs = new BoundedTagValues(INPUTS_MAX);
    private final BoundedTagValues reasons = new BoundedTagValues(REASONS_MAX);
    private final Map<EventTags, Counter> events = new ConcurrentHashMap<>();
    private final Map<Trigger, Counter> lists = new EnumMap<>(Trigger.class);
    private final Timer listMaking;
    private final Timer clickToList;
    private final Timer publishToList;
    private final Timer publishToCatalogue;
    private final Timer articlesUnderstood;
    private final Counter wordsAdmitted;
    private final AtomicInteger catalogueArticles = new AtomicInteger();
    private final ListedArticles listed = new ListedArticles(Duration.ofHours(1).toMillis(), System::currentTimeMillis);
    private final Map<Variant, LiveQuality> quality = new ConcurrentHashMap<>();
    private final VariantComparison comparison = new VariantComparison();
    private final TransientGauges<WordState> words;
    private final TransientGauges<RankerState> rankers;
    private final TransientGauges<LoadState> tasks;
    private final Counter listsSpared;
    private final Counter readersLeft;
    private final Counter articlesEvicted;

    /**
     * With the meters of the JVM and the process bound.
     *
     * @param engine how many meters of the engine {@link #bindEngine} adds
     */
    public PrometheusMeasurements(EngineMeters engine) {
        this.engine = engine;
        registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        // Before the first meter, as filters look at no earlier one.
        registry.config().meterFilter(MeterFilter.deny(id -> !engine.includes(id.getName())));
        listMaking = timer(Meters.LIST_MAKING);
        clickToList = timer(Meters.CLICK_TO_LIST);
        publishToList = timer(Meters.PUBLISH_TO_LIST);
        publishToCatalogue = timer(Meters.PUBLISH_TO_CATALOGUE);
        articlesUnderstood = timer(Meters.ARTICLES_UNDERSTOOD);
        words = WordState.gauges(registry);
        rankers = RankerState.gauges(registry);
        tasks = LoadState.gauges(registry);
        for (Trigger trigger : Trigger.values()) {
            lists.put(
                    trigger,
                    counter(Meters.LISTS).tag("trigger", lowerCase(trigger)).register(registry));
        }
        wordsAdmitted = counter(Meters.WORDS_ADMITTED).register(registry);
        listsSpared = counter(Meters.LISTS_SPARED).register(registry);
        readersLeft = counter(Meters.READERS_LEFT).register(registry);
        understoodAgain(true);
        understoodAgain(false);
        quality.put(Variant.LIVE, new LiveQuality(registry, Variant.LIVE));
        articlesEvicted = counter(Meters.ARTICLES_EVICTED).register(registry);
        for (String store : FreshetTopology.storeNames()) {
            count(Meters.STATE_UNREADABLE, "store", store, 0);
            count(Meters.STORES_REBUILT, "store", store, 0);
            count(Meters.RECORDS_NOT_WRITTEN, "topic", store + "-changelog", 0);
        }
        for (String topic : FreshetTopology.sentTopics()) {
            count(Meters.RECORDS_NOT_WRITTEN, "topic", topic, 0);
        }
        gauge(Meters.CATALOGUE_ARTICLES, catalogueArticles, AtomicInteger::get);
        gauge(Meters.LISTED_ARTICLES, listed, ListedArticles::count);
        gauge(Meters.EXPERIMENT_DIFFERENCE, comparison, VariantComparison::difference);
        gauge(Meters.EXPERIMENT_UNCERTAINTY, comparison, VariantComparison::uncertainty);
        bind(new ClassLoaderMetrics());
        bind(new JvmMemoryMetrics());
        bind(new JvmThreadMetrics());
        bind(new ProcessorMetrics());
        bind(new FileDescriptorMetrics());
        bind(new UptimeMetrics());
        JvmGcMetrics collections = new JvmGcMetrics();
        bind(collections);
        closings.add(collections::close);
    }

    /** Adds the meters of the engine: tasks, stores, consumers and producers. */
    public void bindEngine(KafkaStreams streams) {
        if (engine != EngineMeters.NONE) {
            KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
            bind(metrics);
            closings.add(metrics::close);
        }
    }

    /** Adds what an instance says of itself; each supplier is asked at every {@link #scrape()}. */
    public void bindInstance(
            Supplier<OptionalLong> lagRecords,
            BooleanSupplier ready,
            LongSupplier restoringRecords,
            Supplier<Duration> standstill) {
        gauge(Meters.INPUT_LAG, lagRecords, supplier -> {
            OptionalLong lag = supplier.get();
            return lag.isPresent() ? lag.getAsLong() : Double.NaN;
        });
        gauge(Meters.READY, ready, supplier -> supplier.getAsBoolean() ? 1 : 0);
        gauge(Meters.RESTORING, restoringRecords, LongSupplier::getAsLong);
        gauge(Meters.STANDSTILL, standstill, longest -> longest.get().toMillis() / 1e3);
    }

    /** Everything as Prometheus' text format, version 0.0.4. */
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
        events(input, EXCESS, NO_REASON).increment();
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
        articlesUnderstood.record(Duration.ofNanos(nanos));
    }

    @Override
    public void articleUnderstoodAgain(boolean changed) {
        understoodAgain(changed).increment();
    }

    @Override
    public void wordsAdmitted(List<String> admitted) {
        wordsAdmitted.increment(admitted.size());
    }

    @Override
    public void wordsLearned(int learned, int compounds, double drift, long snapshots, long returns) {
        words.put(Tags.empty(), new WordState(learned, compounds, drift, snapshots, returns));
    }

    @Override
    public void wordLearningClosed() {
        words.remove(Tags.empty());
    }

    @Override
    public void listEmitted(Trigger trigger, long nanos, List<String> articleIds) {
        listed.listed(articleIds);
        Objects.requireNonNull(lists.get(trigger)).increment();
        listMaking.record(Duration.ofNanos(nanos));
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
    public void clickForeseen(Variant variant, int place, int mostReadPlace, Optional<Reason> reason) {
        quality.computeIfAbsent(variant, key -> new LiveQuality(registry, key)).judge(place, mostReadPlace, reason);
    }

    @Override
    public void variantsCompared(long readerHash, OptionalInt live, OptionalInt tried) {
        comparison.compare(readerHash, live, tried);
    }

    @Override
    public void rankerLearned(Variant variant, int task, long steps, double relativeLoss, boolean inUse, long returns) {
        rankers.put(RankerState.tags(variant, task), new RankerState(steps, relativeLoss, inUse, returns));
    }

    @Override
    public void listSpared() {
        listsSpared.increment();
    }

    @Override
    public void readerLeft() {
        readersLeft.increment();
    }

    @Override
    public void stateUnreadable(String store) {
        count(Meters.STATE_UNREADABLE, "store", store, 1);
    }

    @Override
    public void storeRebuilt(String store) {
        count(Meters.STORES_REBUILT, "store", store, 1);
    }

    @Override
    public void recordNotWritten(String topic) {
        count(Meters.RECORDS_NOT_WRITTEN, "topic", topic, 1);
    }

    @Override
    public void keepingUp(int task, long behindMillis, double learnShare, int listsWaiting) {
        tasks.put(LoadState.tags(task), new LoadState(behindMillis, learnShare, listsWaiting));
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
        closings.forEach(Runnable::run);
        registry.close();
    }

    private Counter understoodAgain(boolean changed) {
        return counter(Meters.ARTICLES_UNDERSTOOD_AGAIN)
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

    /** At 0 from the start, so that the first increase is one. */
    private void count(Meters.Meter meter, String tag, String value, int amount) {
        counter(meter).tag(tag, value).register(registry).increment(amount);
    }

    private void bind(MeterBinder binder) {
        binder.bindTo(registry);
    }

    /** A counter of this name and description, to be tagged and registered. */
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
