package io.freshet.topology.reader;

import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;
import io.freshet.recommend.ReaderService;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.decay.EventTime;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.item.Announcement;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.recommend.reader.ClickOutcome;
import io.freshet.recommend.reader.ReaderInput;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.topology.context.GlobalStores;
import io.freshet.topology.context.LoadMonitor;
import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.TimeBudget;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.message.ArrivedAnnouncement;
import io.freshet.topology.message.InternalTopics;
import io.freshet.topology.message.StateStores;
import io.freshet.topology.store.ObjectStore;
import io.freshet.topology.store.ReadableStore;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Applies events to the readers of one partition and sends the readers' lists of recommendations. For each event, loads
 * the state of its reader, applies the event through {@link ReaderService} and stores the state. The list is sent now,
 * or {@link ListScheduler} makes it later. Owned by the task's thread.
 */
final class ReaderTask implements ListScheduler.Work {
    private final TopologyContext topology;
    private final ProcessorContext<Object, Object> context;
    private final Measurements measurements;
    private final ReaderService service;
    private final KeyValueStore<String, ReaderSnapshot> readers;
    private final ObjectStore<Catalogue> catalogue;
    private final ErasedReaders erased;
    private final ReaderExpiry expiry;
    private final ListScheduler scheduler;
    private final ReaderOutputs outputs;
    private final String reroutedTopic;

    /** Event-time clock of the task, for lists that are made without a click. */
    private final EventTime eventTime = new EventTime();
    /** Time that making the latest list took, nanoseconds. */
    private long makingNanos;

    ReaderTask(
            TopologyContext topology,
            ReaderService service,
            LoadMonitor load,
            ProcessorContext<Object, Object> context) {
        this.topology = topology;
        this.service = service;
        this.context = context;
        this.measurements = topology.measurements();
        this.readers = context.getStateStore(StateStores.READERS.name());
        this.catalogue = context.getStateStore(GlobalStores.CATALOGUE);
        this.erased = new ErasedReaders(
                context.getStateStore(StateStores.ERASED_READERS.name()),
                topology.settings().retention().erasures());
        this.expiry = new ReaderExpiry(
                readers, catalogue, topology.settings().retention().readers());
        KeyValueStore<String, Long> deferred = context.getStateStore(StateStores.DEFERRED_LISTS.name());
        this.scheduler = new ListScheduler(
                load,
                new DeferredLists(
                        deferred, deletionAfterSend(deferred), topology.settings(), context.currentSystemTimeMs()),
                new PushScheduler(topology, catalogue, this::push, expiry::articleLeft),
                expiry,
                this,
                measurements);
        this.outputs = new ReaderOutputs(context, measurements);
        this.reroutedTopic = topology.settings().topicNames().of(InternalTopics.REROUTED_READER_EVENTS);
    }

    /**
     * Returns an action that deletes a reader's entry from {@code store}, under at-least-once only after the records
     * sent so far are committed. To be called when the record is sent that makes the entry obsolete.
     */
    private <V> Consumer<String> deletionAfterSend(KeyValueStore<String, V> store) {
        return topology.delivery().repeatsAfterCrash()
                ? ReadableStore.<String, V>behind(store)::deleteAfterCommit
                : store::delete;
    }

    private long nowMillis() {
        return context.currentSystemTimeMs();
    }

