package io.freshet.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import io.freshet.codec.contract.Topic;
import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.contract.Topics;
import io.freshet.codec.json.EventEncoder;
import io.freshet.dataset.TimedEvent;
import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.runtime.DeadLetterHandlers;
import io.freshet.topology.message.InternalTopics;
import io.freshet.topology.message.StateStores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes every hostile record to every topic, including changelogs. The instance stays alive and ready, answers clicks,
 * restarts with and without its local state, and writes no dead letter twice. The table in {@code docs/explanation/POISON.md} lists
 * the outcome of each record.
 *
 * <p>Takes some minutes: {@code mvn -B test -Dgroups=slow -Dtest=PoisonTableTest}.
 */
@Tag("slow")
class PoisonTableTest {
    private static final TopicNames NAMES = TopicNames.withDefaultPrefix();
    private static final Path TABLE = Path.of("docs", "explanation", "POISON.md");
    private static final List<String> INPUTS = Stream.of(
                    Topics.ARTICLES, Topics.CLICKS, Topics.IMPRESSIONS, Topics.ERASURES)
            .map(NAMES::of)
            .toList();
    private static final byte[] GARBAGE = {(byte) 0xff, (byte) 0xfe, 0, 1, 2, 3, (byte) 0x80, 127, 7, 7, 7};
    /** Above the current version of every layout, but near enough to be taken for a newer build's version. */
    private static final int NEWER_VERSION = 6;

    private static final long NO_TIMESTAMP = -1;
    private static final long FUTURE = 4_102_444_800_000L;

    private static final List<String> TITLES = List.of(
            "The harbour bridge opens for trams",
            "Striker leaves the club in summer",
            "Museum shows forgotten paintings",
            "Parliament votes on the budget",
            "Storm cuts power along the coast",
            "Chess champion defends her title");

    @TempDir
    private static Path directory;

    /** A valid record of a topic, from which hostile records are derived. */
    private record ValidRecord(byte[] key, byte[] value) {}

    private record HostileRecord(
            byte @Nullable [] key,
            byte @Nullable [] value,
            @Nullable Long timestamp,
            List<Header> headers) {
        static HostileRecord of(byte @Nullable [] key, byte @Nullable [] value) {
            return new HostileRecord(key, value, null, List.of());
        }
    }

    private static final Map<String, Corruption> RECORDS = records();

    private interface Corruption {
        HostileRecord of(ValidRecord valid);
    }

    private static Map<String, Corruption> records() {
        Map<String, Corruption> records = new LinkedHashMap<>();
        records.put("null key", valid -> HostileRecord.of(null, valid.value()));
        records.put("null value", valid -> HostileRecord.of(bytes("poison-gone"), null));
        records.put("null key and value", valid -> HostileRecord.of(null, null));
        records.put("empty key and value", valid -> HostileRecord.of(new byte[0], new byte[0]));
        records.put("garbage", valid -> HostileRecord.of(GARBAGE, GARBAGE));
        records.put("garbage value", valid -> HostileRecord.of(valid.key(), GARBAGE));
        records.put("newer version", valid -> HostileRecord.of(valid.key(), with(valid.value(), 0, NEWER_VERSION)));
        records.put(
                "present version, then garbage",
                valid -> HostileRecord.of(valid.key(), join(Arrays.copyOf(valid.value(), 1), GARBAGE)));
        records.put(
                "truncated",
                valid -> HostileRecord.of(valid.key(), Arrays.copyOf(valid.value(), valid.value().length - 1)));
        records.put("another key's", valid -> HostileRecord.of(bytes("poison-other"), valid.value()));
        records.put("no timestamp", valid -> new HostileRecord(valid.key(), valid.value(), NO_TIMESTAMP, List.of()));
        records.put("timestamp 0", valid -> new HostileRecord(valid.key(), valid.value(), 0L, List.of()));
        records.put("timestamp of 2100", valid -> new HostileRecord(valid.key(), valid.value(), FUTURE, List.of()));
        records.put(
                "headers of 600 KB",
                valid -> new HostileRecord(
                        valid.key(), GARBAGE, null, List.of(new RecordHeader("h", new byte[600_000]))));
        records.put("value of 900 KB", valid -> HostileRecord.of(valid.key(), new byte[900_000]));
        return records;
    }

    /** A record with any timestamp; the constructor of the base class would reject a negative one. */
    private static final class TimedRecord extends ProducerRecord<byte[], byte[]> {
        private final @Nullable Long time;

        private TimedRecord(String topic, HostileRecord hostile) {
            super(topic, 0, null, hostile.key(), hostile.value(), hostile.headers());
            this.time = hostile.timestamp();
        }

        @Override
        public @Nullable Long timestamp() {
            return time;
        }
    }

