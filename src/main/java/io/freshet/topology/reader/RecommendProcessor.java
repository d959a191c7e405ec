package io.freshet.topology.reader;

import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.decay.EventTime;
import io.freshet.recommend.item.Announcement;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.recommend.reader.ClickOutcome;
import io.freshet.recommend.reader.ReaderInput;
import io.freshet.recommend.reader.ReaderLearner;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.topology.context.GlobalStores;
import io.freshet.topology.context.LoadMonitor;
import io.freshet.topology.context.NodeNames;
import io.freshet.topology.context.SharedTimeBudget;
import io.freshet.topology.context.TimeBudget;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.message.InternalTopics;
import io.freshet.topology.message.StateStores;
import io.freshet.topology.store.ObjectStore;
import io.freshet.topology.store.ReadableStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Owns the readers of one partition: takes in what they do, tells the owners of articles, and sends each reader's list
 * anew, made by {@link RecommenderArms}. Lists that change without a click are made by {@link PushScheduler}. While the task is
 * far behind, a click is learned from and its list waits in {@link DeferredLists}.
 */
public final class RecommendProcessor extends ContextualProcessor<String, ReaderEvent, Object, Object> {
    /** Lists that waited and are made with one click: more than one, so that the waiting ends. */
    private static final int OVERDUE_PER_CLICK_MAX = 2;

    private final TopologyContext parts;
    private final LoadMonitor lateness;
    private final SharedTimeBudget sharedSpareTime;
    private final ReaderLearner learner;
    private final RecommenderArms variants;
    private final String reroutedTopic;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private KeyValueStore<String, ReaderSnapshot> readers;

    @SuppressWarnings("NullAway.Init")
    private ObjectStore<Catalogue> catalogue;

    @SuppressWarnings("NullAway.Init")
    private PushScheduler pushes;

    @SuppressWarnings("NullAway.Init")
    private DeferredLists waiting;

    @SuppressWarnings("NullAway.Init")
    private ErasedReaders erased;

    @SuppressWarnings("NullAway.Init")
    private ReaderExpiry sweep;

    @SuppressWarnings("NullAway.Init")
    private TimeBudget spareTime;

    /** What "now" is for a list that no click asks for. */
    private final EventTime eventTime = new EventTime();
    /** How long the latest list took to make. */
    private long makingNanos;

    private RecommendProcessor(TopologyContext parts, SharedTimeBudget sharedSpareTime) {
        this.parts = parts;
        this.sharedSpareTime = sharedSpareTime;
        this.lateness = new LoadMonitor(parts.settings().behindAfter());
        this.learner = new ReaderLearner(parts.recommend());
        this.variants = new RecommenderArms(parts);
        this.reroutedTopic = parts.settings().topicNames().of(InternalTopics.REROUTED_READER_EVENTS);
    }

    /** Processors that share their threads' spare time. */
    public static ProcessorSupplier<String, ReaderEvent, Object, Object> supplier(TopologyContext parts) {
        SharedTimeBudget pushTime = new SharedTimeBudget(
                parts.settings().pushBudget(), parts.settings().pushInterval(), parts.nanoClock());
        return () -> new RecommendProcessor(parts, pushTime);
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        readers = context.getStateStore(StateStores.READERS.name());
        catalogue = context.getStateStore(GlobalStores.CATALOGUE);
        sweep = new ReaderExpiry(readers, catalogue, parts.settings());
        pushes = new PushScheduler(parts, catalogue, this::push, sweep::articleLeft);
        erased = new ErasedReaders(
                context.getStateStore(StateStores.ERASED_READERS.name()),
                parts.settings().erasureMemory());
        KeyValueStore<String, Long> waitingLists = context.getStateStore(StateStores.WAITING_LISTS.name());
        waiting = new DeferredLists(
                waitingLists, deletionOfSent(waitingLists), parts.settings(), context.currentSystemTimeMs());
        variants.init(context, parts.settings());
        context.schedule(parts.settings().pushInterval(), PunctuationType.WALL_CLOCK_TIME, this::makeWaiting);
        context.schedule(parts.settings().sweepInterval(), PunctuationType.WALL_CLOCK_TIME, this::sweep);
        spareTime = sharedSpareTime.open();
    }

