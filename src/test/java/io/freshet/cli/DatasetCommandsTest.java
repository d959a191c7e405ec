package io.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.broker.EmbeddedBroker;
import io.freshet.cli.CommandHarness.Outcome;
import io.freshet.codec.RejectedEventException;
import io.freshet.codec.json.EventClock;
import io.freshet.codec.json.EventDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads data sets with {@code replay} and {@code evaluate}: both reject the same lines, and the topics accept the rest.
 */
class DatasetCommandsTest {
    private static final long START = 1_700_000_000_000L;
    private static final int GOOD_ROWS = 40;
    private static final String COLUMNS =
            "user=u,article=a,time=t,session=s,event=e,kind=k,dwell=d,segment.device=v,id=id,title=title,"
                    + "publishedAt=published,body=body,tags=tags,category=section,expiresAt=expires";
    private static final String FEW_COLUMNS = "user=u,article=a,time=t,id=id,title=title,publishedAt=published";
    private static final AtomicInteger DIRECTORIES = new AtomicInteger();

    @TempDir
    private static Path root;

    private static EmbeddedBroker broker;
    private static KafkaConsumer<byte[], byte[]> consumer;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(root.resolve("broker"));
        assertThat(new CommandHarness(root)
                        .run("topics", "create", "-b", broker.bootstrapServers())
                        .exitCode())
                .isZero();
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of("freshet.articles", "freshet.clicks", "freshet.impressions").stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
        consumer.seekToEnd(consumer.assignment());
        consumer.assignment().forEach(consumer::position);
    }

    @AfterAll
    static void stop() {
        consumer.close();
        broker.close();
    }

    /**
     * A data set with one fault.
     *
     * @param name name of the file, or of the directory if there are several files
     * @param line the line that the error names, 0 if the whole file is rejected
     * @param message part of the error message
     * @param badLines lines skipped with {@code --skip-bad-lines}, 0 if the file is rejected even then
     */
    private record Fault(String name, Map<String, byte[]> files, int line, String message, int badLines) {
        @Override
        public String toString() {
            return name + " " + message;
        }

        static Fault csv(String row, String message, int badLines) {
            return file("clicks.csv", csvFile(row).getBytes(StandardCharsets.UTF_8), 12, message, badLines);
        }

        static Fault file(String name, byte[] content, int line, String message, int badLines) {
            return new Fault(name, Map.of(name, content), line, message, badLines);
        }
    }

    /** Forty valid clicks, with the given rows after the tenth. */
    private static String csvFile(String rows) {
        StringBuilder file = new StringBuilder("u,a,t,s,e,k,d,v,note\n");
        for (int row = 0; row < GOOD_ROWS; row++) {
            file.append(row == 10 ? rows + "\n" : "");
            file.append("u%d,a%d,%d,s1,,like,2.5,phone,\n".formatted(row % 4, row % 7, START + row * 1_000L));
        }
        return file.toString();
    }

    private static String jsonFile(String row) {
        StringBuilder file = new StringBuilder();
        for (int index = 0; index < GOOD_ROWS; index++) {
            file.append(index == 10 ? row + "\n" : "");
            file.append("{\"userId\":\"u%d\",\"articleId\":\"a%d\",\"at\":%d}\n"
                    .formatted(index % 4, index % 7, START + index * 1_000L));
        }
        return file.toString();
    }

    private static Map<String, byte[]> mind(String newsRow, String behaviorsRow) {
        StringBuilder behaviors = new StringBuilder();
        for (int row = 0; row < 20; row++) {
            behaviors.append(row == 10 ? behaviorsRow : "");
            behaviors.append("%d\tU%d\t11/11/2019 9:05:%02d AM\tN1\tN2-1 N1-0\n".formatted(row, row, row));
        }
        return Map.of(
                "news.tsv",
                ("N1\tsports\ttennis\tAce\tText\nN2\t\t\tRain\t\n" + newsRow).getBytes(StandardCharsets.ISO_8859_1),
                "behaviors.tsv",
                behaviors.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Fault adressa(String row, String message) {
        StringBuilder file = new StringBuilder();
        for (int index = 0; index < GOOD_ROWS; index++) {
            file.append(index == 10 ? row + "\n" : "");
            file.append("{\"url\":\"http://x/\",\"userId\":\"u%d\",\"id\":\"a%d\",\"eventId\":%d,\"time\":%d}\n"
                    .formatted(index % 4, index % 7, index, START / 1_000 + index));
        }
        return Fault.file("20170101", file.toString().getBytes(StandardCharsets.ISO_8859_1), 11, message, 1);
    }

    static List<Fault> faults() throws IOException {
        String time = String.valueOf(START + 9_500);
        String future = Instant.now().plus(Duration.ofDays(1)).toString();
        List<Fault> faults = new ArrayList<>();
        faults.add(Fault.csv("u1,\"a1," + time + ",,,,,,", "a quote is opened and not closed", 1));
        faults.add(Fault.csv(
                "u1,\"a1," + time + ",,,,,,\nu2,a2," + time + ",,,,,,\nu3,a3\"," + time + ",,,,,,",
                "a quote is opened and not closed",
                1));
        faults.add(Fault.csv(
                "u1,a1," + time + ",,,,,,\"note\nu2,a2," + time + ",,,,,,note\"",
                "a quote is opened and not closed",
                1));
        faults.add(Fault.csv("u1,\"a\"1," + time + ",,,,,,", "text follows a quoted field", 1));
        faults.add(Fault.csv("u1,a1,x," + time + ",,,,,,", "10 columns, the first line names 9", 1));
        faults.add(Fault.csv("u1,a1", "column 't' is empty", 1));
        faults.add(Fault.csv("u1,," + time, "column 'a' is empty", 1));
        faults.add(Fault.csv("u1,a1," + time + "000", "looks like microseconds", 1));
        faults.add(Fault.csv("u1,a1," + time + "000000", "looks like nanoseconds", 1));
        faults.add(Fault.csv("u1,a1,-1", "outside 1970-01-02", 1));
        faults.add(Fault.csv("u1,a1,0", "outside 1970-01-02", 1));
        faults.add(Fault.csv("u1,a1,99999999999999999999", "is not a time", 1));
        faults.add(Fault.csv("u1,a1," + future, "at is", 1));
        faults.add(Fault.csv("u1,a1,2999-01-01T00:00:00Z", "at is", 1));
        faults.add(Fault.csv("u".repeat(257) + ",a1," + time, "userId is", 1));
        faults.add(Fault.csv("u1," + "a".repeat(257) + "," + time, "articleId is", 1));
        faults.add(Fault.csv("u1,a\u00071," + time, "control character", 1));
        faults.add(Fault.csv("u1,a\u20281," + time, "control character", 1));
        faults.add(Fault.csv("u1,a1," + time + "," + "s".repeat(257), "sessionId is", 1));
        faults.add(Fault.csv("u1,a1," + time + ",," + "e".repeat(257), "eventId is", 1));
        faults.add(Fault.csv("u1,a1," + time + ",,,view", "kind is \"view\"; send one of click", 1));
        faults.add(Fault.csv("u1,a1," + time + ",,,,-1", "dwellSeconds is -1.0", 1));
        faults.add(Fault.csv("u1,a1," + time + ",,,,NaN", "'NaN' is not a number", 1));
        faults.add(Fault.csv("u1,a1," + time + ",,,,," + "v".repeat(129), "segments.device is", 1));
        faults.add(Fault.file(
                "clicks.csv",
                csvFile("u1,caf\u00e9," + time).getBytes(StandardCharsets.ISO_8859_1),
                12,
                "column 'a' is not UTF-8",
                1));
        faults.add(Fault.file(
                "clicks.csv", csvFile("u1,a1," + time).getBytes(StandardCharsets.UTF_16), 0, "this is UTF-16", 0));
        faults.add(Fault.file("clicks.csv.gz", Arrays.copyOf(gzip(csvFile("u1,a1," + time)), 150), 0, "truncated", 0));
        ByteArrayOutputStream followed = new ByteArrayOutputStream();
        followed.write(gzip(csvFile("u1,a1," + time)));
        followed.write("no gzip".getBytes(StandardCharsets.US_ASCII));
        faults.add(Fault.file("clicks.csv.gz", followed.toByteArray(), 0, "data after a valid .gz stream", 0));
        faults.add(Fault.file("clicks.csv", zip(csvFile("u1,a1," + time)), 0, "this is a zip archive; unpack it", 0));
        faults.add(Fault.file("clicks.jsonl", zip(jsonFile("{}")), 0, "this is a zip archive; unpack it", 0));
        faults.add(Fault.file("clicks.csv", bytes("u,a,t,s,e,k,d,v\n"), 0, "no event was read", 0));
        faults.add(Fault.file("clicks.csv", bytes(""), 0, "no event was read", 0));
        faults.add(
                Fault.file("clicks.csv", bytes("x,y,t\n1,2,3\n"), 1, "no column 'u' for user=, 'a' for article=", 0));
        faults.add(Fault.file("clicks.csv", bytes("u,\"a,t\n1,2,3\n"), 1, "a quote is opened and not closed", 0));
        faults.add(Fault.file(
                "clicks.jsonl",
                jsonFile("{\"userId\":\"u1\",\"articleId\":\"caf\u00e9\",\"at\":" + START + "}")
                        .getBytes(StandardCharsets.ISO_8859_1),
                11,
                "encode it in UTF-8",
                1));
        faults.add(Fault.file(
                "clicks.jsonl",
                bytes(jsonFile("{\"userId\":\"u1\",\"articleId\":\"a1\",\"at\":" + START + "000}")),
                11,
                "at is",
                1));
        faults.add(Fault.file(
                "clicks.jsonl",
                bytes(jsonFile("{\"userId\":\"u1\",\"articleId\":\"a1\",\"at\":" + START + ",\"x\":\"open}")),
                11,
                "value is",
                1));
        faults.add(new Fault(
                "both",
                Map.of(
                        "clicks.jsonl",
                        bytes(jsonFile("")),
                        "articles.csv",
                        bytes("id,title,published,body,tags,section,expires\n")),
                0,
                "articles.csv: no event was read",
                0));
        faults.add(adressa("{\"eventId\":1,\"userId\":\"u1\",\"id\":\"a1\",\"url\":\"x\"}", "at is missing"));
        faults.add(adressa(
                "{\"eventId\":1,\"userId\":\"u1\",\"id\":\"a1\",\"time\":" + START + "}", "outside 1970-01-02"));
        faults.add(adressa("{\"eventId\":1,\"userId\":\"u1\",\"id\":\"a1\",\"time\":32503680000}", "at is"));
        faults.add(adressa("{\"eventId\":1,\"id\":\"a1\",\"time\":1700000009}", "userId is missing"));
        faults.add(adressa(
                "{\"userId\":\"u\",\"id\":\"a1\",\"time\":1700000009,\"activeTime\":-1}", "dwellSeconds is -1.0"));
        faults.add(adressa("{\"userId\":\"u\",\"id\":\"caf\u00e9\",\"time\":1700000009}", "not UTF-8"));
        faults.add(adressa("{\"userId\":\"u\",\"id\":\"a1\",\"time\":1700000009", "broken JSON"));
        faults.add(new Fault("mind", mind("N3\t\t\tcaf\u00e9\t\n", ""), 3, "not UTF-8", 1));
        faults.add(new Fault("mind", mind("N3\t\t\t\t\n", ""), 3, "title is", 1));
        faults.add(new Fault("mind", mind("N3\t" + "c".repeat(129) + "\t\tSnow\t\n", ""), 3, "category is", 1));
        faults.add(new Fault("mind", mind("", "1\tU\u00e9\t11/11/2019 9:05:00 AM\tN1\tN2-1\n"), 11, "not UTF-8", 1));
        faults.add(new Fault("mind", mind("", "1\tU1\t11/11/2999 9:05:00 AM\tN1\tN2-1\n"), 11, "at is", 1));
        faults.add(new Fault("mind", mind("", "1\tU1\t1/1/1969 9:05:00 AM\tN1\tN2-1\n"), 11, "outside 1970", 1));
        faults.add(new Fault("mind", mind("", "1\tU1\t1/2/1970 12:00:00 AM\tN1\tN2-1\n"), 11, "outside 1970", 1));
        faults.add(new Fault(
                "mind", mind("", "1\t" + "U".repeat(257) + "\t11/11/2019 9:05:00 AM\tN1\tN2-1\n"), 11, "userId is", 1));
        faults.add(new Fault(
                "mind",
                mind("", "1\tU1\t11/11/2019 9:05:00 AM\t" + "N".repeat(257) + "\tN2-1\n"),
                11,
                "column history has 257 characters",
                1));
        faults.add(new Fault("mind", mind("", "1\tU1\t11/11/2019 9:05:00 AM\tN1\t\n"), 11, "articleIds is empty", 1));
        return faults;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void bothCommandsNameTheFaultyLineAndCanSkipIt(Fault fault) throws Exception {
        Path directory = Files.createDirectory(root.resolve("case-" + DIRECTORIES.incrementAndGet()));
        Path target = directory;
        for (Map.Entry<String, byte[]> file : fault.files().entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
        if (fault.files().size() == 1) {
            target = directory.resolve(fault.name());
        }
        String named = fault.line() == 0 ? "" : ":" + fault.line() + ": ";

        assertThat(evaluate(target)).satisfies(outcome -> assertFails(outcome, named, fault.message()));
        Outcome rejected = replay(target);
        assertFails(rejected, named, fault.message());
        consume();

        Outcome skipped = replay(target, "--skip-bad-lines");
        Outcome evaluated = evaluate(target, "--skip-bad-lines");
        List<ConsumerRecord<byte[], byte[]>> sent = consume();
        if (fault.badLines() == 0) {
            assertFails(skipped, named, fault.message());
            assertFails(evaluated, named, fault.message());
            return;
        }
        assertThat(skipped.exitCode()).as(skipped.err()).isZero();
        assertThat(skipped.out())
                .contains(fault.badLines() + " bad lines skipped")
                .contains("%,12d events in".formatted(sent.size()));
        assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
        assertThat(evaluated.out()).contains(fault.badLines() + " bad lines skipped");
        if (fault.files().size() == 1) {
            long lines = new String(fault.files().get(fault.name()), StandardCharsets.ISO_8859_1)
                    .lines()
                    .count();
            long headers = fault.name().contains("csv") ? 1 : 0;
            assertThat(sent.size() + fault.badLines())
                    .as("every line is an event or skipped")
                    .isEqualTo((int) (lines - headers));
        }
    }

    @Test
    void quotedFieldsMayContainLineBreaks() throws Exception {
        String text =
                "u1,a1,%d,,,,,,\"so, he said\n\"\"well\"\", and left\n\nsecond paragraph\"".formatted(START + 9_500);
        Path file = write("quoted.csv", csvFile(text));

        Outcome outcome = replay(file);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(consume()).hasSize(GOOD_ROWS + 1);
    }

    @Test
    void columnsDecideWhetherAFileHoldsArticlesOrClicks() throws Exception {
        Path directory = Files.createDirectory(root.resolve("portal"));
        Files.writeString(directory.resolve("reads.csv"), csvFile("u1,a1," + (START + 9_500)));
        Files.writeString(
                directory.resolve("texts.csv"),
                "id,title,published,body,tags,section,expires,author\n"
                        + "a1,\"Rain, again\"," + (START - 5_000)
                        + ",\"First line, with a comma\nand \"\"another\"\"\nthird\",\"weather,rain|north\",news,,x\n"
                        + "a2,Snow," + (START - 4_000) + ",,,," + (START + 86_400_000) + ",y\n");

        Outcome outcome = replay(directory);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("2 articles", GOOD_ROWS + 1 + " clicks");
        List<String> articles = consume().stream()
                .filter(record -> record.topic().equals("freshet.articles"))
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .sorted()
                .toList();
        assertThat(articles)
                .containsExactly(
                        "{\"id\":\"a1\",\"title\":\"Rain, again\",\"body\":\"First line, with a comma and \\\"another\\\""
                                + " third\",\"category\":\"news\",\"tags\":[\"weather\",\"rain\",\"north\"],"
                                + "\"publishedAt\":\"2023-11-14T22:13:15.000Z\"}",
                        "{\"id\":\"a2\",\"title\":\"Snow\",\"publishedAt\":\"2023-11-14T22:13:16.000Z\","
                                + "\"expiresAt\":\"2023-11-15T22:13:20.000Z\"}");
        Outcome evaluated = evaluate(directory);
        assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
        assertThat(evaluated.out()).contains(GOOD_ROWS + 1 + " clicks");
    }

    @Test
    void daysOfAdressaGiveClicksAndArticles() throws Exception {
        Path directory = Files.createDirectory(root.resolve("one_week"));
        String profile = "\"profile\":[{\"item\":\"0\",\"groups\":[{\"count\":1,\"group\":\"site\",\"weight\":1.0}]}],";
        Files.writeString(directory.resolve("20170101"), """
                {PROFILE"category1":"nyheter|trondheim","canonicalUrl":"http://x/1.ece","userId":"cx:1:2","sessionStop":true,\
                "referrerHostClass":"direct","publishtime":"2016-12-31T15:48:48.000Z","sessionStart":true,\
                "keywords":"utenriks,E6","id":"a1","eventId":906331936,"title":"- Det blir fyrverkeri","url":"http://x/2.ece",\
                "region":"sor-trondelag","deviceType":"Mobile","time":1483225203,"activeTime":25}
                {PROFILE"userId":"cx:1:2","eventId":906331937,"url":"http://adressa.no","time":1483225204}
                {PROFILE"userId":"cx:1:3","id":"a2","eventId":906331938,"title":"Snø","publishtime":"2017-02-01T00:00:00.000Z",\
                "url":"http://x/3.ece","time":1483225205}
                {PROFILE"userId":"cx:1:3","id":"a3","eventId":906331939,"url":"http://x/4.ece","time":1483225206}
                """.replace("PROFILE", profile));
        Files.write(
                directory.resolve("20170102.gz"),
                gzip("{\"userId\":\"cx:1:2\",\"id\":\"a1\",\"eventId\":1,\"title\":\"Igjen\",\"url\":\"http://x/\","
                        + "\"time\":1483311603}\n"));

        Outcome outcome = replay(directory);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("2 articles", "4 clicks", "1 lines without an event");
        assertThat(consume().stream()
                        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                        .sorted())
                .containsExactly(
                        "{\"id\":\"a1\",\"title\":\"- Det blir fyrverkeri\",\"category\":\"nyheter\","
                                + "\"tags\":[\"trondheim\",\"utenriks\",\"E6\"],\"url\":\"http://x/1.ece\","
                                + "\"publishedAt\":\"2016-12-31T15:48:48.000Z\"}",
                        "{\"id\":\"a2\",\"title\":\"Snø\",\"url\":\"http://x/3.ece\","
                                + "\"publishedAt\":\"2016-12-31T23:00:05.000Z\"}",
                        "{\"userId\":\"cx:1:2\",\"articleId\":\"a1\",\"at\":\"2016-12-31T23:00:03.000Z\","
                                + "\"eventId\":\"906331936\",\"dwellSeconds\":25.0,\"segments\":{\"device\":\"Mobile\","
                                + "\"referrer\":\"direct\",\"region\":\"sor-trondelag\"}}",
                        "{\"userId\":\"cx:1:2\",\"articleId\":\"a1\",\"at\":\"2017-01-01T23:00:03.000Z\","
                                + "\"eventId\":\"1\"}",
                        "{\"userId\":\"cx:1:3\",\"articleId\":\"a2\",\"at\":\"2016-12-31T23:00:05.000Z\","
                                + "\"eventId\":\"906331938\"}",
                        "{\"userId\":\"cx:1:3\",\"articleId\":\"a3\",\"at\":\"2016-12-31T23:00:06.000Z\","
                                + "\"eventId\":\"906331939\"}");
        Outcome evaluated = evaluate(directory);
        assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
        assertThat(evaluated.out()).contains("4 clicks of 2 readers on 3 articles", "1 lines without an event");
        assertThat(replay(Files.copy(directory.resolve("20170101"), root.resolve("day.jsonl")))
                        .out())
                .contains("2 articles", "3 clicks");
        consume();
    }

    @Test
    void splitOfEbnerdGivesArticlesHistoriesAndImpressions() throws Exception {
        Path split = ebnerd("train");
        Outcome outcome = replay(split);

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("4 articles", "7 clicks", "4 impressions");
        assertThat(consume().stream()
                        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                        .sorted())
                .containsExactly(
                        "{\"id\":\"1\",\"title\":\"Zlatans paradis til salg\",\"body\":\"Zlatan Ibrahimovic har sat"
                                + " Drømmer du om en bolig \",\"category\":\"sport\",\"tags\":[\"Sport\",\"Bolig\"],"
                                + "\"language\":\"da\",\"url\":\"https://portal/1\",\"publishedAt\":\"2023-05-16T04:26:40.000Z\"}",
                        "{\"id\":\"2\",\"title\":\"Regn\",\"body\":\"b2 \",\"category\":\"nyheder\",\"language\":\"da\","
                                + "\"url\":\"https://portal/2\",\"publishedAt\":\"2023-05-15T00:40:00.000Z\"}",
                        "{\"id\":\"3\",\"title\":\"Is\",\"body\":\"Is b3 \",\"category\":\"krimi\",\"language\":\"da\","
                                + "\"url\":\"https://portal/3\",\"publishedAt\":\"2023-05-18T11:59:00.000Z\"}",
                        "{\"id\":\"4\",\"title\":\"Sne\",\"body\":\"b4 \",\"language\":\"da\","
                                + "\"publishedAt\":\"2023-05-18T12:01:00.000Z\"}",
                        "{\"userId\":\"10\",\"articleId\":\"1\",\"at\":\"2023-05-18T11:00:00.000Z\"}",
                        "{\"userId\":\"10\",\"articleId\":\"1\",\"at\":\"2023-05-18T12:00:00.000Z\",\"sessionId\":\"7\","
                                + "\"dwellSeconds\":4.0,\"segments\":{\"device\":\"desktop\"}}",
                        "{\"userId\":\"10\",\"articleId\":\"2\",\"at\":\"2023-05-17T12:00:00.000Z\",\"dwellSeconds\":12.0}",
                        "{\"userId\":\"10\",\"articleIds\":[\"1\",\"2\"],\"at\":\"2023-05-18T12:00:00.000Z\"}",
                        "{\"userId\":\"11\",\"articleId\":\"1\",\"at\":\"2023-05-18T10:00:00.000Z\",\"dwellSeconds\":5.0}",
                        "{\"userId\":\"11\",\"articleId\":\"3\",\"at\":\"2023-05-18T12:00:30.000Z\",\"sessionId\":\"8\","
                                + "\"segments\":{\"device\":\"mobile\"}}",
                        "{\"userId\":\"11\",\"articleIds\":[\"2\"],\"at\":\"2023-05-18T12:02:00.000Z\"}",
                        "{\"userId\":\"11\",\"articleIds\":[\"3\",\"1\"],\"at\":\"2023-05-18T12:00:30.000Z\"}",
                        "{\"userId\":\"4000000000\",\"articleId\":\"1\",\"at\":\"2023-05-18T12:01:30.000Z\","
                                + "\"sessionId\":\"9\"}",
                        "{\"userId\":\"4000000000\",\"articleId\":\"4\",\"at\":\"2023-05-18T12:01:30.000Z\","
                                + "\"sessionId\":\"9\"}",
                        "{\"userId\":\"4000000000\",\"articleIds\":[\"4\",\"1\"],\"at\":\"2023-05-18T12:01:30.000Z\"}");
        Outcome evaluated = evaluate(split);
        assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
        assertThat(evaluated.out()).contains("7 clicks of 3 readers on 4 articles");
    }

    @Test
    void rowsOfEbnerdThatTheTopicsRejectAreNamed() throws Exception {
        Path split = ebnerd("broken");

        for (Outcome outcome : List.of(replay(split), evaluate(split))) {
            assertFails(outcome, "behaviors.parquet:4: at is");
        }
        Outcome skipped = replay(split, "--skip-bad-lines");
        assertThat(skipped.out()).contains("6 clicks", "3 impressions", "2 bad lines skipped");
        consume();
        Files.copy(split.resolve("behaviors.parquet"), split.resolve("clicks.csv"));
        assertFails(replay(split.resolve("clicks.csv")), "this is a Parquet file");
        Path articles = split.resolveSibling("articles.parquet");
        assertFails(
                replay(split.getParent()), "give the directory of one split, such as " + split.resolveSibling("train"));
        Files.write(articles, Arrays.copyOf(Files.readAllBytes(articles), 900));
        assertFails(replay(split), articles + ": cannot be read as Parquet");
        Files.delete(articles);
        assertFails(replay(split), "but no articles.parquet; put it into this directory or its parent");
    }

    /** Copies a split and the articles beside it; {@code make.py} in the same directory generates them. */
    private static Path ebnerd(String split) throws IOException {
        Path copy = Files.createDirectory(root.resolve("case-" + DIRECTORIES.incrementAndGet()));
        Files.createDirectory(copy.resolve(split));
        for (String file : List.of("articles.parquet", split + "/behaviors.parquet", split + "/history.parquet")) {
            try (InputStream stored = DatasetCommandsTest.class.getResourceAsStream("/ebnerd/" + file)) {
                Files.copy(Objects.requireNonNull(stored, file), copy.resolve(file));
            }
        }
        return copy.resolve(split);
    }

    @Test
    void missingColumnsAreNamed() throws Exception {
        Path articles = write("articles.csv", "id,headline,published\n1,Rain," + START + "\n");

        assertFails(
                run("replay", articles, "--columns", "user=u,article=a,time=t"),
                ":1: no column 'u' for user=, 'a' for article=, 't' for time=; the columns are [id, headline, published]",
                "for a file of articles add id=, title=, publishedAt=");
        assertFails(
                run("replay", articles, "--columns", "id=id,title=title,publishedAt=published"),
                ":1: no column 'title' for title=; the columns are [id, headline, published]");
        assertFails(
                run("replay", articles, "--columns", "id=id,title=headline,publishedAt=published,tags=topics"),
                ":1: no column 'topics' for tags=");
        assertThat(run("replay", articles, "--columns", "id=id,title=headline").err())
                .contains("'publishedAt=' is missing");
        assertFails(run("replay", articles), "publishedAt=published for articles");
    }

    @Test
    void unknownTimeFormatIsRejectedWithAndWithoutColumns() throws Exception {
        Path clicks = write("clicks.csv", "u,a,t\nu1,a1,%d\n".formatted(START));
        for (String[] columns : new String[][] {{}, {"--columns", FEW_COLUMNS}}) {
            Outcome outcome = run("replay", clicks, with(columns, "--time-format", "epoch-minutes"));

            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err()).contains("--time-format is 'epoch-minutes'", "epoch-millis");
        }
    }

    @Test
    void fileNameDecidesIfAFileHasTheColumnsOfBothKinds() throws Exception {
        String both = "u,a,t,id,title,published\nu1,a1,%d,a1,Rain,%d\n".formatted(START, START);

        assertThat(run("replay", write("articles-1.csv", both), "--columns", FEW_COLUMNS)
                        .out())
                .contains("1 articles");
        assertThat(run("replay", write("clicks-1.csv", both), "--columns", FEW_COLUMNS)
                        .out())
                .contains("1 clicks");
        assertFails(
                run("replay", write("export.csv", both), "--columns", FEW_COLUMNS),
                "export.csv:1: the file has the columns of clicks and of articles");
        consume();
    }

    @Test
    void unclosedQuoteInArticlesSkipsOnlyItsRow() throws Exception {
        Path file = write(
                "texts.csv",
                "id,title,body,published\n1,\"Rain,first," + START + "\n2,Snow,second," + START
                        + "\n3,\"Ice\",\"third\nline\"," + START + "\n4,Hail,fourth," + START + "\n");

        assertFails(
                run("replay", file, "--columns", FEW_COLUMNS + ",body=body"),
                "texts.csv:2: a quote is opened and not closed");
        Outcome skipped = run("replay", file, "--skip-bad-lines", "--columns", FEW_COLUMNS + ",body=body");
        assertThat(skipped.out()).contains("3 articles", "1 bad lines skipped");
        consume();
    }

    private static Path write(String name, String content) throws IOException {
        return Files.writeString(
                Files.createDirectory(root.resolve("case-" + DIRECTORIES.incrementAndGet()))
                        .resolve(name),
                content);
    }

    private static Outcome replay(Path file, String... more) {
        return run("replay", file, with(more, "--columns", COLUMNS));
    }

    private static Outcome evaluate(Path file, String... more) {
        return new CommandHarness(root)
                .run(with(
                        more,
                        "evaluate",
                        file.toString(),
                        "--columns",
                        COLUMNS,
                        "--algorithms",
                        "popularity-5m",
                        "--warm-up",
                        "0"));
    }

    private static Outcome run(String command, Path file, String... more) {
        return new CommandHarness(root).run(with(more, command, file.toString(), "-b", broker.bootstrapServers()));
    }

    private static String[] with(String[] last, String... first) {
        String[] all = Arrays.copyOf(first, first.length + last.length);
        System.arraycopy(last, 0, all, first.length, last.length);
        return all;
    }

    private static void assertFails(Outcome outcome, String... parts) {
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
        assertThat(outcome.err()).contains(parts);
    }

    /** Consumes and decodes the records that arrived on the input topics since the last call. */
    private static List<ConsumerRecord<byte[], byte[]>> consume() throws RejectedEventException {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        }
        EventDecoder decoder = new EventDecoder(EventClock.system());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            switch (record.topic()) {
                case "freshet.articles" -> decoder.article(record.key(), record.value());
                case "freshet.clicks" -> decoder.click(record.key(), record.value());
                default -> decoder.impression(record.key(), record.value());
            }
        }
        return records;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(bytes(text));
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("clicks"));
            zip.write(bytes(text));
        }
        return bytes.toByteArray();
    }
}
