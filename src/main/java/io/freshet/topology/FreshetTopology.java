package io.freshet.topology;

import io.freshet.codec.ArrivedAnnouncement;
import io.freshet.codec.EventDecoder;
import io.freshet.codec.InternalTopics;
import io.freshet.codec.RequiredDeserializer;
import io.freshet.codec.ReroutedEvent;
import io.freshet.codec.StateStore;
import io.freshet.codec.StateStores;
import io.freshet.codec.Topic;
import io.freshet.codec.TopicNames;
import io.freshet.codec.Topics;
import io.freshet.recommend.Catalogue;
import io.freshet.recommend.RankerPool;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The whole topology as a value: which topic feeds which processor with which stores. Four sub-topologies meet only
 * through topics: articles and what readers teach about them (by articleId), readers (by userId), words (one task),
 * most-read lists (one task); and three global stores hold on every instance what all of them look up.
 */
public final class FreshetTopology {
    public static final String READERS = StateStores.READERS.name();
    public static final String WAITING_LISTS = StateStores.WAITING_LISTS.name();
    public static final String ERASED_READERS = StateStores.ERASED_READERS.name();
    public static final String ITEMS = StateStores.ITEMS.name();
    public static final String ANNOUNCED_ARTICLES = StateStores.ANNOUNCED_ARTICLES.name();
    public static final String ARTICLE_TEXTS = StateStores.ARTICLE_TEXTS.name();
    public static final String LEARNED_WORDS = StateStores.LEARNED_WORDS.name();
    public static final String CATEGORY_WORDS = StateStores.CATEGORY_WORDS.name();
    public static final String EARLIER_WORDS = StateStores.EARLIER_WORDS.name();
    public static final String WORD_LEARNING = StateStores.WORD_LEARNING.name();
    public static final String ARTICLE_STATISTICS = StateStores.ARTICLE_STATISTICS.name();
    public static final String TRENDING_BUCKETS = StateStores.TRENDING_BUCKETS.name();
    public static final String TRENDING = StateStores.TRENDING.name();
    public static final String CATALOGUE = "catalogue";
    public static final String WORD_OVERLAY = "word-overlay";
    public static final String RANKER_POOL = "ranker-pool";
    public static final String ITEM_DESK = "item-desk";

    private final Parts parts;
    private final TopicNames names;
    private final Topology topology;
    private final Refusals refusals;

    private FreshetTopology(Parts parts, Topology topology) {
        this.parts = parts;
        this.names = parts.settings().topicNames();
        this.topology = topology;
        this.refusals = new Refusals(
                Stream.of(Topics.ARTICLES, Topics.CLICKS, Topics.IMPRESSIONS, Topics.ERASURES)
                        .map(Topic::name)
                        .toList(),
                parts.measurements());
    }

    /**
     * Puts the topology together.
     *
     * @param streams the properties Kafka Streams will run with; they decide on caching of stores
     */
    public static Topology build(Parts parts, Properties streams) {
        return build(parts, new Topology(new TopologyConfig(new StreamsConfig(streams))));
    }

    /** Puts the topology together without regard to how it will be run: for describing and testing it. */
    public static Topology build(Parts parts) {
        return build(parts, new Topology());
    }

    private static Topology build(Parts parts, Topology topology) {
        FreshetTopology build = new FreshetTopology(parts, topology);
        build.addGlobalStores();
        build.addArticles();
        build.addReaders();
        build.addWords();
        build.addTrending();
        return topology;
    }

    /** The stores with a changelog, by their plain names. */
    public static List<String> storeNames() {
        return StateStores.ALL.stream().map(StateStore::name).toList();
    }

    /** The topics that are written to, by their plain names. */
    public static List<String> sentTopics() {
        return Stream.concat(
                        Stream.of(
                                Topics.RECOMMENDATIONS,
                                Topics.SHADOW_RECOMMENDATIONS,
                                Topics.TRENDING,
                                Topics.RELATED,
                                Topics.ARTICLE_PROFILES,
                                Topics.DEAD_LETTERS),
                        InternalTopics.ALL.stream().filter(topic -> !topic.equals(InternalTopics.WORD_COMMANDS)))
                .map(Topic::name)
                .toList();
    }

