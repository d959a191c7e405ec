package io.freshet.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.Impression;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetTest {
    private static final long NOON = 1_506_859_200_000L;

    /** A fake codec: fields separated by semicolons instead of JSON. */
    private static final JsonDecoders DECODERS = new JsonDecoders(
            line -> {
                String[] fields = fields(line);
                return Article.builder(fields[1], fields[2], Long.parseLong(fields[3]))
                        .build();
            },
            line -> Click.of(fields(line)[1], fields(line)[2], Long.parseLong(fields(line)[3])),
            line -> new Impression(
                    fields(line)[1], Arrays.asList(fields(line)[2].split(" ")), Long.parseLong(fields(line)[3]), null));

    /** A fake JSON library that writes the format of {@link #DECODERS}. */
    private static final class SemicolonObjects implements JsonObjects {
        @Override
        public Map<String, Object> read(String text) {
            throw new UnsupportedOperationException("no format of these tests is JSON");
        }

        @Override
        public byte[] write(Map<String, ?> fields) {
            Object time = fields.get(fields.containsKey("at") ? "at" : "publishedAt");
            Object second = fields.get(fields.containsKey("title") ? "title" : "articleId");
            if (fields.get("articleIds") instanceof List<?> ids) {
                second = String.join(" ", ids.stream().map(String::valueOf).toList());
            }
            return "e;%s;%s;%d"
                    .formatted(
                            fields.get(fields.containsKey("id") ? "id" : "userId"),
                            second,
                            Instant.parse(String.valueOf(time)).toEpochMilli())
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    private static final DatasetSettings SETTINGS = DatasetSettings.of(DECODERS, new SemicolonObjects());

    @TempDir
    Path directory;

    @Test
    void filesOfADirectoryAreMergedByTimeArticlesFirst() throws IOException {
        write("clicks.jsonl", "c;u1;a1;100\nc;u1;a2;300\n");
        write("articles.jsonl.gz", "a;a1;One;100\na;a2;Two;200\n");
        write("impressions.jsonl", "i;u1;a1 a2;250\n");
        write("notes.txt", "not a data set");

        assertThat(described(directory, SETTINGS))
                .containsExactly(
                        "article a1 100",
                        "click u1 a1 100",
                        "article a2 200",
                        "shown u1 [a1, a2] 250",
                        "click u1 a2 300");
    }

    @Test
    void fileOfAnyNameIsDetectedByItsFirstLine() throws IOException {
        Path file = write("sample.jsonl", "\n\"title\";a1;One;100\n");

        assertThat(described(file, SETTINGS)).containsExactly("article a1 100");
    }

    @Test
    void gzipIsDetectedByContentNotByName() throws IOException {
        Path file = write("clicks.jsonl.gz", "c;u1;a1;100\n");
        Path renamed = Files.move(file, directory.resolve("clicks.jsonl"));

        assertThat(described(renamed, SETTINGS)).containsExactly("click u1 a1 100");
    }

    @Test
    void byteOrderMarkCarriageReturnsAndAMissingLastLineEndAreAccepted() throws IOException {
        Path file = write("clicks.jsonl", "\uFEFFc;u1;a1;100\r\n\r\nc;u1;a2;200");

        assertThat(described(file, SETTINGS)).containsExactly("click u1 a1 100", "click u1 a2 200");
    }

    @Test
    void badLineFailsWithFileLineFieldAndRemedy() throws IOException {
        Path file = write("clicks.jsonl", "c;u1;a1;100\nc; ;a2;200\nc;u1;a3;300\n");

        assertThatThrownBy(() -> described(file, SETTINGS))
                .isInstanceOf(DatasetException.class)
                .hasMessage(file + ":2: userId is blank; correct the line");
    }

    @Test
    void skippedLinesAreCounted() throws IOException {
        Path file = write("clicks.jsonl", "c;u1;a1;100\nc; ;a2;200\nc;u1;a3;300\n");

        try (EventReader reader = Dataset.open(file, SETTINGS.withBadLines(BadLines.SKIP))) {
            reader.forEachRemaining(event -> {});
            assertThat(reader.progress())
                    .isEqualTo(new ReadProgress(
                            2, 1, 0, new ReadProgress.StoredBytes(Files.size(file), Files.size(file))));
        }
    }

    @Test
    void errorForATruncatedFileNamesTheLine() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int index = 0; index < 20_000; index++) {
            lines.append("c;u")
                    .append(index * 7919L % 20_011)
                    .append(";a1;")
                    .append(index)
                    .append('\n');
        }
        Path file = write("clicks.jsonl.gz", lines.toString());
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> described(file, SETTINGS.withBadLines(BadLines.SKIP)))
                .isInstanceOf(DatasetException.class)
                .hasMessageMatching("(?s).*clicks\\.jsonl\\.gz:\\d{4,}: .*truncated.*");
    }

    @Test
    void progressIsMeasuredInStoredBytes() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int index = 0; index < 100_000; index++) {
            lines.append("c;u")
                    .append(index * 7919L % 100_003)
                    .append(";a1;")
                    .append(index)
                    .append('\n');
        }
        Path file = write("clicks.jsonl.gz", lines.toString());

        try (EventReader reader = Dataset.open(file, SETTINGS)) {
            for (int index = 0; index < 50_000; index++) {
                reader.next();
            }
            assertThat(reader.progress().fraction()).isBetween(.3, .8);
            reader.forEachRemaining(event -> {});
            assertThat(reader.progress().fraction()).isEqualTo(1);
        }
    }

    @Test
    void csvColumnsMustBeComplete() {
        assertThatThrownBy(() -> CsvColumns.parse("user=u,article=a", TimeFormat.AUTO))
                .hasMessageContaining("'time='");
        assertThatThrownBy(() -> CsvColumns.parse("user=u,article=a,time=t,dwel=d", TimeFormat.AUTO))
                .hasMessageContaining("unknown name [dwel]");
        assertThatThrownBy(() -> CsvColumns.parse("id=i,title=t", TimeFormat.AUTO))
                .hasMessageContaining("'publishedAt='");
        assertThatThrownBy(() -> CsvColumns.parse("segment.device=d,id=i,title=t,publishedAt=p", TimeFormat.AUTO))
                .hasMessageContaining("'user='");
        assertThatThrownBy(() -> CsvColumns.parse("user=u,user=v,article=a,time=t", TimeFormat.AUTO))
                .hasMessageContaining("'user' is given twice");
    }

    @Test
    void timesAreParsedInEveryFormat() {
        assertThat(TimeFormat.AUTO.parseMillis("1506859200000")).isEqualTo(NOON);
        assertThat(TimeFormat.AUTO.parseMillis("1506859200")).isEqualTo(NOON);
        assertThat(TimeFormat.AUTO.parseMillis("1506859200.25")).isEqualTo(NOON + 250);
        assertThat(TimeFormat.AUTO.parseMillis("2017-10-01T12:00:00Z")).isEqualTo(NOON);
        assertThat(TimeFormat.RFC_3339.parseMillis("2017-10-01 14:00:00.5+02:00"))
                .isEqualTo(NOON + 500);
        assertThatThrownBy(() -> TimeFormat.AUTO.parseMillis("")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1506859200000000 | , it looks like microseconds: divide it by 1,000",
                "1506859200000000000 | , it looks like nanoseconds: divide it by 1,000,000",
                "99999999999999999 | ''",
                "-1 | ''",
                "0 | ''",
                "NaN | ''",
                "1969-12-31T23:59:59Z | ''"
            })
    void timesOutsideTheLimitsAreRejected(String value, String unit) {
        TimeFormat format = value.equals("NaN") ? TimeFormat.EPOCH_SECONDS : TimeFormat.AUTO;
        assertThatThrownBy(() -> format.parseMillis(value))
                .hasMessage("'" + value + "' is outside 1970-01-02 to the year 9999" + unit);
    }

    @Test
    void mindRowsAreSortedAndArticlesOutsideHistoriesAreAnnouncedWhenShown() throws IOException {
        write(
                "news.tsv",
                "N1\tsports\ttennis\tAce\tIn straight sets.\turl\t[]\t[]\nN2\t\t\tRain\t\t\t[]\t[]\nN3\t\t\tUnseen\t\t\t[]\t[]\n");
        write(
                "behaviors.tsv",
                "2\tU1\t11/11/2019 9:05:58 AM\tN2\tN1-0\n1\tU1\t11/11/2019 9:05:00 AM\tN2 N9\tN1-1 N2-0\n");

        long first = 1_573_463_100_000L;
        assertThat(described(directory, SETTINGS))
                .containsExactly(
                        "article N2 " + (first - 20_000),
                        "click U1 N2 " + (first - 20_000),
                        "click U1 N9 " + (first - 10_000),
                        "article N1 " + first,
                        "shown U1 [N1, N2] " + first,
                        "click U1 N1 " + first,
                        "shown U1 [N1] " + (first + 58_000));
    }

    /** An article announced later would reveal that it is read next. */
    @Test
    void mindHistoriesAreAnnouncedBeforeTheFirstClick() throws IOException {
        write("news.tsv", "N1\t\t\tAce\t\t\t[]\t[]\nN2\t\t\tRain\t\t\t[]\t[]\nN3\t\t\tSnow\t\t\t[]\t[]\n");
        write("behaviors.tsv", "1\tU1\t11/11/2019 9:05:00 AM\tN1\tN3-1\n2\tU2\t11/11/2019 9:06:00 AM\tN2\tN3-0\n");
        long first = 1_573_463_100_000L;
        assertThat(described(directory, SETTINGS))
                .startsWith(
                        "article N1 " + (first - 10_000),
                        "article N2 " + (first - 10_000),
                        "click U1 N1 " + (first - 10_000))
                .contains("article N3 " + first, "click U2 N2 " + (first + 50_000));
    }

    @Test
    void mindErrorsNameFileLineAndColumn() throws IOException {
        write("news.tsv", "N1\tsports\ttennis\tAce\tText\t\t[]\t[]\n");
        Path behaviors = write("behaviors.tsv", "1\tU1\tyesterday\t\tN1-1\n");
        assertThatThrownBy(() -> described(directory, SETTINGS))
                .hasMessageStartingWith(behaviors + ":1: column time is 'yesterday'");

        write("behaviors.tsv", "1\tU1\t11/11/2019 9:05:58 AM\t\tN1-2\n");
        assertThatThrownBy(() -> described(behaviors, SETTINGS))
                .hasMessageStartingWith(behaviors + ":1: column impressions contains 'N1-2'");
    }

    @Test
    void pathWithoutADataSetIsRejectedWithARemedy() throws IOException {
        assertThatThrownBy(() -> Dataset.open(directory, SETTINGS))
                .hasMessageContaining("no data set in this directory");
        assertThatThrownBy(() -> Dataset.open(directory.resolve("none.jsonl"), SETTINGS))
                .hasMessageContaining("no such file");
        Path csv = write("clicks.csv", "u,a,t\n");
        assertThatThrownBy(() -> Dataset.open(csv, SETTINGS)).hasMessageContaining("name them, such as");
        Path unknown = write("other.jsonl", "{}\n");
        assertThatThrownBy(() -> Dataset.open(unknown, SETTINGS)).hasMessageContaining("neither an article");
    }

    private Path write(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        try (OutputStream stream = name.endsWith(".gz")
                ? new GZIPOutputStream(Files.newOutputStream(file))
                : Files.newOutputStream(file)) {
            stream.write(bytes);
        }
        return file;
    }

    private static List<String> described(Path path, DatasetSettings settings) {
        List<String> described = new ArrayList<>();
        try (EventReader reader = Dataset.open(path, settings)) {
            reader.forEachRemaining(event -> described.add(described(event)));
        }
        return described;
    }

    private static String described(TimedEvent event) {
        if (event instanceof TimedEvent.Announced announced) {
            return "article " + announced.article().id() + " " + event.atMillis();
        }
        if (event instanceof TimedEvent.Clicked clicked) {
            return "click " + clicked.click().userId() + " " + clicked.click().articleId() + " " + event.atMillis();
        }
        if (event instanceof TimedEvent.Shown shown) {
            return "shown " + shown.impression().userId() + " "
                    + shown.impression().articleIds() + " " + event.atMillis();
        }
        return event.toString();
    }

    private static String[] fields(byte[] line) {
        return new String(line, StandardCharsets.UTF_8).split(";");
    }
}
