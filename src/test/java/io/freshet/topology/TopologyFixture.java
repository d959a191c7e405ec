package io.freshet.topology;

import io.freshet.article.ArticleSettings;
import io.freshet.codec.contract.Topic;
import io.freshet.codec.contract.Topics;
import io.freshet.codec.json.EventClock;
import io.freshet.codec.json.EventEncoder;
import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.recommend.Experiment;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.topology.context.Delivery;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.context.TopologySettings;
import io.freshet.topology.message.StateStores;
import io.freshet.words.WordModel;
import io.freshet.words.online.WordSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The whole topology in the test driver, with the newsroom's side of its topics. */
public final class TopologyFixture implements AutoCloseable {
    /** What the clock shows at the start; events of the tests happen around it. */
    static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    /** Of this process alone: two classes run at once. */
    private static final String STATE_DIRECTORY =
            "target/test-state/" + ProcessHandle.current().pid();

    private static final int STEPS = 4;
    /** Whenever somebody looks so much time has gone by, so that as much is done in a time on every machine. */
    private static final long NANOS_PER_LOOK = 100_000;

    public final RecordedMeasurements measured = new RecordedMeasurements();
    final TopologyTestDriver driver;
    private final TestInputTopic<byte @Nullable [], byte @Nullable []> articles;
    private final TestInputTopic<byte @Nullable [], byte @Nullable []> clicks;
    private final TestInputTopic<byte @Nullable [], byte @Nullable []> impressions;
    private final TestInputTopic<byte @Nullable [], byte @Nullable []> erasures;
    private final AtomicLong nanos = new AtomicLong();
    private Instant now = START;

    public TopologyFixture() {
        this(WordModel.empty(16));
    }

    public TopologyFixture(WordModel words) {
        this(words, RecommendSettings.defaults().withDimension(words.dimension()));
    }

    public TopologyFixture(WordModel words, RecommendSettings recommend) {
        this(words, recommend, Optional.empty());
    }

    public TopologyFixture(WordModel words, List<Article> categoryExamples) {
        this(words, RecommendSettings.defaults().withDimension(words.dimension()), Optional.empty(), categoryExamples);
    }

    public TopologyFixture(WordModel words, RecommendSettings recommend, Optional<Experiment> experiment) {
        this(words, recommend, experiment, List.of());
    }

    /** Where readers who do not come back are forgotten after this time. */
    public TopologyFixture(Duration readerRetention) {
        this(withReaderRetention(readerRetention), Delivery.ONE_PARTITION);
    }

    /** Where records reach the topology in another way. */
    public TopologyFixture(Delivery delivery) {
        this(TopologySettings.defaults(), delivery);
    }

    public TopologyFixture(TopologySettings settings, Delivery delivery) {
        this(
                settings,
                delivery,
                WordModel.empty(16),
                RecommendSettings.defaults().withDimension(16),
                Optional.empty(),
                List.of());
    }

    private TopologyFixture(
            WordModel words,
            RecommendSettings recommend,
            Optional<Experiment> experiment,
            List<Article> categoryExamples) {
        this(TopologySettings.defaults(), Delivery.ONE_PARTITION, words, recommend, experiment, categoryExamples);
    }

    private TopologyFixture(
            TopologySettings settings,
            Delivery delivery,
            WordModel words,
            RecommendSettings recommend,
            Optional<Experiment> experiment,
            List<Article> categoryExamples) {
        Properties properties = properties();
        driver = new TopologyTestDriver(
                FreshetTopology.build(
                        parts(
                                settings,
                                delivery,
                                words,
                                recommend,
                                experiment,
                                categoryExamples,
                                () -> nanos.addAndGet(NANOS_PER_LOOK),
                                measured),
                        properties),
                properties,
                START);
        articles = bytesInput(Topics.ARTICLES);
        clicks = bytesInput(Topics.CLICKS);
        impressions = bytesInput(Topics.IMPRESSIONS);
        erasures = bytesInput(Topics.ERASURES);
    }

    private static TopologySettings withReaderRetention(Duration readerRetention) {
        TopologySettings defaults = TopologySettings.defaults();
        return defaults.withRetention(new TopologySettings.Retention(
                readerRetention, defaults.retention().erasures()));
    }

