package io.freshet.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.cli.CommandHarness;
import io.freshet.cli.CommandHarness.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {

    @TempDir
    private Path directory;

    private Outcome run(String... arguments) {
        return new CommandHarness(directory).run(arguments);
    }

    private void writeClicks() throws IOException {
        Random random = new Random(5);
        StringBuilder lines = new StringBuilder("user,article,time\n");
        for (int click = 0; click < 400; click++) {
            lines.append("u%d,a%d,%d\n"
                    .formatted(random.nextInt(20), random.nextInt(40), 1_700_000_000_000L + click * 10_000L));
        }
        Files.writeString(directory.resolve("clicks.csv"), lines);
    }

    @Test
    void reportIsATableAndReproducibleJson() throws IOException {
        writeClicks();
        String columns = "user=user,article=article,time=time";
        Outcome outcome = run("evaluate", "clicks.csv", "--columns", columns, "-o", "report.json");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains(
                        "400 clicks of 20 readers on 40 articles",
                        "in session, ",
                        "any click, ",
                        "formula",
                        "most-recent");
        assertThat(Files.readString(directory.resolve("report.json")))
                .contains("\"clicks\" : 400", "\"name\" : \"popularity-5m\"", "\"HR@10\"");

        run("evaluate", "clicks.csv", "--columns", columns, "-o", "again.json");
        assertThat(directory.resolve("again.json")).hasSameTextualContentAs(directory.resolve("report.json"));
    }

    @Test
    void pageIsSelfContainedAndHasTheSameFigures() throws IOException {
        writeClicks();
        Outcome outcome = run(
                "evaluate",
                "clicks.csv",
                "--columns",
                "user=user,article=article,time=time",
                "--algorithms",
                "formula,item-knn,stan",
                "--report",
                "report.html");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        String page = Files.readString(directory.resolve("report.html"));
        assertThat(page).startsWith("<!DOCTYPE html>").contains("item-knn", "stan", "<svg", "prefers-color-scheme");
        assertThat(page).doesNotContain("http:", "https:", "<script", "url(", "@import", "popularity-5m");
        String figure = outcome.out()
                .lines()
                .filter(line -> line.startsWith("item-knn"))
                .findFirst()
                .orElseThrow()
                .split("\\s+")[2];
        assertThat(page).contains("<td>" + figure + "</td>");
    }

    @Test
    void unknownAlgorithmIsAUsageErrorThatListsTheAvailableOnes() throws IOException {
        writeClicks();
        Outcome outcome = run("evaluate", "clicks.csv", "--algorithms", "formula,oracle");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("'oracle'", "vstan-minutes");
        assertThat(run("evaluate", "clicks.csv", "--algorithms", "formula,formula")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void rankerIsComparedWithEachAblation() throws IOException {
        writeClicks();
        String columns = "user=user,article=article,time=time";
        Outcome outcome = run("evaluate", "clicks.csv", "--columns", columns, "--without", "all");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("ranker ", "-text ", "-popularity ", "-followed-1h ")
                .doesNotContain("formula");

        Outcome together =
                run("evaluate", "clicks.csv", "--columns", columns, "--without", "age,text+most-read-30m+age+newest");
        assertThat(together.exitCode()).as(together.err()).isZero();
        assertThat(together.out()).contains("-age ", "-text-age-most-read-30m-newest ");

        Outcome unknown = run("evaluate", "clicks.csv", "--columns", columns, "--without", "age+luck");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("unknown component 'luck' in --without", "nearest-content");
    }

    @Test
    void lossOfEachDeploymentIsInEveryReport() throws IOException {
        writeClicks();
        Outcome outcome = run(
                "evaluate",
                "clicks.csv",
                "--columns",
                "user=user,article=article,time=time",
                "--algorithms",
                "popularity-5m",
                "--tasks",
                "1,4",
                "--staleness",
                "0,60000",
                "-o",
                "report.json",
                "--report",
                "report.html");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains(
                        "HR@10 of 1 task, replica lag 60,000 ms",
                        "HR@10 of 4 tasks, replica lag 0 ms",
                        "HR@10 of 4 tasks, replica lag 60,000 ms")
                .doesNotContain("HR@10 of 1 task, replica lag 0 ms");
        assertThat(Files.readString(directory.resolve("report.json")))
                .containsOnlyOnce("\"deployments\"")
                .contains("\"stalenessMillis\" : 60000", "\"loss\"");
        assertThat(Files.readString(directory.resolve("report.html"))).contains("4 tasks, replica lag 60,000 ms");
    }

    @Test
    void dataSetWithoutClicksIsReportedInOneLine() throws IOException {
        Files.writeString(directory.resolve("clicks.csv"), "user,article,time\n");
        Outcome outcome = run("evaluate", "clicks.csv", "--columns", "user=user,article=article,time=time");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("clicks.csv: no event was read")
                .doesNotContain("--skip-bad-lines")
                .hasLineCount(1);
    }

    @Test
    void dataSetWithNothingToEvaluateIsReportedInOneLine() throws IOException {
        writeClicks();
        Outcome outcome = run(
                "evaluate", "clicks.csv", "--columns", "user=user,article=article,time=time", "--judge", "impressions");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err().lines().filter(line -> !line.startsWith("evaluate")))
                .singleElement()
                .asString()
                .contains("clicks.csv holds nothing to evaluate", "--judge");
    }

    @Test
    void reportsContainOnlyEvaluatedScopes() throws IOException {
        Files.writeString(
                directory.resolve("news.tsv"), "n1\tnews\tx\tone\tone\t\t[]\t[]\nn2\tnews\tx\ttwo\ttwo\t\t[]\t[]\n");
        StringBuilder lines = new StringBuilder();
        for (int impression = 0; impression < 9; impression++) {
            lines.append(
                    "%d\tu%d\t11/15/2019 9:0%d:00 AM\t\tn1-1 n2-0\n".formatted(impression, impression, impression));
        }
        Files.writeString(directory.resolve("behaviors.tsv"), lines);
        Outcome outcome = run("evaluate", ".", "--judge", "impressions", "--report", "report.html");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("ranking of 9 impressions")
                .doesNotContain("in session", "any click", "by article age");
        assertThat(Files.readString(directory.resolve("report.html")))
                .contains("9 impressions evaluated")
                .doesNotContain("0 clicks evaluated", "By article age");
    }

    @Test
    void shareOutOfRangeIsAUsageError() throws IOException {
        writeClicks();
        assertThat(run("evaluate", "clicks.csv", "--warm-up", "1").exitCode()).isEqualTo(2);
        assertThat(run("evaluate", "clicks.csv", "--columns", "user=user,article=article,time=time", "--sample", "2")
                        .exitCode())
                .isEqualTo(2);
    }
}
