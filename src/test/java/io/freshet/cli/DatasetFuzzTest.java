package io.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Fuzz;
import io.freshet.dataset.Dataset;
import io.freshet.dataset.DatasetException;
import io.freshet.dataset.EventReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatasetFuzzTest {
    private static final byte[][] SNIPPETS = Fuzz.snippets(
            ",",
            "\"",
            "\"\"",
            "\n",
            "\r\n",
            "\t",
            ";",
            " ",
            "\\",
            "{",
            "}",
            "[",
            "]",
            "null",
            "\u0000",
            "\ufeff",
            "-1",
            "NaN",
            "1e999999999",
            "9".repeat(30),
            "99999999999999999999",
            "-0",
            "2026-02-30T25:61:00Z",
            "N1-1",
            "é",
            "\"x\",\"",
            "a,\"b\n");

    private enum Format {
        CLICKS_CSV("clicks.csv", """
                user,article,time,dwell,kind
                u1,a1,1506859200000,12.5,click
                u2,"a,2",2017-10-01T12:00:00Z,,like
                u3,a3,1506859200,1,
                """),
        ARTICLES_CSV("articles.csv", """
                id,title,publishedAt,body,tags
                a1,"One \""day\"" more",1506859200000,"two
                lines",x|y
                a2,Two,1506859200000,,
                """),
        CLICKS("clicks.jsonl", """
                {"userId":"u1","articleId":"a1","at":"2017-10-01T12:00:00Z","dwellSeconds":3}
                {"userId":"u2","articleId":"a1","at":"2017-10-01T12:00:01Z","segments":{"device":"phone"}}
                """),
        ARTICLES("articles.jsonl", """
                {"id":"a1","title":"One","publishedAt":"2017-10-01T12:00:00Z","tags":["x"]}
                {"id":"a2","title":"Two","publishedAt":"2017-10-01T12:00:00Z","body":"地铁"}
                """),
        IMPRESSIONS("impressions.jsonl", """
                {"userId":"u1","articleIds":["a1","a2"],"at":"2017-10-01T12:00:00Z"}
                """),
        ADRESSA("20170101", """
                {"eventId":1,"userId":"u","time":1483225200,"url":"http://n.no/a","id":"a1","title":"Ett",\
                "activeTime":12,"category1":"nyheter|sport","keywords":["a","b"],"publishtime":"2016-12-31T22:00:00.000Z"}
                {"eventId":2,"userId":"u","time":1483225201,"url":"http://n.no","deviceType":"Mobile"}
                """),
        MIND_NEWS("news.tsv", """
                N1\tsports\ttennis\tAce\tIn straight sets.\turl\t[]\t[]
                N2\t\t\tRain\t\t\t[]\t[]
                """),
        MIND_BEHAVIORS("behaviors.tsv", """
                2\tU1\t11/11/2019 9:05:58 AM\tN2\tN1-0
                1\tU1\t11/11/2019 9:05:00 AM\tN2 N9\tN1-1 N2-0
                """);

        private final String file;
        private final String content;

        Format(String file, String content) {
            this.file = file;
            this.content = content;
        }

        byte[] bytes() {
            return content.getBytes(StandardCharsets.UTF_8);
        }

        private String columns() {
            return this == ARTICLES_CSV
                    ? "id=id,title=title,publishedAt=publishedAt,body=body,tags=tags"
                    : "user=user,article=article,time=time,dwell=dwell,kind=kind";
        }
    }

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Format.class)
    void damagedFileIsReadOrRejectedByName(Format format) throws IOException {
        boolean mind = format == Format.MIND_NEWS || format == Format.MIND_BEHAVIORS;
        if (mind) {
            Files.write(directory.resolve("news.tsv"), Format.MIND_NEWS.bytes());
            Files.write(directory.resolve("behaviors.tsv"), Format.MIND_BEHAVIORS.bytes());
        }
        Path file = directory.resolve(format.file);
        int[] events = new int[1];
        Fuzz.of("data set " + format.name().toLowerCase(Locale.ROOT), 250)
                .withBytesMax(8 << 20, 4_000)
                .run(random -> Fuzz.damaged(format.bytes(), random, SNIPPETS), bytes -> {
                    Files.write(file, bytes);
                    DatasetOptions options = new DatasetOptions();
                    options.skipBadLines = bytes.length % 2 == 0;
                    options.columns = format.columns();
                    try (EventReader reader = Dataset.open(mind ? directory : file, options.settings())) {
                        while (reader.hasNext()) {
                            reader.next();
                            events[0]++;
                        }
                    } catch (DatasetException e) {
                        assertThat(e.getMessage()).contains(directory.toString());
                    }
                });
        assertThat(events[0]).isPositive();
    }
}