    public static Properties properties() {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                "freshet-test",
                StreamsConfig.STATE_DIR_CONFIG,
                STATE_DIRECTORY,
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                "none:1",
                StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
                true));
        return properties;
    }

    /** Parts whose clock stands still but for a little at each look, whatever the machine does. */
    static TopologyContext parts(WordModel words, Measurements measurements) {
        return parts(words, measurements, Delivery.ONE_PARTITION);
    }

    /** The same where records reach the topology in another way. */
    static TopologyContext parts(Delivery delivery) {
        return parts(WordModel.empty(16), Measurements.NONE, delivery);
    }

    private static TopologyContext parts(WordModel words, Measurements measurements, Delivery delivery) {
        AtomicLong nanos = new AtomicLong();
        return parts(
                TopologySettings.defaults(),
                delivery,
                words,
                RecommendSettings.defaults().withDimension(words.dimension()),
                Optional.empty(),
                List.of(),
                () -> nanos.addAndGet(NANOS_PER_LOOK),
                measurements);
    }

    private static TopologyContext parts(
            TopologySettings settings,
            Delivery delivery,
            WordModel words,
            RecommendSettings recommend,
            Optional<Experiment> experiment,
            List<Article> categoryExamples,
            LongSupplier nanoClock,
            Measurements measurements) {
        return new TopologyContext(
                settings,
                recommend,
                new TopologyContext.Language(
                        words,
                        WordSettings.DEFAULTS.withDimension(words.dimension()),
                        ArticleSettings.DEFAULTS,
                        categoryExamples),
                new TopologyContext.Clocks(
                        new EventClock(
                                InstantSource.fixed(START.plus(Duration.ofDays(30))), EventClock.FUTURE_TOLERANCE),
                        nanoClock),
                delivery,
                experiment,
                measurements);
    }

    private TestInputTopic<byte @Nullable [], byte @Nullable []> bytesInput(Topic<?, ?> topic) {
        return driver.createInputTopic("freshet." + topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    public static Article article(String id, String title, String body, @Nullable String category) {
        return Article.builder(id, title, START.toEpochMilli())
                .body(body)
                .category(category)
                .source("Harbour Post")
                .build();
    }

    public void publish(Article article) {
        articles.pipeInput(bytes(article.id()), EventEncoder.encode(article), now);
    }

    void withdraw(String articleId) {
        articles.pipeInput(bytes(articleId), null, now);
    }

    public void click(String userId, String articleId) {
        click(Click.of(userId, articleId, now.toEpochMilli()));
    }

    public void click(Click click) {
        clicks.pipeInput(bytes(click.userId()), EventEncoder.encode(click), now);
    }

    /** A click that has lain on its topic for so long when its turn comes. */
    void clickLate(String userId, String articleId, Duration waited) {
        Click click = Click.of(userId, articleId, now.toEpochMilli());
        clicks.pipeInput(bytes(userId), EventEncoder.encode(click), now.minus(waited));
    }

    /** A click that reached its topic at another time than now. */
    public void click(Click click, long arrivedAtMillis) {
        clicks.pipeInput(bytes(click.userId()), EventEncoder.encode(click), Instant.ofEpochMilli(arrivedAtMillis));
    }

    void show(Impression impression) {
        impressions.pipeInput(bytes(impression.userId()), EventEncoder.encode(impression), now);
    }

    public void erase(String userId) {
        erasures.pipeInput(bytes(userId), null, now);
    }

    /** An erasure that reached its topic at another time than now. */
    public void erase(String userId, long arrivedAtMillis) {
        erasures.pipeInput(bytes(userId), null, Instant.ofEpochMilli(arrivedAtMillis));
    }

    /** An article or a withdrawal, null, that reached its topic at another time than now. */
    public void publish(String articleId, @Nullable Article article, long arrivedAtMillis) {
        articles.pipeInput(
                bytes(articleId),
                article == null ? null : EventEncoder.encode(article),
                Instant.ofEpochMilli(arrivedAtMillis));
    }

    public void send(Topic<?, ?> topic, byte @Nullable [] key, byte @Nullable [] value) {
        bytesInput(topic).pipeInput(key, value, now);
    }

    /** Lets time go by in a few steps: what is published in one step is ranked or pushed in the next. */
    public void pass(Duration time) {
        for (int step = 0; step < STEPS; step++) {
            now = now.plus(time.dividedBy(STEPS));
            nanos.addAndGet(time.dividedBy(STEPS).toNanos());
            driver.advanceWallClockTime(time.dividedBy(STEPS));
        }
    }

    /** What is stored of a reader. */
    public Optional<ReaderSnapshot> reader(String userId) {
        return Optional.ofNullable(driver.<String, ReaderSnapshot>getKeyValueStore(StateStores.READERS.name())
                .get(userId));
    }

    public long nowMillis() {
        return now.toEpochMilli();
    }

    /** For sending what one part of the topology tells another. */
    <K, V> TestInputTopic<K, V> input(Topic<K, V> topic) {
        return driver.createInputTopic(
                "freshet." + topic.name(),
                topic.keySerde().serializer(),
                topic.valueSerde().serializer());
    }

    public <K, V> TestOutputTopic<K, V> output(Topic<K, V> topic) {
        return driver.createOutputTopic(
                "freshet." + topic.name(),
                topic.keySerde().deserializer(),
                topic.valueSerde().deserializer());
    }

    public List<TestRecord<byte[], byte[]>> deadLetters() {
        return driver.createOutputTopic(
                        "freshet.dead-letters", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        driver.close();
    }
}