    void click(Record<String, ReaderEvent> record, Click click) {
        scheduler.observeLag(record.timestamp(), nowMillis());
        if (erased.covers(click.userId(), record.timestamp(), click.atMillis())) {
            measurements.record(new Measurement.EventProcessed("clicks", Measurement.Outcome.ERASED));
            return;
        }
        ReaderState reader = reader(click.userId());
        ClickOutcome outcome = apply(reader, click);
        if (outcome.effect() == ClickOutcome.Effect.DUPLICATE) {
            measurements.record(new Measurement.EventProcessed("clicks", Measurement.Outcome.DUPLICATE));
            return;
        }
        if (outcome.effect() == ClickOutcome.Effect.RATE_LIMITED) {
            measurements.record(new Measurement.EventProcessed("clicks", Measurement.Outcome.RATE_LIMITED));
            return;
        }
        eventTime.observe(click.atMillis());
        if (scheduler.defers(nowMillis())) {
            scheduler.defer(reader.userId(), record.timestamp(), nowMillis());
            store(reader);
        } else {
            long arrivedAtMillis = scheduler.takeDeferred(reader.userId()).orElse(record.timestamp());
            // The list after a late click still has the time of the reader's latest click.
            answer(reader, Math.max(click.atMillis(), reader.lastReadMillis()), arrivedAtMillis);
        }
        outputs.signals(record, outcome.signals());
        measurements.record(new Measurement.EventProcessed("clicks", Measurement.Outcome.ACCEPTED));
        scheduler.afterClick(nowMillis());
    }

    /**
     * Applies a click to its reader once, even if the click is processed again after a crash. Under at-least-once, a
     * click that the stored state already contains is not applied again. Its list and signals are sent again, because a
     * crash may have lost them.
     */
    private ClickOutcome apply(ReaderState reader, Click click) {
        if (!topology.delivery().repeatsAfterCrash()) {
            return applyOnce(reader, click);
        }
        RecordMetadata position = context.recordMetadata().orElseThrow();
        ReaderInput input = position.topic().equals(reroutedTopic) ? ReaderInput.REROUTED : ReaderInput.CLICKS;
        if (position.offset() <= reader.appliedOffset(input) && service.hasApplied(reader, click)) {
            return service.outcomeOfApplied(reader, click);
        }
        ClickOutcome outcome = applyOnce(reader, click);
        reader.applied(input, position.offset());
        return outcome;
    }

    private ClickOutcome applyOnce(ReaderState reader, Click click) {
        return catalogue.read(articles -> service.click(reader, click, articles, scheduler.sampleRatio(), nowMillis()));
    }

    void impression(Record<String, ReaderEvent> record, Impression impression) {
        if (erased.covers(impression.userId(), record.timestamp(), impression.atMillis())) {
            measurements.record(new Measurement.EventProcessed("impressions", Measurement.Outcome.ERASED));
            return;
        }
        ReaderState reader = reader(impression.userId());
        List<ItemSignal> signals = catalogue.read(
                articles -> service.impression(reader, impression, articles, scheduler.sampleRatio(), nowMillis()));
        store(reader);
        outputs.signals(record, signals);
        measurements.record(new Measurement.EventProcessed("impressions", Measurement.Outcome.ACCEPTED));
    }

    void erase(Record<String, ReaderEvent> record, String userId) {
        ReaderSnapshot before = readers.get(userId);
        erased.erase(userId, record.timestamp());
        // Deleted at once: the erasure is not read again after its offset is committed.
        readers.delete(userId);
        forget(userId, record.timestamp());
        if (before != null) {
            // Clicks after the erasure may have been processed before it. They make a new reader.
            catalogue
                    .read(articles -> service.erase(before, record.timestamp(), articles))
                    .ifPresent(reader -> answer(reader, reader.lastReadMillis(), record.timestamp()));
        }
        measurements.record(new Measurement.EventProcessed("erasures", Measurement.Outcome.ACCEPTED));
    }

    void announced(ArrivedAnnouncement announcement) {
        if (announcement.announcement() instanceof Announcement.Published published) {
            eventTime.observe(published.description().publishedAtMillis());
        }
        scheduler.announced(announcement);
    }

    /** Makes scheduled lists within the time budget, then reports the task's load. */
    void runScheduled(TimeBudget budget, long nowMillis) {
        scheduler.run(eventTime.millis(), budget, nowMillis);
        scheduler.report(context.taskId().partition(), nowMillis);
    }

    /**
     * Visits the next few tombstones and stored readers: deletes the expired ones, and schedules new lists in place of
     * outdated ones. Runs whatever the load.
     */
    void expire(long nowMillis) {
        erased.expire(nowMillis);
        checkReaders(nowMillis);
    }