    private void addGlobalStores() {
        topology.addGlobalStore(
                ObjectStore.builder(CATALOGUE, () -> new Catalogue(parts.recommend())),
                Nodes.CATALOGUE_SOURCE,
                InternalTopics.CATALOGUE.keySerde().deserializer(),
                InternalTopics.CATALOGUE.valueSerde().deserializer(),
                names.of(InternalTopics.CATALOGUE),
                Nodes.FILL_CATALOGUE,
                () -> new FillCatalogueProcessor(parts.measurements()));
        topology.addGlobalStore(
                ObjectStore.builder(WORD_OVERLAY, () -> new Language(parts.wordModel(), parts.words())),
                Nodes.WORD_VECTORS_SOURCE,
                InternalTopics.WORD_VECTORS.keySerde().deserializer(),
                InternalTopics.WORD_VECTORS.valueSerde().deserializer(),
                names.of(InternalTopics.WORD_VECTORS),
                Nodes.FILL_WORD_OVERLAY,
                FillWordOverlayProcessor::new);
        topology.addGlobalStore(
                ObjectStore.builder(RANKER_POOL, RankerPool::new),
                Nodes.RANKER_WEIGHTS_SOURCE,
                InternalTopics.RANKER_WEIGHTS.keySerde().deserializer(),
                InternalTopics.RANKER_WEIGHTS.valueSerde().deserializer(),
                names.of(InternalTopics.RANKER_WEIGHTS),
                Nodes.FILL_RANKER_POOL,
                FillRankerPoolProcessor::new);
    }

    private void addArticles() {
        addSource(Nodes.ARTICLES_SOURCE, Topics.ARTICLES);
        addInternalSource(Nodes.READS_SOURCE, InternalTopics.READS_BY_ARTICLE, RequiredDeserializer::value);
        addInternalSource(
                Nodes.REROUTED_ARTICLES_SOURCE, InternalTopics.REROUTED_ARTICLES, RequiredDeserializer::value);
        topology.addProcessor(
                Nodes.RECEIVE_REROUTED_ARTICLE, ReceiveReroutedArticle::new, Nodes.REROUTED_ARTICLES_SOURCE);
        topology.addProcessor(
                Nodes.UNDERSTAND_ARTICLE,
                UnderstandArticleProcessor.supplier(parts, refusals),
                Nodes.ARTICLES_SOURCE,
                Nodes.RECEIVE_REROUTED_ARTICLE);
        topology.addProcessor(Nodes.LEARN_ITEM, LearnItemProcessor.supplier(parts), Nodes.READS_SOURCE);
        // Many reads of one article within one commit cost one write: its state is cached until then.
        topology.addStateStore(
                store(StateStores.ITEMS).withCachingEnabled(), Nodes.UNDERSTAND_ARTICLE, Nodes.LEARN_ITEM);
        topology.addStateStore(store(StateStores.ANNOUNCED_ARTICLES), Nodes.UNDERSTAND_ARTICLE, Nodes.LEARN_ITEM);
        topology.addStateStore(store(StateStores.ARTICLE_TEXTS), Nodes.UNDERSTAND_ARTICLE, Nodes.LEARN_ITEM);
        topology.addStateStore(
                ObjectStore.builder(
                        ITEM_DESK,
                        () -> new ItemDesk(
                                parts.settings().behindAfter(), parts.settings().relatedInterval())),
                Nodes.UNDERSTAND_ARTICLE,
                Nodes.LEARN_ITEM);
        addSink(Nodes.PROFILES_SINK, Topics.ARTICLE_PROFILES, Nodes.UNDERSTAND_ARTICLE, Nodes.LEARN_ITEM);
        addSink(Nodes.CATALOGUE_SINK, InternalTopics.CATALOGUE, Nodes.UNDERSTAND_ARTICLE, Nodes.LEARN_ITEM);
        addSink(Nodes.RELATED_SINK, Topics.RELATED, Nodes.UNDERSTAND_ARTICLE, Nodes.LEARN_ITEM);
        topology.addSink(
                Nodes.ANNOUNCEMENTS_SINK,
                names.of(InternalTopics.ANNOUNCEMENTS),
                InternalTopics.ANNOUNCEMENTS.keySerde().serializer(),
                InternalTopics.ANNOUNCEMENTS.valueSerde().serializer(),
                new EveryPartition(),
                Nodes.UNDERSTAND_ARTICLE,
                Nodes.LEARN_ITEM);
        addSink(Nodes.WORDS_SINK, InternalTopics.ARTICLE_WORDS, Nodes.UNDERSTAND_ARTICLE);
        addSink(Nodes.POPULARITY_SINK, InternalTopics.ARTICLE_POPULARITY, Nodes.UNDERSTAND_ARTICLE, Nodes.LEARN_ITEM);
        addSink(Nodes.REFUSED_ARTICLES_SINK, Topics.DEAD_LETTERS, Nodes.UNDERSTAND_ARTICLE);
        addSink(Nodes.REROUTED_ARTICLES_SINK, InternalTopics.REROUTED_ARTICLES, Nodes.UNDERSTAND_ARTICLE);
    }

