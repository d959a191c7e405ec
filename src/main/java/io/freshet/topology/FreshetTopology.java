package io.freshet.topology;

import io.freshet.codec.binary.RequiredDeserializer;
import io.freshet.codec.contract.StateStore;
import io.freshet.codec.contract.Topic;
import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.contract.Topics;
import io.freshet.codec.json.EventDecoder;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.recommend.rank.RankerPool;
import io.freshet.topology.article.ArticleEvent;
import io.freshet.topology.article.ArticleProcessor;
import io.freshet.topology.article.FillCatalogueProcessor;
import io.freshet.topology.context.BroadcastPartitioner;
import io.freshet.topology.context.GlobalStores;
import io.freshet.topology.context.NodeNames;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.intake.DecodeProcessor;
import io.freshet.topology.intake.DecodeReroutedProcessor;
import io.freshet.topology.intake.InputDecoder;
import io.freshet.topology.intake.OutputNodes;
import io.freshet.topology.intake.RejectionLog;
import io.freshet.topology.message.ArrivedAnnouncement;
import io.freshet.topology.message.InternalTopics;
import io.freshet.topology.message.StateStores;
import io.freshet.topology.reader.FillRankerPoolProcessor;
import io.freshet.topology.reader.ReaderEvent;
import io.freshet.topology.reader.RecommendProcessor;
import io.freshet.topology.store.LocalStores;
import io.freshet.topology.store.ObjectStore;
import io.freshet.topology.trending.RankTrendingProcessor;
import io.freshet.topology.words.FillWordKnowledgeProcessor;
import io.freshet.topology.words.LearnWordsProcessor;
import io.freshet.topology.words.WordKnowledge;
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
 * Builds Freshet's Kafka Streams topology: sources, processors, state stores and sinks. Four sub-topologies exchange
 * records through topics alone: articles (by articleId), readers (by userId), words (one task) and most-read lists (one
 * task). Three global stores replicate the catalogue, the learned words and the ranker weights to every instance.
 */
public final class FreshetTopology {
    private static final OutputNodes ARTICLE_NODES = new OutputNodes(
            NodeNames.UPDATE_ARTICLES, NodeNames.REJECTED_ARTICLES_SINK, NodeNames.REROUTED_ARTICLES_SINK);
    private static final OutputNodes READER_NODES = new OutputNodes(
            NodeNames.RECOMMEND, NodeNames.REJECTED_READER_EVENTS_SINK, NodeNames.REROUTED_READER_EVENTS_SINK);

    private final TopologyContext context;
    private final TopicNames names;
    private final Topology topology;
    private final EventDecoder decoder;
    private final RejectionLog rejections;

    private FreshetTopology(TopologyContext context, Topology topology) {
        this.context = context;
        this.names = context.settings().topicNames();
        this.topology = topology;
        this.decoder = new EventDecoder(context.clocks().event());
        this.rejections = new RejectionLog(
                Stream.of(Topics.ARTICLES, Topics.CLICKS, Topics.IMPRESSIONS, Topics.ERASURES)
                        .map(Topic::name)
                        .toList(),
                context.measurements());
    }

    /**
     * Builds the topology for a run with the Kafka Streams properties {@code streams}.
     *
     * @param streams properties of Kafka Streams; they determine the caches of the stores
     */
    public static Topology build(TopologyContext context, Properties streams) {
        return build(context, new Topology(new TopologyConfig(new StreamsConfig(streams))));
    }

    /** Builds the topology without Kafka Streams properties, for tests and to describe its structure. */
    public static Topology build(TopologyContext context) {
        return build(context, new Topology());
    }

    private static Topology build(TopologyContext context, Topology topology) {
        FreshetTopology build = new FreshetTopology(context, topology);
        build.addGlobalStores();
        build.addArticles();
        build.addReaders();
        build.addWords();
        build.addTrending();
        return topology;
    }

    /** Names of the state stores that have a changelog, such as {@code readers}. */
    public static List<String> storeNames() {
        return StateStores.ALL.stream().map(StateStore::name).toList();
    }