    /** How an entry is deleted because of a record that is sent: the record must not be lost alone. */
    private <V> Consumer<String> deletionOfSent(KeyValueStore<String, V> store) {
        return parts.delivery().repeatsAfterCrash()
                ? ReadableStore.<String, V>behind(store)::deleteAfterCommit
                : store::delete;
    }

    /** What was said of the task must not stand when another instance has it. */
    @Override
    public void close() {
        spareTime.close();
        parts.measurements().readerTaskClosed(context().taskId().partition());
    }

    @Override
    public void process(Record<String, ReaderEvent> record) {
        ReaderEvent event = record.value();
        if (event instanceof ReaderEvent.Clicked clicked) {
            click(record, clicked.click());
        } else if (event instanceof ReaderEvent.Shown shown) {
            show(record, shown.impression());
        } else if (event instanceof ReaderEvent.Erased erased) {
            erase(record, erased.userId());
        } else if (event instanceof ReaderEvent.Heard heard) {
            if (heard.news().announcement() instanceof Announcement.Published published) {
                // An article is news at its publication even where nobody clicks.
                eventTime.hear(published.description().publishedAtMillis());
            }
            pushes.hear(heard.news());
        }
    }

    private void click(Record<String, ReaderEvent> record, Click click) {
        lateness.taken(record.timestamp(), context().currentSystemTimeMs());
        if (erased.covers(click.userId(), record.timestamp(), click.atMillis())) {
            parts.measurements().eventErased("clicks");
            return;
        }
        ReaderState reader = reader(click.userId());
        ClickOutcome outcome = parts.delivery().repeatsAfterCrash()
                ? learnOrRepeat(reader, click)
                : catalogue.read(articles -> learn(reader, click, articles));
        if (outcome.effect() == ClickOutcome.Effect.DUPLICATE) {
            parts.measurements().eventDuplicate("clicks");
            return;
        }
        if (outcome.effect() == ClickOutcome.Effect.EXCESS) {
            parts.measurements().eventExcess("clicks");
            return;
        }
        eventTime.hear(click.atMillis());
        if (isFarBehind()) {
            answerLater(reader, record.timestamp());
        } else {
            long arrivedAtMillis = waiting.take(reader.userId())
                    .map(DeferredLists.Waiting::arrivedAtMillis)
                    .orElse(record.timestamp());
            // A late click must not bring back the past: the list answers the reader's latest moment.
            answer(reader, Math.max(click.atMillis(), reader.lastClickMillis()), arrivedAtMillis);
        }
        tell(record, outcome.signals());
        parts.measurements().eventAccepted("clicks");
        answerSomeWaiting();
    }

    private boolean isFarBehind() {
        return lateness.isFarBehind(context().currentSystemTimeMs());
    }

    private void answerLater(ReaderState reader, long arrivedAtMillis) {
        if (waiting.add(reader.userId(), arrivedAtMillis, context().currentSystemTimeMs())) {
            parts.measurements().listSpared();
        }
        pushes.waits(reader.userId());
        readers.put(reader.userId(), reader.snapshot());
    }

    /** One while there is time, so that who waits is not overtaken by everybody; more when they have waited enough. */
    private void answerSomeWaiting() {
        boolean behind = isFarBehind();
        for (int made = 0; made < OVERDUE_PER_CLICK_MAX; made++) {
            if ((made == 0 && !behind) || waiting.isOverdue(context().currentSystemTimeMs())) {
                answerWaiting();
            }
        }
    }

    private boolean answerWaiting() {
        Optional<DeferredLists.Waiting> next = waiting.next();
        if (next.isEmpty()) {
            return false;
        }
        ReaderState reader = reader(next.get().userId());
        answer(
                reader,
                nowMillis(reader, next.get().arrivedAtMillis()),
                next.get().arrivedAtMillis());
        return true;
    }