    @Test
    void noRecordOnAnyTopicStopsTheInstance() throws Exception {
        Map<String, Map<String, String>> table;
        int letters;
        try (Instance instance = Instance.start(directory)) {
            setTimestampType(instance, "CreateTime");
            sendNews(instance, "before");
            instance.awaitQuiet();

            Map<String, Map<Long, String>> sent = sendAll(instance);
            assertWorking(instance, "poisoned");

            List<ConsumerRecord<byte[], byte[]>> dead = deadLetters(instance);
            table = table(sent, dead);
            letters = dead.size();
            setTimestampType(instance, "LogAppendTime");
        }
        try (Instance instance = Instance.start(directory)) {
            assertWorking(instance, "restarted");
            assertThat(deadLetters(instance)).hasSize(letters);
        }
        delete(Instance.stateDirectory(directory));
        try (Instance instance = Instance.start(directory)) {
            assertWorking(instance, "restored");
            assertThat(deadLetters(instance)).hasSize(letters);
        }
        assertThat(Files.readString(TABLE)).contains(markdown(table));
    }

    /** Asserts that the instance is alive and ready, and answers a click of a new reader with the news. */
    private static void assertWorking(Instance instance, String reader) {
        String userId = "reader-" + reader;
        Eventually.await()
                .untilAsserted(
                        () -> assertThat(instance.runtime().health().reasons()).isEmpty());
        instance.newsroom.send(
                Topics.CLICKS, userId, EventEncoder.encode(Click.of(userId, "news-1", System.currentTimeMillis())));
        instance.awaitQuiet();
        assertThat(instance.reads().recommendations(userId))
                .hasValueSatisfying(list -> assertThat(list.articleIds()).contains("news-3", "news-6"));
        assertThat(instance.reads().trending("all/7d")).isPresent();
        assertThat(instance.runtime().failure()).isEmpty();
        assertThat(instance.runtime().health().ready()).isTrue();
    }

    /** Sends valid events, some with another partitioner than Kafka's, so that records are re-routed. */
    private static void sendNews(Instance instance, String reader) {
        long now = System.currentTimeMillis();
        for (int number = 1; number <= TITLES.size(); number++) {
            String id = "news-" + number;
            Article article = Article.builder(id, TITLES.get(number - 1), now)
                    .category(number % 2 == 0 ? "city" : "traffic")
                    .source("Harbour Post")
                    .build();
            instance.newsroom.send(Topics.ARTICLES, id, EventEncoder.encode(article));
        }
        instance.newsroom.send(new TimedEvent.Withdrawn("gone-1", now), Partitioning.CRC32);
        instance.awaitQuiet();
        for (int click = 1; click <= 5; click++) {
            instance.newsroom.send(
                    new TimedEvent.Clicked(Click.of(reader, "news-" + click, now + click)), Partitioning.CRC32);
        }
        instance.newsroom.send(
                Topics.IMPRESSIONS,
                reader,
                EventEncoder.encode(new Impression(reader, List.of("news-5", "news-6"), now, null)));
        instance.newsroom.send(Topics.ERASURES, "nobody", bytes("{}"));
        instance.awaitQuiet();
    }

