package io.freshet.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.cli.CommandHarness;
import io.freshet.cli.CommandHarness.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLearnCommandTest {

    @TempDir
    private Path directory;

    /** Writes a model of twenty words and 400 articles; one in twenty names papi酱 and another one Velura. */
    @BeforeEach
    void write() throws IOException {
        StringBuilder glove = new StringBuilder();
        for (int word = 0; word < 20; word++) {
            glove.append("word")
                    .append(word)
                    .append(word < 10 ? " 1 .1 ." : " .1 1 .")
                    .append(word + 1)
                    .append('\n');
        }
        Files.writeString(directory.resolve("small.txt"), glove);
        List<String> articles = new ArrayList<>();
        for (int article = 0; article < 400; article++) {
            String name = switch (article % 20) {
                case 0 -> noun(article) + "papi酱" + noun(article / 20 + 3) + "，" + noun(article / 40) + "papi酱";
                case 10 -> "Velura beside word3 meets word4.";
                default -> "市场" + "银行股票债券利率基金".substring(article % 9, article % 9 + 2) + "经济投资。";
            };
            articles.add("{\"id\": \"a%d\", \"title\": \"%s\", \"body\": \"%s\", \"publishedAt\": %d}"
                    .formatted(
                            article,
                            "word" + article % 10 + " word" + (article + 3) % 10,
                            name,
                            1_700_000_000_000L + article));
        }
        Files.write(directory.resolve("articles.jsonl"), articles);
        assertThat(run("import", "small.txt", "-o", "small.model", "--format", "glove")
                        .exitCode())
                .isZero();
    }

    private static String noun(int number) {
        return List.of("观众", "主播", "视频", "节目", "平台", "短片", "明星").get(number % 7);
    }

    @Test
    void newNamesArePrintedAndWrittenToTheModel() {
        Outcome learned = run("learn", "small.model", "articles.jsonl", "-o", "news.model", "--show", "30");

        assertThat(learned.exitCode()).isZero();
        assertThat(learned.out())
                .containsPattern("learned from +400 articles")
                .containsPattern("drift +[01]\\.")
                .containsPattern("  velura +20  ")
                .containsPattern("  papi酱 +\\d+  ")
                .contains("news.model: ", "use it with -c model.file=news.model");
        assertThat(run("nearest", "news.model", "papi酱", "-n", "2").out()).hasLineCount(2);
        assertThat(run("info", "news.model").out())
                .contains("small.txt + articles.jsonl", "freshet model learn", "articles", "present: fine-tuning");
    }

    @Test
    void sameStreamGivesTheSameModel() throws IOException {
        run("learn", "small.model", "articles.jsonl", "-o", "one.model");
        run("learn", "small.model", "articles.jsonl", "-o", "two.model");

        assertThat(directory.resolve("one.model")).hasSameBinaryContentAs(directory.resolve("two.model"));
    }

    @Test
    void limitAndSettingsAreApplied() {
        assertThat(run("learn", "small.model", "articles.jsonl", "--limit", "2").out())
                .containsPattern("learned from +2 articles")
                .doesNotContain("velura");
        assertThat(run("learn", "small.model", "articles.jsonl", "-c", "words.compounds-max=0")
                        .out())
                .doesNotContain("papi酱")
                .contains("0 are compounds");
        assertThat(run("learn", "small.model", "articles.jsonl", "--limit", "0").exitCode())
                .isEqualTo(2);
    }

    @Test
    void fileWithoutArticlesGivesAOneLineError() throws IOException {
        Files.writeString(
                directory.resolve("clicks.jsonl"),
                "{\"userId\": \"u\", \"articleId\": \"a\", \"at\": 1700000000000}\n");

        Outcome outcome = run("learn", "small.model", "clicks.jsonl");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("clicks.jsonl has no articles").hasLineCount(1);
        assertThat(run("learn", "small.model", "missing.jsonl").err())
                .contains("missing.jsonl")
                .hasLineCount(1);
    }

    private Outcome run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("model"));
        command.addAll(Arrays.asList(arguments));
        return new CommandHarness(directory).run(command.toArray(String[]::new));
    }
}