    /**
     * The event time a list answers that is made after its click. A reader who only ever hid something has read nothing, and
     * a task that was just taken up has heard nothing; but no list is of the year 1970.
     */
    private long nowMillis(ReaderState reader, long arrivedAtMillis) {
        long heard = Math.max(eventTime.millis(), reader.lastClickMillis());
        long known = heard == 0 ? catalogue.read(Catalogue::latestMillis) : heard;
        return known > 0 ? known : arrivedAtMillis;
    }

    /**
     * Makes the list of a reader who clicked, and sends it.
     *
     * @param nowMillis the event time the list answers
     * @param arrivedAtMillis when the click, or the first of those that waited, arrived on its topic
     */
    private void answer(ReaderState reader, long nowMillis, long arrivedAtMillis) {
        Recommendations list = list(reader, nowMillis, Trigger.CLICK);
        reader.served(list);
        readers.put(reader.userId(), reader.snapshot());
        pushes.clicked(reader, list, context().currentSystemTimeMs());
        send(new Record<>(reader.userId(), list, arrivedAtMillis));
        parts.measurements().clickToList(context().currentSystemTimeMs() - arrivedAtMillis + makingNanos / 1_000_000);
        variants.makeShadow(reader, catalogue, nowMillis)
                .ifPresent(unseen -> context()
                        .forward(new Record<>(reader.userId(), unseen, arrivedAtMillis), NodeNames.SHADOW_SINK));
    }

    /**
     * Learns from a click; from one that was processed before a crash, and stored, only repeats what follows from it, which
     * may never have been sent.
     */
    private ClickOutcome learnOrRepeat(ReaderState reader, Click click) {
        RecordMetadata metadata = context().recordMetadata().orElseThrow();
        ReaderInput input = metadata.topic().equals(reroutedTopic) ? ReaderInput.REROUTED : ReaderInput.CLICKS;
        if (metadata.offset() <= reader.appliedOffset(input) && learner.holds(reader, click)) {
            return learner.repeat(reader, click);
        }
        ClickOutcome outcome = catalogue.read(articles -> learn(reader, click, articles));
        reader.applied(input, metadata.offset());
        return outcome;
    }

    /** First what judges and ranks looks at the reader as he was, then the reader himself changes. */
    private ClickOutcome learn(ReaderState reader, Click click, Catalogue articles) {
        if (learner.isDuplicate(reader, click)) {
            return ClickOutcome.duplicate();
        }
        if (learner.isExcess(reader, click)) {
            return ClickOutcome.excess();
        }
        variants.learn(reader, click, articles, lateness.learnShare());
        return learner.apply(reader, click, articles);
    }

    private void show(Record<String, ReaderEvent> record, Impression impression) {
        if (erased.covers(impression.userId(), record.timestamp(), impression.atMillis())) {
            parts.measurements().eventErased("impressions");
            return;
        }
        ReaderState reader = reader(impression.userId());
        List<ItemSignal> signals = catalogue.read(articles -> {
            variants.show(reader, impression, articles, lateness.learnShare());
            return learner.apply(reader, impression);
        });
        readers.put(impression.userId(), reader.snapshot());
        tell(record, signals);
        parts.measurements().eventAccepted("impressions");
    }

    private void erase(Record<String, ReaderEvent> record, String userId) {
        ReaderSnapshot before = readers.get(userId);
        erased.erase(userId, record.timestamp());
        // Before the offset of the erasure is committed: it is not read again.
        readers.delete(userId);
        forget(userId, record.timestamp());
        if (before != null) {
            // Clicks after the erasure may have been processed before it: they are of a new reader.
            catalogue
                    .read(articles -> learner.without(before, record.timestamp(), articles))
                    .ifPresent(reader -> answer(reader, reader.lastClickMillis(), record.timestamp()));
        }
        parts.measurements().eventAccepted("erasures");
    }

    /** Looks at a few readers and erasures, whatever else there is to do. */
    private void sweep(long wallClockMillis) {
        erased.expire(wallClockMillis);
        look(wallClockMillis);
    }

