package io.freshet.topology;

import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;
import io.freshet.recommend.Announcement;
import io.freshet.recommend.Catalogue;
import io.freshet.recommend.ClickOutcome;
import io.freshet.recommend.EventTime;
import io.freshet.recommend.Foresight;
import io.freshet.recommend.ItemSignal;
import io.freshet.recommend.ReaderLearner;
import io.freshet.recommend.ReaderSnapshot;
import io.freshet.recommend.ReaderState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Owns the readers of one partition: takes in what they do, tells the owners of articles, and sends each reader's list
 * anew. Lists that change without a click are made by {@link ReaderPushes}.
 */
final class RecommendProcessor extends ContextualProcessor<String, ReaderEvent, Object, Object> {
    private final Parts parts;
    private final ReaderLearner learner;
    private final ListMaker live;
    private final Optional<ListMaker> tried;
    private final Optional<Experiment> experiment;
    private final ShadowLists shadowLists = new ShadowLists();

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private KeyValueStore<String, ReaderSnapshot> readers;

    @SuppressWarnings("NullAway.Init")
    private ObjectStore<Catalogue> catalogue;

    @SuppressWarnings("NullAway.Init")
    private ReaderPushes pushes;

    /** What "now" is for a list that no click asks for. */
    private final EventTime eventTime = new EventTime();
    /** How long the latest list took to make. */
    private long makingNanos;

    RecommendProcessor(Parts parts) {
        this.parts = parts;
        this.learner = new ReaderLearner(parts.recommend());
        this.live = new ListMaker(Variant.LIVE, parts.recommend(), parts.measurements());
        this.experiment = parts.experiment();
        this.tried = experiment.map(trial -> new ListMaker(Variant.TRIED, trial.recommend(), parts.measurements()));
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        readers = context.getStateStore(FreshetTopology.READERS);
        catalogue = context.getStateStore(FreshetTopology.CATALOGUE);
        pushes = new ReaderPushes(parts, catalogue, this::push);
        live.init(context, parts.settings());
        tried.ifPresent(maker -> maker.init(context, parts.settings()));
        context.schedule(parts.settings().pushInterval(), PunctuationType.WALL_CLOCK_TIME, this::makePushes);
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
        ReaderState reader = reader(click.userId());
        ClickOutcome outcome = catalogue.read(articles -> learn(reader, click, articles));
        if (outcome.effect() == ClickOutcome.Effect.DUPLICATE) {
            parts.measurements().eventDuplicate("clicks");
            return;
        }
        if (outcome.effect() == ClickOutcome.Effect.EXCESS) {
            parts.measurements().eventExcess("clicks");
            return;
        }
        eventTime.hear(click.atMillis());
        // A late click must not bring back the past: the list answers the reader's latest moment.
        long nowMillis = Math.max(click.atMillis(), reader.lastClickMillis());
        Recommendations list = list(reader, nowMillis, Trigger.CLICK);
        reader.served(list);
        readers.put(click.userId(), reader.snapshot());
        pushes.clicked(reader, list, context().currentSystemTimeMs());
        tell(record, outcome.signals());
        send(record.withKey(click.userId()).withValue(list));
        parts.measurements().eventAccepted("clicks");
        parts.measurements().clickToList(context().currentSystemTimeMs() - record.timestamp());
        shadow(record, reader, nowMillis);
    }

    /** First what judges and ranks looks at the reader as he was, then the reader himself changes. */
    private ClickOutcome learn(ReaderState reader, Click click, Catalogue articles) {
        if (learner.isDuplicate(reader, click)) {
            return ClickOutcome.duplicate();
        }
        if (learner.isExcess(reader, click)) {
            return ClickOutcome.excess();
        }
        judge(reader, click, articles);
        live.learn(reader, click, articles);
        tried.ifPresent(maker -> maker.learn(reader, click, articles));
        return learner.apply(reader, click, articles);
    }