    private void addReaders() {
        EventDecoder decoder = new EventDecoder(parts.eventClock());
        Intake.Decoding<ReaderEvent> clicked = (key, value) -> new ReaderEvent.Clicked(decoder.click(key, value));
        Intake.Decoding<ReaderEvent> shown = (key, value) -> new ReaderEvent.Shown(decoder.impression(key, value));
        Intake.Decoding<ReaderEvent> erased = (key, value) -> new ReaderEvent.Erased(decoder.erasedUserId(key));
        addDecoder(Nodes.CLICKS_SOURCE, Topics.CLICKS, Nodes.DECODE_CLICK, clicked);
        addDecoder(Nodes.IMPRESSIONS_SOURCE, Topics.IMPRESSIONS, Nodes.DECODE_IMPRESSION, shown);
        addDecoder(Nodes.ERASURES_SOURCE, Topics.ERASURES, Nodes.DECODE_ERASURE, erased);
        addInternalSource(
                Nodes.REROUTED_READER_EVENTS_SOURCE,
                InternalTopics.REROUTED_READER_EVENTS,
                RequiredDeserializer::value);
        Map<String, Intake.Decoding<ReaderEvent>> decodings =
                Map.of(Topics.CLICKS.name(), clicked, Topics.IMPRESSIONS.name(), shown, Topics.ERASURES.name(), erased);
        topology.addProcessor(
                Nodes.DECODE_REROUTED_EVENT,
                () -> new DecodeReroutedProcessor(decodings, refusals),
                Nodes.REROUTED_READER_EVENTS_SOURCE);
        addInternalSource(Nodes.ANNOUNCEMENTS_SOURCE, InternalTopics.ANNOUNCEMENTS, RequiredDeserializer::value);
        topology.addProcessor(Nodes.HEAR_ANNOUNCEMENT, HearAnnouncement::new, Nodes.ANNOUNCEMENTS_SOURCE);
        topology.addProcessor(
                Nodes.RECOMMEND,
                RecommendProcessor.supplier(parts),
                Nodes.DECODE_CLICK,
                Nodes.DECODE_IMPRESSION,
                Nodes.DECODE_ERASURE,
                Nodes.DECODE_REROUTED_EVENT,
                Nodes.HEAR_ANNOUNCEMENT);
        topology.addStateStore(store(StateStores.READERS), Nodes.RECOMMEND);
        topology.addStateStore(store(StateStores.ERASED_READERS), Nodes.RECOMMEND);
        // A list that is made before the next commit leaves no trace.
        topology.addStateStore(store(StateStores.WAITING_LISTS).withCachingEnabled(), Nodes.RECOMMEND);
        addSink(Nodes.RECOMMENDATIONS_SINK, Topics.RECOMMENDATIONS, Nodes.RECOMMEND);
        addSink(Nodes.SHADOW_SINK, Topics.SHADOW_RECOMMENDATIONS, Nodes.RECOMMEND);
        addSink(Nodes.RANKER_WEIGHTS_SINK, InternalTopics.RANKER_WEIGHTS, Nodes.RECOMMEND);
        addSink(Nodes.READS_SINK, InternalTopics.READS_BY_ARTICLE, Nodes.RECOMMEND);
        addSink(
                Nodes.REFUSED_READER_EVENTS_SINK,
                Topics.DEAD_LETTERS,
                Nodes.DECODE_CLICK,
                Nodes.DECODE_IMPRESSION,
                Nodes.DECODE_ERASURE,
                Nodes.DECODE_REROUTED_EVENT);
        addSink(
                Nodes.REROUTED_READER_EVENTS_SINK,
                InternalTopics.REROUTED_READER_EVENTS,
                Nodes.DECODE_CLICK,
                Nodes.DECODE_IMPRESSION,
                Nodes.DECODE_ERASURE);
    }