    private void look(long wallClockMillis) {
        sweep.look(eventTime.millis(), wallClockMillis, new ReaderExpiry.Findings() {
            @Override
            public void idle(String userId) {
                deletionOfSent(readers).accept(userId);
                forget(userId, wallClockMillis);
                parts.measurements().readerLeft();
            }

            @Override
            public void outdated(String userId) {
                pushes.withdrawn(userId);
            }
        });
    }

    /** Beside the reader's state. Signals name no reader and counts are sums, so that and the list are all traces there are. */
    private void forget(String userId, long timestampMillis) {
        pushes.forget(userId);
        waiting.forget(userId);
        variants.forget(userId);
        context().forward(new Record<>(userId, null, timestampMillis), NodeNames.RECOMMENDATIONS_SINK);
        context().forward(new Record<>(userId, null, timestampMillis), NodeNames.SHADOW_SINK);
    }

    /** Works off what waits without a click, lists first, within a time so short that a click hardly notices. */
    private void makeWaiting(long wallClockMillis) {
        lateness.adjust(wallClockMillis);
        if (spareTime.begin()) {
            if (sweep.isRoundDue()) {
                // Even where nothing is ever left: lists without withdrawn articles are promised.
                look(wallClockMillis);
            }
            boolean some = true;
            while (some && spareTime.isLeft()) {
                some = answerWaiting();
            }
            pushes.make(eventTime.millis(), lateness.isBusy(wallClockMillis), spareTime, wallClockMillis);
            while (sweep.isRoundDue() && pushes.withdrawalsWaiting() == 0 && spareTime.isLeft()) {
                look(wallClockMillis);
                pushes.make(eventTime.millis(), true, spareTime, wallClockMillis);
            }
            spareTime.end();
        }
        parts.measurements()
                .keepingUp(
                        context().taskId().partition(),
                        lateness.millis(wallClockMillis),
                        lateness.learnShare(),
                        waiting.size());
    }

    /** Makes one reader's list anew if something new would enter it, and sends it if it changed enough. */
    private void push(PushQueue.Push push) {
        ReaderSnapshot stored = readers.get(push.userId());
        if (stored == null) {
            return;
        }
        ReaderState reader = new ReaderState(stored, parts.recommend().readers());
        long nowMillis = nowMillis(reader, context().currentSystemTimeMs());
        if (push.trigger() == Trigger.ARTICLE
                && !catalogue.read(articles ->
                        variants.seenBy(reader.userId()).wouldEnter(reader, articles, nowMillis, push.articleIds()))) {
            return;
        }
        Recommendations list = list(reader, nowMillis, push.trigger());
        if (!pushes.isWorthSending(push, reader, list)) {
            return;
        }
        reader.served(list);
        readers.put(push.userId(), reader.snapshot());
        pushes.pushed(reader, list, nowMillis, context().currentSystemTimeMs());
        send(new Record<>(push.userId(), list, context().currentSystemTimeMs()));
    }

    private ReaderState reader(String userId) {
        ReaderSnapshot stored = readers.get(userId);
        return stored == null
                ? new ReaderState(userId, parts.recommend().readers())
                : new ReaderState(stored, parts.recommend().readers());
    }

    private Recommendations list(ReaderState reader, long nowMillis, Trigger trigger) {
        long start = parts.nanoClock().getAsLong();
        Recommendations list =
                catalogue.read(articles -> variants.seenBy(reader.userId()).make(reader, articles, nowMillis, trigger));
        makingNanos = parts.nanoClock().getAsLong() - start;
        return list;
    }

    private void tell(Record<String, ReaderEvent> record, List<ItemSignal> signals) {
        for (ItemSignal signal : signals) {
            context().forward(record.withKey(signal.articleId()).withValue(signal), NodeNames.READS_SINK);
        }
    }

    private void send(Record<String, Recommendations> record) {
        parts.measurements()
                .listEmitted(
                        record.value().trigger(), makingNanos, record.value().articleIds());
        context().forward(record, NodeNames.RECOMMENDATIONS_SINK);
    }
}