    private void judge(ReaderState reader, Click click, Catalogue articles) {
        Variant seen = isTried(reader.userId()) ? Variant.TRIED : Variant.LIVE;
        Optional<Foresight> foresight = Foresight.of(reader, click, articles);
        foresight.ifPresent(found -> judged(seen, found));
        Optional<Foresight> unseen =
                shadowLists.of(click.userId()).flatMap(list -> Foresight.of(list, reader, click, articles));
        unseen.ifPresent(found -> judged(Variant.TRIED, found));
        if (foresight.isPresent() && unseen.isPresent()) {
            parts.measurements()
                    .variantsCompared(
                            OptionalInt.of(foresight.get().isHit() ? 1 : 0),
                            OptionalInt.of(unseen.get().isHit() ? 1 : 0));
        } else if (foresight.isPresent() && isSplit()) {
            OptionalInt hit = OptionalInt.of(foresight.get().isHit() ? 1 : 0);
            OptionalInt none = OptionalInt.empty();
            parts.measurements()
                    .variantsCompared(seen == Variant.LIVE ? hit : none, seen == Variant.TRIED ? hit : none);
        }
    }

    private void judged(Variant variant, Foresight foresight) {
        parts.measurements()
                .clickForeseen(
                        variant, foresight.place(), foresight.mostReadPlace(), Optional.ofNullable(foresight.reason()));
    }

    private boolean isSplit() {
        return experiment.filter(trial -> trial.mode() == Experiment.Mode.SPLIT).isPresent();
    }

    private boolean isTried(String userId) {
        return experiment.filter(trial -> trial.picks(userId)).isPresent();
    }

    /** Makes the list that is tried and shown to nobody, after the one that counts. */
    private void shadow(Record<String, ReaderEvent> record, ReaderState reader, long nowMillis) {
        if (tried.isEmpty() || isSplit()) {
            return;
        }
        Recommendations list = catalogue.read(articles -> tried.get().make(reader, articles, nowMillis, Trigger.CLICK));
        shadowLists.put(list);
        context().forward(record.withKey(reader.userId()).withValue(list), Nodes.SHADOW_SINK);
    }

    private void show(Record<String, ReaderEvent> record, Impression impression) {
        ReaderState reader = reader(impression.userId());
        List<ItemSignal> signals = learner.apply(reader, impression);
        readers.put(impression.userId(), reader.snapshot());
        tell(record, signals);
        parts.measurements().eventAccepted("impressions");
    }

    /** Signals name no reader and counts are sums, so the reader's state and list are all the traces there are. */
    private void erase(Record<String, ReaderEvent> record, String userId) {
        readers.delete(userId);
        pushes.forget(userId);
        shadowLists.forget(userId);
        context().forward(record.withKey(userId).withValue(null), Nodes.RECOMMENDATIONS_SINK);
        context().forward(record.withKey(userId).withValue(null), Nodes.SHADOW_SINK);
        parts.measurements().eventAccepted("erasures");
    }

    private void makePushes(long wallClockMillis) {
        pushes.make(eventTime.millis(), () -> context().currentSystemTimeMs());
    }

    /** Makes one reader's list anew, and sends it if it changed enough. */
    private void push(PushQueue.Push push) {
        ReaderSnapshot stored = readers.get(push.userId());
        if (stored == null) {
            return;
        }
        ReaderState reader = new ReaderState(stored, parts.recommend().readers());
        long nowMillis = Math.max(eventTime.millis(), reader.lastClickMillis());
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
        long start = System.nanoTime();
        ListMaker maker = isTried(reader.userId()) ? tried.orElse(live) : live;
        Recommendations list = catalogue.read(articles -> maker.make(reader, articles, nowMillis, trigger));
        makingNanos = System.nanoTime() - start;
        return list;
    }

    private void tell(Record<String, ReaderEvent> record, List<ItemSignal> signals) {
        for (ItemSignal signal : signals) {
            context().forward(record.withKey(signal.articleId()).withValue(signal), Nodes.READS_SINK);
        }
    }

    private void send(Record<String, Recommendations> record) {
        parts.measurements()
                .listEmitted(
                        record.value().trigger(), makingNanos, record.value().articleIds());
        context().forward(record, Nodes.RECOMMENDATIONS_SINK);
    }
}