    private void addDecoder(
            String source, Topic<byte[], byte[]> topic, String processor, Intake.Decoding<ReaderEvent> decoding) {
        addSource(source, topic);
        topology.addProcessor(processor, DecodeProcessor.supplier(topic, decoding, refusals, parts), source);
    }

    private void addWords() {
        addInternalSource(Nodes.WORDS_SOURCE, InternalTopics.ARTICLE_WORDS, RequiredDeserializer::value);
        addSource(Nodes.WORD_COMMANDS_SOURCE, InternalTopics.WORD_COMMANDS);
        topology.addProcessor(
                Nodes.LEARN_WORDS,
                () -> new LearnWordsProcessor(parts),
                Nodes.WORDS_SOURCE,
                Nodes.WORD_COMMANDS_SOURCE);
        topology.addStateStore(store(StateStores.LEARNED_WORDS).withCachingEnabled(), Nodes.LEARN_WORDS);
        topology.addStateStore(store(StateStores.CATEGORY_WORDS).withCachingEnabled(), Nodes.LEARN_WORDS);
        topology.addStateStore(store(StateStores.EARLIER_WORDS).withCachingEnabled(), Nodes.LEARN_WORDS);
        topology.addStateStore(store(StateStores.WORD_LEARNING).withCachingEnabled(), Nodes.LEARN_WORDS);
        topology.addStateStore(store(StateStores.ARTICLE_STATISTICS).withCachingEnabled(), Nodes.LEARN_WORDS);
        addSink(Nodes.WORD_VECTORS_SINK, InternalTopics.WORD_VECTORS, Nodes.LEARN_WORDS);
    }

    private void addTrending() {
        addInternalSource(Nodes.POPULARITY_SOURCE, InternalTopics.ARTICLE_POPULARITY, UnaryOperator.identity());
        topology.addProcessor(Nodes.RANK_TRENDING, () -> new RankTrendingProcessor(parts), Nodes.POPULARITY_SOURCE);
        topology.addStateStore(store(StateStores.TRENDING_BUCKETS), Nodes.RANK_TRENDING);
        topology.addStateStore(store(StateStores.TRENDING), Nodes.RANK_TRENDING);
        addSink(Nodes.TRENDING_SINK, Topics.TRENDING, Nodes.RANK_TRENDING);
    }

    private <K, V> StoreBuilder<KeyValueStore<K, V>> store(StateStore<K, V> store) {
        return LocalStores.builder(store.name(), store.keySerde(), store.valueSerde(), parts.measurements());
    }

    private <K, V> void addSource(String node, Topic<K, V> topic) {
        addSource(
                node, topic, topic.keySerde().deserializer(), topic.valueSerde().deserializer());
    }

    /** A source of a topic whose records all have a key. */
    private <K, V> void addInternalSource(String node, Topic<K, V> topic, UnaryOperator<Deserializer<V>> values) {
        addSource(
                node,
                topic,
                RequiredDeserializer.key(topic.keySerde().deserializer()),
                values.apply(topic.valueSerde().deserializer()));
    }

    private <K, V> void addSource(String node, Topic<K, V> topic, Deserializer<K> keys, Deserializer<V> values) {
        topology.addSource(AutoOffsetReset.earliest(), node, keys, values, names.of(topic));
    }

    private void addSink(String node, Topic<?, ?> topic, String... parents) {
        topology.addSink(
                node,
                names.of(topic),
                topic.keySerde().serializer(),
                topic.valueSerde().serializer(),
                parents);
    }

    /** Hands re-routed articles on as they arrived on their input topic. */
    private static final class ReceiveReroutedArticle
            extends ContextualProcessor<String, ReroutedEvent, byte[], byte[]> {
        @Override
        public void process(Record<String, ReroutedEvent> record) {
            ReroutedEvent event = record.value();
            byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
            context()
                    .forward(
                            new Record<>(key, event.value(), event.arrivedAtMillis(), record.headers()),
                            Nodes.UNDERSTAND_ARTICLE);
        }
    }

    /** Hands announcements on as what every reader's task hears. */
    private static final class HearAnnouncement
            extends ContextualProcessor<String, ArrivedAnnouncement, Object, Object> {
        @Override
        public void process(Record<String, ArrivedAnnouncement> record) {
            context().forward(record.withValue(new ReaderEvent.Heard(record.value())), Nodes.RECOMMEND);
        }
    }
}