    @Override
    public void checkReaders(long nowMillis) {
        expiry.check(eventTime.millis(), nowMillis, new ReaderExpiry.Findings() {
            @Override
            public void expired(String userId) {
                deletionAfterSend(readers).accept(userId);
                forget(userId, nowMillis);
                measurements.record(new Measurement.ReaderExpired());
            }

            @Override
            public void outdated(String userId) {
                scheduler.outdated(userId);
            }
        });
    }

    /**
     * Removes a reader's scheduled lists, pending impressions and published lists. The caller deletes the stored state.
     * Signals stay because they name no reader, counts because they are sums.
     */
    private void forget(String userId, long timestampMillis) {
        scheduler.forget(userId);
        service.forget(userId);
        outputs.deleteLists(userId, timestampMillis);
    }

    @Override
    public void answer(DeferredLists.Deferred deferred) {
        ReaderState reader = reader(deferred.userId());
        answer(reader, eventMillis(reader, deferred.arrivedAtMillis()), deferred.arrivedAtMillis());
    }

    /**
     * Makes and sends the list that answers one or several clicks of a reader.
     *
     * @param eventMillis event time of the list
     * @param arrivedAtMillis when the click, or the first of several, arrived on its topic
     */
    private void answer(ReaderState reader, long eventMillis, long arrivedAtMillis) {
        Recommendations list = make(reader, eventMillis, Trigger.CLICK);
        reader.setCurrentList(list);
        store(reader);
        scheduler.answered(reader, list, nowMillis());
        outputs.list(list, makingNanos, arrivedAtMillis);
        measurements.record(new Measurement.ClickToList(nowMillis() - arrivedAtMillis + makingNanos / 1_000_000));
        if (service.makesShadowLists()) {
            Recommendations shadow = catalogue.read(
                    articles -> service.shadow(reader, articles, new ListTime(eventMillis, nowMillis())));
            outputs.shadowList(shadow, arrivedAtMillis);
        }
    }

    /**
     * Makes and sends a pushed list, if it is worth sending. A list for new articles is made only if one of them would
     * enter it, and sent only if it changed enough.
     */
    private void push(PushQueue.Push push) {
        ReaderSnapshot stored = readers.get(push.userId());
        if (stored == null) {
            return;
        }
        ReaderState reader = service.reader(stored);
        long eventMillis = eventMillis(reader, nowMillis());
        if (push.trigger() == Trigger.ARTICLE
                && !catalogue.read(articles -> service.wouldEnter(
                        reader, articles, new ListTime(eventMillis, nowMillis()), push.articleIds()))) {
            return;
        }
        Recommendations list = make(reader, eventMillis, push.trigger());
        if (!scheduler.isWorthSending(push, reader, list)) {
            return;
        }
        reader.setCurrentList(list);
        store(reader);
        scheduler.pushed(reader, list, eventMillis, nowMillis());
        outputs.list(list, makingNanos, nowMillis());
    }

    /**
     * Event time of a pushed or deferred list: the later of the task's event time and the reader's latest read. Both
     * are missing after a start for a reader with hides alone: the list then has the event time of the catalogue, or
     * {@code arrivedAtMillis} if the catalogue has no event time.
     */
    private long eventMillis(ReaderState reader, long arrivedAtMillis) {
        long observed = Math.max(eventTime.millis(), reader.lastReadMillis());
        long known = observed == 0 ? catalogue.read(Catalogue::latestMillis) : observed;
        return known > 0 ? known : arrivedAtMillis;
    }

    private ReaderState reader(String userId) {
        ReaderSnapshot stored = readers.get(userId);
        return stored == null ? service.newReader(userId) : service.reader(stored);
    }

    private void store(ReaderState reader) {
        readers.put(reader.userId(), reader.snapshot());
    }

    private Recommendations make(ReaderState reader, long eventMillis, Trigger trigger) {
        long start = topology.clocks().nano().getAsLong();
        Recommendations list = catalogue.read(
                articles -> service.recommend(reader, articles, new ListTime(eventMillis, nowMillis()), trigger));
        makingNanos = topology.clocks().nano().getAsLong() - start;
        return list;
    }
}
