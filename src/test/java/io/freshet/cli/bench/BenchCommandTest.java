package io.freshet.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freshet.bench.BenchReport;
import io.freshet.bench.Figure;
import io.freshet.cli.CommandHarness;
import io.freshet.cli.CommandHarness.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
    private static final BenchReport REPORT = new BenchReport(
            Map.of("processor", "a <fast> one"),
            Map.of("readers", "10"),
            List.of(new BenchReport.Result(
                    "exactly once",
                    List.of(
                            new Figure("click to list, p50", "ms", List.of(20.0, 25.0, 40.0), Figure.Target.atMost(30)),
                            new Figure("click to list, p99", "ms", List.of(140.0), Figure.Target.atMost(100)),
                            Figure.of("publish to first list, p50", "ms", List.of())))));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "--readers,0,readers is 0",
        "--articles,3,articles is 3",
        "--articles,200001,add -c recommend.articles-max=200001",
        "--seconds,0,--seconds is 0",
        "--repeats,-1,--repeats is -1",
        "--articles-per-second,2000,articlesPerSecond is 2000"
    })
    void invalidLoadIsRejectedBeforeAnyProcessStarts(String option, String value, String said) {
        Outcome outcome = new CommandHarness(directory).run("bench", option, value);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains(said).hasLineCount(1);
    }

    @Test
    void existingDataDirectoryIsRejected() throws IOException {
        Files.createDirectory(directory.resolve("there"));

        Outcome outcome = new CommandHarness(directory).run("bench", "--data", "there");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("--data is 'there', which exists already: give a new directory")
                .hasLineCount(1);
    }

    @Test
    void tableShowsTargetsMetAndMissedAndFiguresWithoutSamples() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BenchTable.print(REPORT, new PrintStream(out, true, StandardCharsets.UTF_8));

        String table = out.toString(StandardCharsets.UTF_8);
        assertThat(table)
                .containsPattern("click to list, p50 +25 +20 +40 +ms +<= 30  met")
                .containsPattern("click to list, p99 +140 +140 +140 +ms +<= 100  MISSED")
                .containsPattern("publish to first list, p50 +no samples");
    }

    @Test
    void jsonHoldsEveryRepeat() throws IOException {
        Path file = directory.resolve("bench.json");
        BenchJson.write(REPORT, file);

        JsonNode figures = new ObjectMapper().readTree(file.toFile()).at("/parts/0/figures");
        assertThat(figures.at("/0/repeats")).hasSize(3);
        assertThat(figures.at("/0/median").asDouble()).isEqualTo(25);
        assertThat(figures.at("/0/reached").asBoolean()).isTrue();
        assertThat(figures.at("/1/reached").asBoolean()).isFalse();
        assertThat(figures.at("/2").has("median")).isFalse();
    }

    @Test
    void pageHasAPlotForEachUnitAndEscapesText() throws IOException {
        Path file = directory.resolve("bench.html");
        BenchPage.write(REPORT, file);

        assertThat(Files.readString(file))
                .contains("a &lt;fast&gt; one", "<svg", "&lt;= 100 missed", "&lt;= 30 met")
                .doesNotContain("<fast>");
    }

    @Test
    @Tag("slow")
    void smallRunMeasuresFreshetAndYardstickAndLeavesNoProcessBehind() throws IOException {
        List<Long> before =
                ProcessHandle.current().children().map(ProcessHandle::pid).toList();

        Outcome outcome = new CommandHarness(directory)
                .run(
                        "bench",
                        "--readers=200",
                        "--articles=50",
                        "--clicks-per-second=100",
                        "--warm-up=2",
                        "--seconds=3",
                        "--flood=2",
                        "--heap=600m",
                        "--guarantees=at_least_once",
                        "--output=bench.json");

        assertThat(outcome.err()).doesNotContain("stopped before");
        assertThat(outcome.exitCode()).isZero();
        JsonNode figures = new ObjectMapper()
                .readTree(directory.resolve("bench.json").toFile())
                .at("/parts/0/figures");
        assertThat(figures).allSatisfy(figure -> {
            if (figure.get("name").asText().startsWith("throughput")) {
                assertThat(figure.get("median").asDouble()).isPositive();
            }
            if (figure.get("name").asText().equals("unanswered clicks")) {
                assertThat(figure.get("median").asDouble()).isZero();
            }
        });
        assertThat(ProcessHandle.current().children().map(ProcessHandle::pid).toList())
                .isSubsetOf(before);
    }
}