    /**
     * Names, without the topic prefix, of all topics that the topology's sinks write: output topics, dead letters and
     * internal topics.
     */
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
                ObjectStore.builder(GlobalStores.CATALOGUE, () -> new Catalogue(context.recommend())),
                NodeNames.CATALOGUE_SOURCE,
                InternalTopics.CATALOGUE.keySerde().deserializer(),
                InternalTopics.CATALOGUE.valueSerde().deserializer(),
                names.of(InternalTopics.CATALOGUE),
                NodeNames.FILL_CATALOGUE,
                () -> new FillCatalogueProcessor(context.measurements()));
        topology.addGlobalStore(
                ObjectStore.builder(
                        GlobalStores.WORD_KNOWLEDGE,
                        () -> new WordKnowledge(
                                context.language().wordModel(),
                                context.language().words())),
                NodeNames.WORD_VECTORS_SOURCE,
                InternalTopics.WORD_VECTORS.keySerde().deserializer(),
                InternalTopics.WORD_VECTORS.valueSerde().deserializer(),
                names.of(InternalTopics.WORD_VECTORS),
                NodeNames.FILL_WORD_OVERLAY,
                FillWordKnowledgeProcessor::new);
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
        addDecoder(
                NodeNames.DECODE_ARTICLE,
                new DecodeProcessor.Input<>(
                        Topics.ARTICLES.name(),
                        ArticleEvent.decoding(decoder, false),
                        ArticleEvent::articleId,
                        ARTICLE_NODES),
                NodeNames.ARTICLES_SOURCE);
        addInternalSource(
                NodeNames.REROUTED_ARTICLES_SOURCE, InternalTopics.REROUTED_ARTICLES, RequiredDeserializer::value);
        Map<String, InputDecoder.Decoding<ArticleEvent>> rerouted =
                Map.of(Topics.ARTICLES.name(), ArticleEvent.decoding(decoder, true));
        topology.addProcessor(
                NodeNames.DECODE_REROUTED_ARTICLE,
                () -> new DecodeReroutedProcessor<>(rerouted, ARTICLE_NODES, rejections),
                NodeNames.REROUTED_ARTICLES_SOURCE);
        addInternalSource(NodeNames.READS_SOURCE, InternalTopics.READS_BY_ARTICLE, RequiredDeserializer::value);
        topology.addProcessor(NodeNames.FORWARD_SIGNAL, ForwardSignal::new, NodeNames.READS_SOURCE);
        topology.addProcessor(
                NodeNames.UPDATE_ARTICLES,
                ArticleProcessor.supplier(context),
                NodeNames.DECODE_ARTICLE,
                NodeNames.DECODE_REROUTED_ARTICLE,
                NodeNames.FORWARD_SIGNAL);
        // Cached, so that many reads of one article between two commits cost one write.
        topology.addStateStore(store(StateStores.ITEMS).withCachingEnabled(), NodeNames.UPDATE_ARTICLES);
        topology.addStateStore(store(StateStores.ANNOUNCED_ARTICLES), NodeNames.UPDATE_ARTICLES);
        topology.addStateStore(store(StateStores.ARTICLE_TEXTS), NodeNames.UPDATE_ARTICLES);
        addSink(NodeNames.PROFILES_SINK, Topics.ARTICLE_PROFILES, NodeNames.UPDATE_ARTICLES);
        addSink(NodeNames.CATALOGUE_SINK, InternalTopics.CATALOGUE, NodeNames.UPDATE_ARTICLES);
        addSink(NodeNames.RELATED_SINK, Topics.RELATED, NodeNames.UPDATE_ARTICLES);
        topology.addSink(
                NodeNames.ANNOUNCEMENTS_SINK,
                names.of(InternalTopics.ANNOUNCEMENTS),
                InternalTopics.ANNOUNCEMENTS.keySerde().serializer(),
                InternalTopics.ANNOUNCEMENTS.valueSerde().serializer(),
                new BroadcastPartitioner(),
                NodeNames.UPDATE_ARTICLES);
        addSink(NodeNames.WORDS_SINK, InternalTopics.ARTICLE_WORDS, NodeNames.UPDATE_ARTICLES);
        addSink(NodeNames.POPULARITY_SINK, InternalTopics.ARTICLE_POPULARITY, NodeNames.UPDATE_ARTICLES);
        addSink(
                NodeNames.REJECTED_ARTICLES_SINK,
                Topics.DEAD_LETTERS,
                NodeNames.DECODE_ARTICLE,
                NodeNames.DECODE_REROUTED_ARTICLE);
        addSink(NodeNames.REROUTED_ARTICLES_SINK, InternalTopics.REROUTED_ARTICLES, NodeNames.DECODE_ARTICLE);
    }

    private void addReaders() {
        InputDecoder.Decoding<ReaderEvent> clicked = (key, value) -> new ReaderEvent.Clicked(decoder.click(key, value));
        InputDecoder.Decoding<ReaderEvent> shown =
                (key, value) -> new ReaderEvent.Shown(decoder.impression(key, value));
        InputDecoder.Decoding<ReaderEvent> erased = (key, value) -> new ReaderEvent.Erased(decoder.erasedUserId(key));
        addReaderInput(NodeNames.CLICKS_SOURCE, Topics.CLICKS, NodeNames.DECODE_CLICK, clicked);
        addReaderInput(NodeNames.IMPRESSIONS_SOURCE, Topics.IMPRESSIONS, NodeNames.DECODE_IMPRESSION, shown);
        addReaderInput(NodeNames.ERASURES_SOURCE, Topics.ERASURES, NodeNames.DECODE_ERASURE, erased);
        addInternalSource(
                NodeNames.REROUTED_READER_EVENTS_SOURCE,
                InternalTopics.REROUTED_READER_EVENTS,
                RequiredDeserializer::value);
        Map<String, InputDecoder.Decoding<ReaderEvent>> rerouted =
                Map.of(Topics.CLICKS.name(), clicked, Topics.IMPRESSIONS.name(), shown, Topics.ERASURES.name(), erased);
        topology.addProcessor(
                NodeNames.DECODE_REROUTED_EVENT,
                () -> new DecodeReroutedProcessor<>(rerouted, READER_NODES, rejections),
                NodeNames.REROUTED_READER_EVENTS_SOURCE);
        addInternalSource(NodeNames.ANNOUNCEMENTS_SOURCE, InternalTopics.ANNOUNCEMENTS, RequiredDeserializer::value);
        topology.addProcessor(NodeNames.FORWARD_ANNOUNCEMENT, ForwardAnnouncement::new, NodeNames.ANNOUNCEMENTS_SOURCE);
        topology.addProcessor(
                NodeNames.RECOMMEND,
                RecommendProcessor.supplier(context),
                NodeNames.DECODE_CLICK,
                NodeNames.DECODE_IMPRESSION,
                NodeNames.DECODE_ERASURE,
                NodeNames.DECODE_REROUTED_EVENT,
                NodeNames.FORWARD_ANNOUNCEMENT);
        topology.addStateStore(store(StateStores.READERS), NodeNames.RECOMMEND);
        topology.addStateStore(store(StateStores.ERASED_READERS), NodeNames.RECOMMEND);
        // Cached, so that a list deferred and made between two commits does not cost two writes.
        topology.addStateStore(store(StateStores.DEFERRED_LISTS).withCachingEnabled(), NodeNames.RECOMMEND);
        addSink(NodeNames.RECOMMENDATIONS_SINK, Topics.RECOMMENDATIONS, NodeNames.RECOMMEND);
        addSink(NodeNames.SHADOW_SINK, Topics.SHADOW_RECOMMENDATIONS, NodeNames.RECOMMEND);
        addSink(NodeNames.RANKER_WEIGHTS_SINK, InternalTopics.RANKER_WEIGHTS, NodeNames.RECOMMEND);
        addSink(NodeNames.READS_SINK, InternalTopics.READS_BY_ARTICLE, NodeNames.RECOMMEND);
        addSink(
                NodeNames.REJECTED_READER_EVENTS_SINK,
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

    private void addReaderInput(
            String source, Topic<byte[], byte[]> topic, String processor, InputDecoder.Decoding<ReaderEvent> decoding) {
        addSource(source, topic);
        addDecoder(
                processor,
                new DecodeProcessor.Input<>(topic.name(), decoding, ReaderEvent::userId, READER_NODES),
                source);
    }

    private <E> void addDecoder(String processor, DecodeProcessor.Input<E> input, String source) {
        topology.addProcessor(processor, DecodeProcessor.supplier(input, rejections, context), source);
    }

    private void addWords() {
        addInternalSource(NodeNames.WORDS_SOURCE, InternalTopics.ARTICLE_WORDS, RequiredDeserializer::value);
        addSource(NodeNames.WORD_COMMANDS_SOURCE, InternalTopics.WORD_COMMANDS);
        topology.addProcessor(
                NodeNames.LEARN_WORDS,
                () -> new LearnWordsProcessor(context),
                NodeNames.WORDS_SOURCE,
                NodeNames.WORD_COMMANDS_SOURCE);
        topology.addStateStore(store(StateStores.LEARNED_WORDS).withCachingEnabled(), NodeNames.LEARN_WORDS);
        topology.addStateStore(store(StateStores.CATEGORY_WORDS).withCachingEnabled(), NodeNames.LEARN_WORDS);
        topology.addStateStore(store(StateStores.WORD_SNAPSHOTS).withCachingEnabled(), NodeNames.LEARN_WORDS);
        topology.addStateStore(store(StateStores.WORD_LEARNING).withCachingEnabled(), NodeNames.LEARN_WORDS);
        topology.addStateStore(store(StateStores.ARTICLE_STATISTICS).withCachingEnabled(), NodeNames.LEARN_WORDS);
        addSink(NodeNames.WORD_VECTORS_SINK, InternalTopics.WORD_VECTORS, NodeNames.LEARN_WORDS);
    }

    private void addTrending() {
        addInternalSource(NodeNames.POPULARITY_SOURCE, InternalTopics.ARTICLE_POPULARITY, UnaryOperator.identity());
        topology.addProcessor(
                NodeNames.RANK_TRENDING, () -> new RankTrendingProcessor(context), NodeNames.POPULARITY_SOURCE);
        topology.addStateStore(store(StateStores.TRENDING_BUCKETS), NodeNames.RANK_TRENDING);
        topology.addStateStore(store(StateStores.TRENDING), NodeNames.RANK_TRENDING);
        addSink(NodeNames.TRENDING_SINK, Topics.TRENDING, NodeNames.RANK_TRENDING);
    }

    private <K, V> StoreBuilder<KeyValueStore<K, V>> store(StateStore<K, V> store) {
        return LocalStores.builder(store.name(), store.keySerde(), store.valueSerde(), context.measurements());
    }

    private <K, V> void addSource(String node, Topic<K, V> topic) {
        addSource(
                node, topic, topic.keySerde().deserializer(), topic.valueSerde().deserializer());
    }

    /**
     * Adds a source that reads an internal topic and rejects records without a key.
     *
     * @param values wraps the deserializer, as {@link RequiredDeserializer#value} does to reject null values; {@link
     *     UnaryOperator#identity()} for none
     */
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

    /**
     * Forwards each signal (a reader read, saw or hid an article) to the article processor, as an {@link
     * ArticleEvent.Signalled}.
     */
    private static final class ForwardSignal extends ContextualProcessor<String, ItemSignal, Object, Object> {
        @Override
        public void process(Record<String, ItemSignal> record) {
            context().forward(record.withValue(new ArticleEvent.Signalled(record.value())), NodeNames.UPDATE_ARTICLES);
        }
    }

    /**
     * Forwards each publication or withdrawal of an article to the reader processor, as a {@link
     * ReaderEvent.Announced}.
     */
    private static final class ForwardAnnouncement
            extends ContextualProcessor<String, ArrivedAnnouncement, Object, Object> {
        @Override
        public void process(Record<String, ArrivedAnnouncement> record) {
            context().forward(record.withValue(new ReaderEvent.Announced(record.value())), NodeNames.RECOMMEND);
        }
    }
}