    /** Sends every hostile record to every topic; returns the record's name by topic and offset in partition 0. */
    private static Map<String, Map<Long, String>> sendAll(Instance instance) throws Exception {
        Map<String, Map<Long, String>> sent = new TreeMap<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", instance.newsroom.bootstrapServers(), "max.request.size", 8 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (String topic : topics()) {
                ValidRecord valid = validRecord(instance, topic);
                boolean compacted = isCompacted(topic);
                Map<Long, String> offsets = new HashMap<>();
                for (Map.Entry<String, Corruption> record : RECORDS.entrySet()) {
                    HostileRecord hostile = record.getValue().of(valid);
                    if (hostile.key() == null && compacted) {
                        // The broker rejects null keys on compacted topics.
                        continue;
                    }
                    RecordMetadata written = sent(producer, new TimedRecord(topic, hostile));
                    offsets.put(written.offset(), record.getKey());
                }
                sent.put(topic, offsets);
            }
        }
        return sent;
    }

    private static RecordMetadata sent(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record)
            throws InterruptedException, ExecutionException, TimeoutException {
        return Eventually.resultOf(producer.send(record));
    }

    private static List<String> topics() {
        return Stream.of(
                        Stream.concat(Topics.EXTERNAL.stream(), InternalTopics.ALL.stream())
                                .filter(topic -> !topic.equals(Topics.DEAD_LETTERS))
                                .map(NAMES::of),
                        StateStores.ALL.stream()
                                .map(store -> Instance.APPLICATION_ID + "-" + store.name() + "-changelog"))
                .flatMap(topics -> topics)
                .toList();
    }

    private static boolean isCompacted(String topic) {
        return topic.endsWith("-changelog")
                || Stream.<Topic<?, ?>>of(
                                Topics.RECOMMENDATIONS,
                                Topics.SHADOW_RECOMMENDATIONS,
                                Topics.TRENDING,
                                Topics.RELATED,
                                Topics.ARTICLE_PROFILES,
                                InternalTopics.CATALOGUE,
                                InternalTopics.WORD_VECTORS,
                                InternalTopics.RANKER_WEIGHTS)
                        .map(NAMES::of)
                        .anyMatch(topic::equals);
    }

    /** The first record of a topic with key and value; without one, a record that begins like a value. */
    private static ValidRecord validRecord(Instance instance, String topic) {
        return instance.newsroom.committed(topic).stream()
                .filter(record -> record.key() != null && record.value() != null && record.value().length > 1)
                .findFirst()
                .map(record -> new ValidRecord(record.key(), record.value()))
                .orElse(new ValidRecord(bytes("poison"), new byte[] {1, 0}));
    }

    /**
     * Sets the timestamp type of the inputs. Freshet creates inputs with the broker's time; operators may create them
     * with the sender's time.
     */
    private static void setTimestampType(Instance instance, String timestampType) throws Exception {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (String topic : topics()) {
            List<AlterConfigOp> settings = new ArrayList<>(List.of(
                    set("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE)), set("retention.ms", "-1")));
            if (INPUTS.contains(topic)) {
                settings.add(set("message.timestamp.type", timestampType));
            }
            changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), settings);
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", instance.newsroom.bootstrapServers()))) {
            admin.incrementalAlterConfigs(changes).all().get(20, TimeUnit.SECONDS);
        }
    }

    private static AlterConfigOp set(String key, String value) {
        return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    }

    private static List<ConsumerRecord<byte[], byte[]>> deadLetters(Instance instance) {
        return instance.newsroom.committed(NAMES.of(Topics.DEAD_LETTERS));
    }

    /** The outcome by topic and record: the reason of its dead letter, or that there is none. */
    private static Map<String, Map<String, String>> table(
            Map<String, Map<Long, String>> sent, List<ConsumerRecord<byte[], byte[]>> dead) {
        Map<String, Map<Long, String>> reasons = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> letter : dead) {
            if (header(letter, DeadLetterHandlers.PARTITION_HEADER).equals("0")) {
                String before = reasons.computeIfAbsent(
                                header(letter, DeadLetterHandlers.TOPIC_HEADER), topic -> new HashMap<>())
                        .put(
                                Long.parseLong(header(letter, DeadLetterHandlers.OFFSET_HEADER)),
                                header(letter, DeadLetterHandlers.REASON_HEADER));
                assertThat(before).as("dead letters of one record").isNull();
            }
        }
        Map<String, Map<String, String>> table = new LinkedHashMap<>();
        for (Topic<?, ?> topic : read()) {
            Map<String, String> effects = new HashMap<>();
            Map<Long, String> ofTopic = reasons.getOrDefault(NAMES.of(topic), Map.of());
            sent.getOrDefault(NAMES.of(topic), Map.of())
                    .forEach((offset, record) -> effects.put(record, quoted(ofTopic.get(offset))));
            table.put(topic.name(), effects);
        }
        return table;
    }

    private static String quoted(@Nullable String reason) {
        return reason == null ? "taken" : "`" + reason + "`";
    }

    /** The topics whose invalid records become dead letters. */
    private static List<Topic<?, ?>> read() {
        return List.of(
                Topics.ARTICLES,
                Topics.CLICKS,
                Topics.IMPRESSIONS,
                Topics.ERASURES,
                InternalTopics.ANNOUNCEMENTS,
                InternalTopics.READS_BY_ARTICLE,
                InternalTopics.ARTICLE_POPULARITY,
                InternalTopics.ARTICLE_WORDS,
                InternalTopics.WORD_COMMANDS,
                InternalTopics.REROUTED_ARTICLES,
                InternalTopics.REROUTED_READER_EVENTS);
    }

    private static String markdown(Map<String, Map<String, String>> table) {
        StringBuilder text = new StringBuilder("| Record |");
        table.keySet().forEach(topic -> text.append(" `").append(topic).append("` |"));
        text.append("\n|---|").append("---|".repeat(table.size())).append('\n');
        for (String record : RECORDS.keySet()) {
            text.append("| ").append(record).append(" |");
            table.values()
                    .forEach(effects -> text.append(' ')
                            .append(effects.getOrDefault(record, "refused by Kafka"))
                            .append(" |"));
            text.append('\n');
        }
        return text.toString();
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static byte[] with(byte[] value, int index, int newByte) {
        byte[] changed = value.clone();
        changed[index] = (byte) newByte;
        return changed;
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void delete(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> walked = Files.walk(root)) {
            files = walked.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
