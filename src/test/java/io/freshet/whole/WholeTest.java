package io.freshet.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import io.freshet.broker.EmbeddedBroker;
import io.freshet.codec.contract.Contract;
import io.freshet.codec.contract.Topic;
import io.freshet.codec.contract.TopicDeclaration;
import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.contract.Topics;
import io.freshet.codec.json.EventEncoder;
import io.freshet.dataset.TimedEvent;
import io.freshet.event.Article;
import io.freshet.event.ArticleProfile;
import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.event.Recommendations;
import io.freshet.event.Related;
import io.freshet.event.Trending;
import io.freshet.newsroom.NewsroomSettings;
import io.freshet.newsroom.NewsroomSettings.ActivityRates;
import io.freshet.newsroom.NewsroomSettings.EventFaults;
import io.freshet.newsroom.SimulatedNewsroom;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.reader.ClickRate;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.runtime.ApplicationReset;
import io.freshet.runtime.RuntimeSettings;
import io.freshet.topology.message.CatalogueEntry;
import io.freshet.topology.message.CatalogueKey;
import io.freshet.topology.message.InternalTopics;
import io.freshet.topology.message.StateStores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole recommender on a real broker with exactly-once processing. A morning of a simulated newsroom is sent, and
 * all output is compared with a naive count. Then the instance is restarted on the same data, without its local state,
 * as a build with other subtopologies, and with the input topics only.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholeTest {
    private static final long START_MILLIS =
            Instant.parse("2025-03-03T08:00:00Z").toEpochMilli();
    private static final long SEED = 20_250_303;
    private static final int CLICKS = 400;
    private static final String ERASED = "reader-of-a-day";

    @TempDir
    private static Path directory;

    private static Instance instance;
    private static final ReadTally TALLY = new ReadTally();
    private static final Map<String, Long> SENT = new TreeMap<>();
    private static final Map<String, Long> SENT_COMPRESSED = new TreeMap<>();
    private static long nowMillis;

    @BeforeAll
    static void start() throws InterruptedException {
        instance = Instance.start(directory);
        sendMorning();
        instance.awaitQuiet();
        SENT.putAll(instance.newsroom.sent());
        SENT_COMPRESSED.forEach((topic, events) -> SENT.merge(topic, events, Long::sum));
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    private static void sendMorning() {
        SimulatedNewsroom simulated = new SimulatedNewsroom(
                new NewsroomSettings(SEED, START_MILLIS, 60, new ActivityRates(300, 300), new EventFaults(0, .05), 0));
        List<TimedEvent> events = new ArrayList<>();
        while (events.stream().filter(TimedEvent.Clicked.class::isInstance).count() < CLICKS) {
            events.add(simulated.next());
        }
        nowMillis = events.get(events.size() - 1).atMillis();
        // Articles first, so that every click finds its article in the catalogue and the outcome is deterministic.
        events.stream().filter(TimedEvent.Announced.class::isInstance).forEach(WholeTest::send);
        instance.newsroom.flush();
        instance.awaitQuiet();
        events.stream()
                .filter(event -> !(event instanceof TimedEvent.Announced))
                .forEach(WholeTest::send);
        String anyArticle = TALLY.remaining().keySet().iterator().next();
        for (int index = 0; index < 20; index++) {
            send(new TimedEvent.Shown(new Impression("anna", List.of(anyArticle), nowMillis + index, null)));
        }
        send(new TimedEvent.Clicked(Click.of(ERASED, anyArticle, nowMillis)));
        sendMalformed(anyArticle);
        instance.newsroom.flush();
        instance.awaitQuiet();
        send(new TimedEvent.Erased(ERASED, nowMillis));
        send(new TimedEvent.Withdrawn(mostRead(), nowMillis));
        instance.newsroom.flush();
    }

    private static String mostRead() {
        return TALLY.reads().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static void send(TimedEvent event) {
        TALLY.add(event);
        instance.newsroom.send(event);
    }

    /** Sends events that must be rejected for the reasons of {@link #REJECTED}. */
    private static void sendMalformed(String articleId) {
        NewsroomClient newsroom = instance.newsroom;
        newsroom.send(Topics.CLICKS, "bob", bytes("<html>502 Bad Gateway</html>"));
        newsroom.send(Topics.CLICKS, "bob", bytes("{\"userId\":\"bob\",\"at\":1740988800000}"));
        newsroom.send(Topics.CLICKS, null, EventEncoder.encode(Click.of("bob", articleId, nowMillis)));
        newsroom.send(Topics.CLICKS, "eve", EventEncoder.encode(Click.of("bob", articleId, nowMillis)));
        newsroom.send(Topics.CLICKS, "bob", null);
        newsroom.send(Topics.CLICKS, "bob", EventEncoder.encode(Click.of("bob", articleId, 4_000_000_000_000L)));
        newsroom.send(
                Topics.IMPRESSIONS, "bob", bytes("{\"userId\":\"bob\",\"articleIds\":\"a\",\"at\":1740988800000}"));
        newsroom.send(Topics.ARTICLES, "a", bytes("{\"id\":\"a\",\"title\":\" \",\"publishedAt\":1740988800000}"));
        newsroom.send(Topics.ERASURES, null, null);
        sendCompressed(Topics.IMPRESSIONS, "bob", bytes("{" + " ".repeat(3 << 20)));
    }

    /** Sends a compressed record whose content exceeds the limit of the product's producers. */
    private static void sendCompressed(Topic<byte[], byte[]> topic, String key, byte[] value) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        instance.newsroom.bootstrapServers(),
                        "compression.type",
                        "gzip",
                        "max.request.size",
                        16 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var unused = Eventually.resultOf(
                    producer.send(new ProducerRecord<>("freshet." + topic.name(), bytes(key), value)));
        }
        SENT_COMPRESSED.merge(topic.name(), 1L, Long::sum);
    }

    private static final Map<String, Long> REJECTED = Map.of(
            "clicks not-json", 1L,
            "clicks missing-field", 1L,
            "clicks missing-key", 1L,
            "clicks key-mismatch", 1L,
            "clicks empty-value", 1L,
            "clicks time-in-future", 1L,
            "impressions wrong-type", 1L,
            "impressions not-json", 1L,
            "articles blank", 1L,
            "erasures missing-key", 1L);

    @Test
    @Order(1)
    void everyEventIsAcceptedOrDuplicateOrRejected() {
        assertThat(instance.counts.events()).isEqualTo(SENT);
        assertThat(instance.counts.reasons()).isEqualTo(new TreeMap<>(REJECTED));
        assertThat(instance.counts.duplicates("clicks"))
                .isEqualTo(TALLY.repeats())
                .isPositive();
        assertThat(instance.counts.accepted("clicks")).isEqualTo(TALLY.clicks() - TALLY.repeats());
        assertThat(instance.counts.accepted("impressions")).isGreaterThanOrEqualTo(20);
    }

    @Test
    @Order(2)
    void rejectedEventsBecomeDeadLettersUnchangedWithTheirReason() {
        Map<String, Long> reasons = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> letter : instance.newsroom.committed("freshet.dead-letters")) {
            String input = header(letter, "topic").substring("freshet.".length());
            reasons.merge(input + " " + header(letter, "reason"), 1L, Long::sum);
            assertThat(header(letter, "message")).isNotBlank();
            assertThat(Integer.parseInt(header(letter, "partition"))).isBetween(0, 3);
            assertThat(Long.parseLong(header(letter, "offset"))).isNotNegative();
            if (header(letter, "reason").equals("not-json")) {
                String value = new String(letter.value(), StandardCharsets.UTF_8);
                if (input.equals("clicks")) {
                    assertThat(value).isEqualTo("<html>502 Bad Gateway</html>");
                } else {
                    assertThat(value).hasSize(64 << 10).startsWith("{ ");
                    assertThat(header(letter, "value.bytes")).isEqualTo(Integer.toString(1 + (3 << 20)));
                }
            }
        }
        assertThat(reasons).isEqualTo(new TreeMap<>(REJECTED));
    }

    @Test
    @Order(3)
    void everyReaderWhoClickedHasAListOfUnreadLiveArticles() {
        Map<String, Recommendations> lists = instance.newsroom.latest(Topics.RECOMMENDATIONS);
        Map<String, ReaderSnapshot> readers = instance.readers();
        Set<String> live = instance.newsroom.latest(Topics.ARTICLE_PROFILES).keySet();

        Set<String> clicked = new HashSet<>(TALLY.articlesByReader().keySet());
        assertThat(lists.keySet()).isEqualTo(clicked);
        lists.forEach((userId, list) -> {
            assertThat(list.articleIds())
                    .as("list of " + userId)
                    .hasSizeGreaterThanOrEqualTo(5)
                    .doesNotHaveDuplicates();
            // The stored list of an inactive reader may contain a removed article; the read model filters it.
            assertThat(instance.reads().recommendations(userId))
                    .isPresent()
                    .hasValueSatisfying(shown -> assertThat(live).containsAll(shown.articleIds()));
            assertThat(readers.get(userId).reads())
                    .extracting(ReaderSnapshot.PastRead::articleId)
                    .doesNotContainAnyElementsOf(list.articleIds());
            assertThat(list.items())
                    .allSatisfy(item -> assertThat(item.reasons()).isNotEmpty());
        });
    }

    @Test
    @Order(4)
    void erasedReaderLeavesNoTrace() {
        assertThat(instance.readers()).doesNotContainKey(ERASED);
        assertThat(instance.newsroom.latest(Topics.RECOMMENDATIONS)).doesNotContainKey(ERASED);
        assertThat(instance.reads().recommendations(ERASED)).isEmpty();
    }

    @Test
    @Order(5)
    void everyArticleHasItsProfile() {
        Map<String, ArticleProfile> profiles = instance.newsroom.latest(Topics.ARTICLE_PROFILES);
        assertThat(profiles.keySet()).containsAll(TALLY.remaining().keySet());
        TALLY.remaining().forEach((articleId, article) -> {
            ArticleProfile profile = profiles.get(articleId);
            assertThat(profile.keywords()).as(article.title()).isNotEmpty();
            if (article.category() != null) {
                assertThat(profile.category()).isNotNull();
                assertThat(profile.category().name()).isEqualTo(article.category());
            }
        });
        assertThat(profiles.values().stream().map(ArticleProfile::language).collect(Collectors.toSet()))
                .contains("en", "zh");
    }

    @Test
    @Order(6)
    void readsEqualTheNaiveCount() {
        assertThat(countedReads()).isEqualTo(TALLY.reads());
        assertThat(rememberedReads()).isEqualTo(naiveRememberedReads());
    }

    @Test
    @Order(7)
    void mostReadListsHaveExactCountsAndOnlyLiveArticles() {
        Map<String, Trending> trending = instance.newsroom.latest(Topics.TRENDING);
        assertThat(trending).containsKeys("all/1h", "all/24h", "all/7d");
        Map<String, Long> reads = TALLY.reads();
        Trending day = trending.get("all/7d");
        assertThat(day).isNotNull();
        for (Trending.Item item : day.items()) {
            if (!TALLY.removed().contains(item.articleId())) {
                assertThat(item.clicks()).as(item.articleId()).isEqualTo(reads.get(item.articleId()));
            }
        }
        Set<String> live = instance.newsroom.latest(Topics.ARTICLE_PROFILES).keySet();
        assertThat(trending.values())
                .allSatisfy(list -> assertThat(live)
                        .as(list.scope())
                        .containsAll(list.items().stream()
                                .map(Trending.Item::articleId)
                                .toList()));
    }

    @Test
    @Order(8)
    void readModelAgreesWithTheTopics() {
        Map<String, Recommendations> lists = instance.newsroom.latest(Topics.RECOMMENDATIONS);
        Set<String> live = instance.newsroom.latest(Topics.ARTICLE_PROFILES).keySet();
        lists.forEach((userId, list) -> assertThat(instance.reads().recommendations(userId))
                .as(userId)
                .contains(new Recommendations(
                        userId,
                        list.recommendationId(),
                        list.generatedAtMillis(),
                        list.asOfMillis(),
                        list.trigger(),
                        list.items().stream()
                                .filter(item -> live.contains(item.articleId()))
                                .toList())));
        Map<String, Trending> trending = instance.newsroom.latest(Topics.TRENDING);
        trending.forEach((scope, list) -> {
            if (!list.items().isEmpty()) {
                assertThat(instance.reads().trending(scope)).as(scope).contains(list);
            }
        });
        instance.newsroom
                .latest(Topics.ARTICLE_PROFILES)
                .forEach((articleId, profile) ->
                        assertThat(instance.reads().profile(articleId)).contains(profile));
        Map<String, Related> related = instance.newsroom.latest(Topics.RELATED);
        assertThat(related.keySet()).containsAll(TALLY.remaining().keySet());
        String articleId = TALLY.remaining().keySet().iterator().next();
        assertThat(instance.reads().related(articleId))
                .isPresent()
                .hasValueSatisfying(found -> assertThat(found.items()).isNotEmpty());
    }

    @Test
    @Order(9)
    void restartOnTheSameDataContinues() throws InterruptedException {
        StoredState before = StoredState.of(instance);
        restart();

        assertThat(instance.counts.reembedded())
                .as("re-embedded articles with a changed result")
                .containsOnlyKeys(false);
        assertThat(StoredState.of(instance)).isEqualTo(before);
        assertThat(instance.counts.events()).as("events read after the restart").isEmpty();
        assertThat(instance.counts.rankerSteps())
                .as("training steps of the rankers before the restart")
                .isNotEmpty()
                .allSatisfy((task, steps) -> assertThat(steps).isPositive());
        assertNewClicksAreAnswered();
    }

    @Test
    @Order(10)
    void restartWithoutLocalStateRestoresItFromItsChangelogs() throws InterruptedException, IOException {
        StoredState before = StoredState.of(instance);
        instance.close();
        Directories.delete(Instance.stateDirectory(directory));
        startAndAwaitReembedding();

        assertThat(StoredState.of(instance)).isEqualTo(before);
        assertThat(instance.counts.events()).as("events read after the restart").isEmpty();
        assertNewClicksAreAnswered();
    }

    /** A build with more or fewer subtopologies renumbers them; a build with another store finds no changelog of it. */
    @Test
    @Order(11)
    void topologyWithOtherSubtopologiesContinuesFromTheChangelogs() throws Exception {
        StoredState before = StoredState.of(instance);
        instance.close();
        renumberSubtopologies();
        deleteChangelog(StateStores.DEFERRED_LISTS.name());
        startAndAwaitReembedding();

        assertThat(StoredState.of(instance)).isEqualTo(before);
        assertThat(instance.counts.events()).as("events read after the restart").isEmpty();
        assertNewClicksAreAnswered();
    }

    /** Moves the local files of each subtopology to the directory of the next one. */
    private static void renumberSubtopologies() throws IOException {
        Path tasks = Instance.stateDirectory(directory).resolve(Instance.APPLICATION_ID);
        List<Path> found;
        try (Stream<Path> files = Files.list(tasks)) {
            found = files.filter(file -> file.getFileName().toString().matches("[3-9]_[0-9]+"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        assertThat(found).hasSizeGreaterThan(3);
        for (Path task : found) {
            String[] numbers = task.getFileName().toString().split("_", -1);
            Files.move(task, tasks.resolve(Integer.parseInt(numbers[0]) + 1 + "_" + numbers[1]));
        }
    }

    private static void deleteChangelog(String store) {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Eventually.resultOf(admin.deleteTopics(List.of(Instance.APPLICATION_ID + "-" + store + "-changelog"))
                    .all());
        }
    }

    @Test
    @Order(12)
    void rebuildFromTheInputTopicsLearnsTheSame() throws InterruptedException {
        Learned before = Learned.of(instance.newsroom, Instance.APPLICATION_ID);
        Map<String, DeterministicState> readersBefore = DeterministicState.of(instance);
        instance.close();
        resetToInputs();
        instance = Instance.start(directory);
        instance.awaitQuiet();

        assertThat(instance.counts.events()).as("events read after the reset").containsKeys("articles", "clicks");
        Learned.of(instance.newsroom, Instance.APPLICATION_ID).assertSameAs(before, TALLY);
        assertThat(DeterministicState.of(instance)).isEqualTo(readersBefore).doesNotContainKey(ERASED);
        assertThat(countedReads()).isEqualTo(TALLY.reads());
    }

    /** The part of a reader's state that does not depend on the lag of replicas. */
    private record DeterministicState(
            List<ReaderSnapshot.PastRead> reads,
            List<String> hidden,
            List<Long> recentEvents,
            ReaderSnapshot.Session session,
            ClickRate clickRate,
            Map<String, String> segments) {

        static Map<String, DeterministicState> of(Instance instance) {
            Map<String, DeterministicState> readers = new TreeMap<>();
            instance.readers()
                    .forEach((userId, reader) -> readers.put(
                            userId,
                            new DeterministicState(
                                    reader.reads(),
                                    reader.hidden(),
                                    reader.recentEvents(),
                                    reader.session(),
                                    reader.clickRate(),
                                    reader.segments())));
            return readers;
        }
    }

    /** Deletes all state except the input topics, like 'freshet reset --answers'. */
    private static void resetToInputs() {
        List<String> topics = Contract.load().topics().stream()
                .filter(topic -> topic.direction() != TopicDeclaration.Direction.IN)
                .map(topic -> TopicNames.withDefaultPrefix().of(topic.name()))
                .toList();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"))) {
            new ApplicationReset(RuntimeSettings.builder(
                                    Instance.APPLICATION_ID,
                                    broker.bootstrapServers(),
                                    Instance.stateDirectory(directory))
                            .build())
                    .run(topics);
        }
    }

    /** The state of an instance in its stores and topics. */
    private record StoredState(
            Map<String, ReaderSnapshot> readers,
            Map<CatalogueKey, CatalogueEntry> catalogue,
            Map<String, Trending> trending,
            Map<String, Optional<Recommendations>> lists) {

        static StoredState of(Instance instance) {
            Map<String, ReaderSnapshot> readers = instance.readers();
            Map<String, Optional<Recommendations>> lists = new HashMap<>();
            readers.keySet()
                    .forEach(userId -> lists.put(userId, instance.reads().recommendations(userId)));
            return new StoredState(
                    readers,
                    instance.newsroom.latest(InternalTopics.CATALOGUE),
                    instance.newsroom.latest(Topics.TRENDING),
                    lists);
        }
    }

    private static void restart() throws InterruptedException {
        instance.close();
        startAndAwaitReembedding();
    }

    private static void startAndAwaitReembedding() throws InterruptedException {
        instance = Instance.start(directory);
        long articles = instance.newsroom.latest(Topics.ARTICLE_PROFILES).size();
        Eventually.await("every article is re-embedded").until(() -> reembedded() >= articles);
        instance.awaitQuiet();
    }

    private static long reembedded() {
        return instance.counts.reembedded().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /**
     * Sends one new read of each of three readers: it is counted once, remembered and answered by a list without it.
     */
    private static void assertNewClicksAreAnswered() {
        nowMillis += 60_000;
        List<Click> clicks = new ArrayList<>();
        Map<String, ReaderSnapshot> readers = instance.readers();
        for (String userId : List.of("anna", "bruno", "mei")) {
            ReaderSnapshot reader = readers.get(userId);
            assertThat(reader).as(userId).isNotNull();
            String unread = TALLY.remaining().values().stream()
                    .map(Article::id)
                    .filter(articleId -> reader.reads().stream()
                            .noneMatch(read -> read.articleId().equals(articleId)))
                    .findFirst()
                    .orElseThrow();
            clicks.add(Click.of(userId, unread, nowMillis));
        }
        clicks.forEach(click -> send(new TimedEvent.Clicked(click)));
        instance.newsroom.flush();
        for (Click click : clicks) {
            Eventually.await()
                    .untilAsserted(() -> assertThat(instance.reads().recommendations(click.userId()))
                            .isPresent()
                            .hasValueSatisfying(list -> {
                                assertThat(list.asOfMillis()).isEqualTo(click.atMillis());
                                assertThat(list.articleIds()).isNotEmpty().doesNotContain(click.articleId());
                            }));
        }
        instance.awaitQuiet();
        assertThat(instance.counts.events()).isEqualTo(Map.of("clicks", 3L));
        assertThat(countedReads()).isEqualTo(TALLY.reads());
        assertThat(rememberedReads()).isEqualTo(naiveRememberedReads());
    }

    /** Reads in the catalogue of each article that is neither withdrawn nor expires. */
    private static Map<String, Long> countedReads() {
        Map<String, Long> counted = new HashMap<>();
        for (CatalogueEntry entry :
                instance.newsroom.latest(InternalTopics.CATALOGUE).values()) {
            if (entry instanceof CatalogueEntry.Activity published) {
                long reads = Math.round(published.activity().clicks().at(HalfLife.INFINITE, nowMillis));
                if (reads > 0 && !TALLY.removed().contains(published.activity().articleId())) {
                    counted.put(published.activity().articleId(), reads);
                }
            }
        }
        return counted;
    }

    private static Map<String, Integer> rememberedReads() {
        Map<String, Integer> remembered = new HashMap<>();
        instance.readers()
                .forEach((userId, reader) ->
                        remembered.put(userId, reader.reads().size()));
        return remembered;
    }

    private static Map<String, Integer> naiveRememberedReads() {
        Map<String, Integer> remembered = new HashMap<>(TALLY.articlesByReader());
        remembered.replaceAll((userId, articles) -> Math.min(50, articles));
        return remembered;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader("__streams.errors." + name);
        assertThat(header).as(name).isNotNull();
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
