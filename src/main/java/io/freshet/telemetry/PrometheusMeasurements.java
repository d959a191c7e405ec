package io.freshet.telemetry;

import io.freshet.event.Reason;
import io.freshet.event.Trigger;
import io.freshet.topology.Measurements;
import io.freshet.topology.Variant;
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

    private record EventTags(String input, String outcome, String reason) {}

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<Runnable> closings = new ArrayList<>();
    private final BoundedTagValues inputs = new BoundedTagValues(INPUTS_MAX);
    private final BoundedTagValues reasons = new BoundedTagValues(REASONS_MAX);
    private final Map<EventTags, Counter> events = new ConcurrentHashMap<>();
    private final Map<Trigger, Counter> lists = new EnumMap<>(Trigger.class);
    private final Timer listMaking = timer(Meters.LIST_MAKING);
    private final Timer clickToList = timer(Meters.CLICK_TO_LIST);
    private final Timer publishToList = timer(Meters.PUBLISH_TO_LIST);
    private final Timer publishToCatalogue = timer(Meters.PUBLISH_TO_CATALOGUE);
    private final Timer articlesUnderstood = timer(Meters.ARTICLES_UNDERSTOOD);
    private final Counter wordsAdmitted;
    private final AtomicInteger catalogueArticles = new AtomicInteger();
    private final ListedArticles listed = new ListedArticles(Duration.ofHours(1).toMillis(), System::currentTimeMillis);
    private final Map<Variant, LiveQuality> quality = new ConcurrentHashMap<>();
    private final VariantComparison comparison = new VariantComparison();
    private final PassingGauges<WordState> words = WordState.gauges(registry);
    private final PassingGauges<RankerState> rankers = RankerState.gauges(registry);
    private final PassingGauges<KeepingUp> tasks = KeepingUp.gauges(registry);
    private final Counter listsSpared;
    private final Counter readersLeft;

    /** With the meters of the JVM and the process bound. */
    public PrometheusMeasurements() {
        for (Trigger trigger : Trigger.values()) {
            lists.put(
                    trigger,
                    counter(Meters.LISTS).tag("trigger", lowerCase(trigger)).register(registry));
        }
        wordsAdmitted = counter(Meters.WORDS_ADMITTED).register(registry);
        listsSpared = counter(Meters.LISTS_SPARED).register(registry);
        readersLeft = counter(Meters.READERS_LEFT).register(registry);
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
        KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
        bind(metrics);
        closings.add(metrics::close);
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
    public void eventAccepted(String input) {
        event(input, "accepted", NO_REASON);
    }

    @Override
    public void eventDuplicate(String input) {
        event(input, "duplicate", NO_REASON);
    }

    @Override
    public void eventExcess(String input) {
        event(input, "excess", NO_REASON);
    }

    @Override
    public void eventErased(String input) {
        event(input, "erased", NO_REASON);
    }

    @Override
    public void eventSuperseded(String input) {
        event(input, "superseded", NO_REASON);
    }

    @Override
    public void eventRerouted(String input) {
        counter(Meters.EVENTS_REROUTED).tag("input", input).register(registry).increment();
    }

    @Override
    public void eventRejected(String input, String reason) {
        event(input, "rejected", reason);
    }

    @Override
    public void articleUnderstood(long nanos) {
        articlesUnderstood.record(Duration.ofNanos(nanos));
    }

    @Override
    public void articleUnderstoodAgain(boolean changed) {
        counter(Meters.ARTICLES_UNDERSTOOD_AGAIN)
                .tag("changed", Boolean.toString(changed))
                .register(registry)
                .increment();
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
    public void clickForeseen(Variant variant, int place, int mostReadPlace, Optional<Reason> reason) {
        quality.computeIfAbsent(variant, key -> new LiveQuality(registry, key)).judge(place, mostReadPlace, reason);
    }

    @Override
    public void variantsCompared(OptionalInt live, OptionalInt tried) {
        comparison.compare(live, tried);
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
    public void keepingUp(int task, long behindMillis, double learnShare, int listsWaiting) {
        tasks.put(KeepingUp.tags(task), new KeepingUp(behindMillis, learnShare, listsWaiting));
    }

    @Override
    public void readerTaskClosed(int task) {
        tasks.remove(KeepingUp.tags(task));
        for (Variant variant : Variant.values()) {
            rankers.remove(RankerState.tags(variant, task));
        }
    }

    @Override
    public void close() {
        closings.forEach(Runnable::run);
        registry.close();
    }

    private void event(String input, String outcome, String reason) {
        events.computeIfAbsent(
                        new EventTags(inputs.of(input), outcome, reasons.of(reason)),
                        tags -> counter(Meters.EVENTS)
                                .tag("input", tags.input())
                                .tag("outcome", tags.outcome())
                                .tag("reason", tags.reason())
                                .register(registry))
                .increment();
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
