package io.freshet.topology;

import io.freshet.codec.binary.RequiredDeserializer;
import io.freshet.codec.contract.StateStore;
import io.freshet.codec.contract.Topic;
import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.contract.Topics;
import io.freshet.codec.json.EventDecoder;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.rank.RankerPool;
import io.freshet.topology.article.FillCatalogueProcessor;
import io.freshet.topology.article.ItemStateCache;
import io.freshet.topology.article.LearnItemProcessor;
import io.freshet.topology.article.UnderstandArticleProcessor;
import io.freshet.topology.context.BroadcastPartitioner;
import io.freshet.topology.context.GlobalStores;
import io.freshet.topology.context.NodeNames;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.intake.InputDecoder;
import io.freshet.topology.intake.RejectionLog;
import io.freshet.topology.message.ArrivedAnnouncement;
import io.freshet.topology.message.InternalTopics;
import io.freshet.topology.message.ReroutedEvent;
import io.freshet.topology.message.StateStores;
import io.freshet.topology.reader.DecodeProcessor;
import io.freshet.topology.reader.DecodeReroutedProcessor;
import io.freshet.topology.reader.FillRankerPoolProcessor;
import io.freshet.topology.reader.ReaderEvent;
import io.freshet.topology.reader.RecommendProcessor;
import io.freshet.topology.store.LocalStores;
import io.freshet.topology.store.ObjectStore;
import io.freshet.topology.trending.RankTrendingProcessor;
import io.freshet.topology.words.FillWordOverlayProcessor;
import io.freshet.topology.words.LearnWordsProcessor;
import io.freshet.topology.words.WordKnowledge;
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

    private final TopologyContext parts;
    private final TopicNames names;
    private final Topology topology;
    private final RejectionLog refusals;

    private FreshetTopology(TopologyContext parts, Topology topology) {
        this.parts = parts;
        this.names = parts.settings().topicNames();
        this.topology = topology;
        this.refusals = new RejectionLog(
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
    public static Topology build(TopologyContext parts, Properties streams) {
        return build(parts, new Topology(new TopologyConfig(new StreamsConfig(streams))));
    }

    /** Puts the topology together without regard to how it will be run: for describing and testing it. */
    public static Topology build(TopologyContext parts) {
        return build(parts, new Topology());
    }

    private static Topology build(TopologyContext parts, Topology topology) {
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
                ObjectStore.builder(GlobalStores.CATALOGUE, () -> new Catalogue(parts.recommend())),
                NodeNames.CATALOGUE_SOURCE,
                InternalTopics.CATALOGUE.keySerde().deserializer(),
                InternalTopics.CATALOGUE.valueSerde().deserializer(),
                names.of(InternalTopics.CATALOGUE),
                NodeNames.FILL_CATALOGUE,
                () -> new FillCatalogueProcessor(parts.measurements()));
        topology.addGlobalStore(
                ObjectStore.builder(
                        GlobalStores.WORD_OVERLAY, () -> new WordKnowledge(parts.wordModel(), parts.words())),
                NodeNames.WORD_VECTORS_SOURCE,
                InternalTopics.WORD_VECTORS.keySerde().deserializer(),
                InternalTopics.WORD_VECTORS.valueSerde().deserializer(),
                names.of(InternalTopics.WORD_VECTORS),
                NodeNames.FILL_WORD_OVERLAY,
                FillWordOverlayProcessor::new);
        topology.addGlobalStore(
                ObjectStore.builder(GlobalStores.RANKER_POOL, RankerPool::new),
                NodeNames.RANKER_WEIGHTS_SOURCE,
                InternalTopics.RANKER_WEIGHTS.keySerde().deserializer(),
                InternalTopics.RANKER_WEIGHTS.valueSerde().deserializer(),
                names.of(InternalTopics.RANKER_WEIGHTS),
                NodeNames.FILL_RANKER_POOL,
                FillRankerPoolProcessor::new);
    }

    private void addArticles() {
        addSource(NodeNames.ARTICLES_SOURCE, Topics.ARTICLES);
        addInternalSource(NodeNames.READS_SOURCE, InternalTopics.READS_BY_ARTICLE, RequiredDeserializer::value);
        addInternalSource(
                NodeNames.REROUTED_ARTICLES_SOURCE, InternalTopics.REROUTED_ARTICLES, RequiredDeserializer::value);
        topology.addProcessor(
                NodeNames.RECEIVE_REROUTED_ARTICLE, ReceiveReroutedArticle::new, NodeNames.REROUTED_ARTICLES_SOURCE);
        topology.addProcessor(
                NodeNames.UNDERSTAND_ARTICLE,
                UnderstandArticleProcessor.supplier(parts, refusals),
                NodeNames.ARTICLES_SOURCE,
                NodeNames.RECEIVE_REROUTED_ARTICLE);
        topology.addProcessor(NodeNames.LEARN_ITEM, LearnItemProcessor.supplier(parts), NodeNames.READS_SOURCE);
        // Many reads of one article within one commit cost one write: its state is cached until then.
        topology.addStateStore(
                store(StateStores.ITEMS).withCachingEnabled(), NodeNames.UNDERSTAND_ARTICLE, NodeNames.LEARN_ITEM);
        topology.addStateStore(
                store(StateStores.ANNOUNCED_ARTICLES), NodeNames.UNDERSTAND_ARTICLE, NodeNames.LEARN_ITEM);
        topology.addStateStore(store(StateStores.ARTICLE_TEXTS), NodeNames.UNDERSTAND_ARTICLE, NodeNames.LEARN_ITEM);
        topology.addStateStore(
                ObjectStore.builder(
                        GlobalStores.ITEM_DESK,
                        () -> new ItemStateCache(
                                parts.settings().behindAfter(), parts.settings().relatedInterval())),
                NodeNames.UNDERSTAND_ARTICLE,
                NodeNames.LEARN_ITEM);
        addSink(NodeNames.PROFILES_SINK, Topics.ARTICLE_PROFILES, NodeNames.UNDERSTAND_ARTICLE, NodeNames.LEARN_ITEM);
        addSink(NodeNames.CATALOGUE_SINK, InternalTopics.CATALOGUE, NodeNames.UNDERSTAND_ARTICLE, NodeNames.LEARN_ITEM);
        addSink(NodeNames.RELATED_SINK, Topics.RELATED, NodeNames.UNDERSTAND_ARTICLE, NodeNames.LEARN_ITEM);
        topology.addSink(
                NodeNames.ANNOUNCEMENTS_SINK,
                names.of(InternalTopics.ANNOUNCEMENTS),
                InternalTopics.ANNOUNCEMENTS.keySerde().serializer(),
                InternalTopics.ANNOUNCEMENTS.valueSerde().serializer(),
                new BroadcastPartitioner(),
                NodeNames.UNDERSTAND_ARTICLE,
                NodeNames.LEARN_ITEM);
        addSink(NodeNames.WORDS_SINK, InternalTopics.ARTICLE_WORDS, NodeNames.UNDERSTAND_ARTICLE);
        addSink(
                NodeNames.POPULARITY_SINK,
                InternalTopics.ARTICLE_POPULARITY,
                NodeNames.UNDERSTAND_ARTICLE,
                NodeNames.LEARN_ITEM);
        addSink(NodeNames.REFUSED_ARTICLES_SINK, Topics.DEAD_LETTERS, NodeNames.UNDERSTAND_ARTICLE);
        addSink(NodeNames.REROUTED_ARTICLES_SINK, InternalTopics.REROUTED_ARTICLES, NodeNames.UNDERSTAND_ARTICLE);
    }

    private void addReaders() {
        EventDecoder decoder = new EventDecoder(parts.eventClock());
        InputDecoder.Decoding<ReaderEvent> clicked = (key, value) -> new ReaderEvent.Clicked(decoder.click(key, value));
        InputDecoder.Decoding<ReaderEvent> shown =
                (key, value) -> new ReaderEvent.Shown(decoder.impression(key, value));
        InputDecoder.Decoding<ReaderEvent> erased = (key, value) -> new ReaderEvent.Erased(decoder.erasedUserId(key));
        addDecoder(NodeNames.CLICKS_SOURCE, Topics.CLICKS, NodeNames.DECODE_CLICK, clicked);
        addDecoder(NodeNames.IMPRESSIONS_SOURCE, Topics.IMPRESSIONS, NodeNames.DECODE_IMPRESSION, shown);
        addDecoder(NodeNames.ERASURES_SOURCE, Topics.ERASURES, NodeNames.DECODE_ERASURE, erased);
        addInternalSource(
                NodeNames.REROUTED_READER_EVENTS_SOURCE,
                InternalTopics.REROUTED_READER_EVENTS,
                RequiredDeserializer::value);
        Map<String, InputDecoder.Decoding<ReaderEvent>> decodings =
                Map.of(Topics.CLICKS.name(), clicked, Topics.IMPRESSIONS.name(), shown, Topics.ERASURES.name(), erased);
        topology.addProcessor(
                NodeNames.DECODE_REROUTED_EVENT,
                () -> new DecodeReroutedProcessor(decodings, refusals),
                NodeNames.REROUTED_READER_EVENTS_SOURCE);
        addInternalSource(NodeNames.ANNOUNCEMENTS_SOURCE, InternalTopics.ANNOUNCEMENTS, RequiredDeserializer::value);
        topology.addProcessor(NodeNames.HEAR_ANNOUNCEMENT, HearAnnouncement::new, NodeNames.ANNOUNCEMENTS_SOURCE);
        topology.addProcessor(
                NodeNames.RECOMMEND,
                RecommendProcessor.supplier(parts),
                NodeNames.DECODE_CLICK,
                NodeNames.DECODE_IMPRESSION,
                NodeNames.DECODE_ERASURE,
                NodeNames.DECODE_REROUTED_EVENT,
                NodeNames.HEAR_ANNOUNCEMENT);
        topology.addStateStore(store(StateStores.READERS), NodeNames.RECOMMEND);
        topology.addStateStore(store(StateStores.ERASED_READERS), NodeNames.RECOMMEND);
        // A list that is made before the next commit leaves no trace.
        topology.addStateStore(store(StateStores.WAITING_LISTS).withCachingEnabled(), NodeNames.RECOMMEND);
        addSink(NodeNames.RECOMMENDATIONS_SINK, Topics.RECOMMENDATIONS, NodeNames.RECOMMEND);
        addSink(NodeNames.SHADOW_SINK, Topics.SHADOW_RECOMMENDATIONS, NodeNames.RECOMMEND);
        addSink(NodeNames.RANKER_WEIGHTS_SINK, InternalTopics.RANKER_WEIGHTS, NodeNames.RECOMMEND);
        addSink(NodeNames.READS_SINK, InternalTopics.READS_BY_ARTICLE, NodeNames.RECOMMEND);
        addSink(
                NodeNames.REFUSED_READER_EVENTS_SINK,
                Topics.DEAD_LETTERS,
                NodeNames.DECODE_CLICK,
                NodeNames.DECODE_IMPRESSION,
                NodeNames.DECODE_ERASURE,
                NodeNames.DECODE_REROUTED_EVENT);
        addSink(
                NodeNames.REROUTED_READER_EVENTS_SINK,
                InternalTopics.REROUTED_READER_EVENTS,
                NodeNames.DECODE_CLICK,
                NodeNames.DECODE_IMPRESSION,
                NodeNames.DECODE_ERASURE);
    }

    private void addDecoder(
            String source, Topic<byte[], byte[]> topic, String processor, InputDecoder.Decoding<ReaderEvent> decoding) {
        addSource(source, topic);
        topology.addProcessor(processor, DecodeProcessor.supplier(topic, decoding, refusals, parts), source);
    }

    private void addWords() {
        addInternalSource(NodeNames.WORDS_SOURCE, InternalTopics.ARTICLE_WORDS, RequiredDeserializer::value);
        addSource(NodeNames.WORD_COMMANDS_SOURCE, InternalTopics.WORD_COMMANDS);
        topology.addProcessor(
                NodeNames.LEARN_WORDS,
                () -> new LearnWordsProcessor(parts),
                NodeNames.WORDS_SOURCE,
                NodeNames.WORD_COMMANDS_SOURCE);
        topology.addStateStore(store(StateStores.LEARNED_WORDS).withCachingEnabled(), NodeNames.LEARN_WORDS);
        topology.addStateStore(store(StateStores.CATEGORY_WORDS).withCachingEnabled(), NodeNames.LEARN_WORDS);
        topology.addStateStore(store(StateStores.EARLIER_WORDS).withCachingEnabled(), NodeNames.LEARN_WORDS);
        topology.addStateStore(store(StateStores.WORD_LEARNING).withCachingEnabled(), NodeNames.LEARN_WORDS);
        topology.addStateStore(store(StateStores.ARTICLE_STATISTICS).withCachingEnabled(), NodeNames.LEARN_WORDS);
        addSink(NodeNames.WORD_VECTORS_SINK, InternalTopics.WORD_VECTORS, NodeNames.LEARN_WORDS);
    }

    private void addTrending() {
        addInternalSource(NodeNames.POPULARITY_SOURCE, InternalTopics.ARTICLE_POPULARITY, UnaryOperator.identity());
        topology.addProcessor(
                NodeNames.RANK_TRENDING, () -> new RankTrendingProcessor(parts), NodeNames.POPULARITY_SOURCE);
        topology.addStateStore(store(StateStores.TRENDING_BUCKETS), NodeNames.RANK_TRENDING);
        topology.addStateStore(store(StateStores.TRENDING), NodeNames.RANK_TRENDING);
        addSink(NodeNames.TRENDING_SINK, Topics.TRENDING, NodeNames.RANK_TRENDING);
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
                            NodeNames.UNDERSTAND_ARTICLE);
        }
    }

    /** Hands announcements on as what every reader's task hears. */
    private static final class HearAnnouncement
            extends ContextualProcessor<String, ArrivedAnnouncement, Object, Object> {
        @Override
        public void process(Record<String, ArrivedAnnouncement> record) {
            context().forward(record.withValue(new ReaderEvent.Heard(record.value())), NodeNames.RECOMMEND);
        }
    }
}
