package io.freshet.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.cli.CommandHarness;
import io.freshet.cli.CommandHarness.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCommandTest {
    private static final String GLOVE = "man 1 0 0\nking 1 1 0\nwoman 0 0 1\nqueen 0 1.1 1\ntable -1 .1 -1\n";

    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("small.txt"), GLOVE);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(directory.resolve("small.txt.gz")))) {
            out.write(("5 3\n" + GLOVE).getBytes(StandardCharsets.UTF_8));
        }
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(directory.resolve("small.zip")))) {
            out.putNextEntry(new ZipEntry("small.txt"));
            out.write(GLOVE.getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "small.txt, glove",
        "small.txt.gz, word2vec_text",
        "small.txt.gz, fasttext_vec",
        "small.zip, glove",
    })
    void importedModelAnswersNearestAndAnalogy(String file, String format) {
        Outcome imported = harness().run("model", "import", file, "-o", "small.model", "--format", format);
        assertThat(imported)
                .isEqualTo(new Outcome(
                        0, lines("small.model: 5 words of 3 dimensions; use it with -c model.file=small.model"), ""));

        assertThat(harness()
                        .run("model", "nearest", "small.model", "man", "-n", "1")
                        .out())
                .isEqualTo(lines("0.707  king"));
        assertThat(harness()
                        .run("model", "analogy", "small.model", "man", "king", "woman")
                        .out())
                .matches("(?s)0\\.\\d+  queen\\R.*table\\R");
        assertThat(harness().run("model", "info", "small.model").out())
                .contains("5 of 3 dimensions", file + " (sha256 ", "import of " + format, "man king woman queen table");
    }

    @Test
    void importNormalisesWordsAndPrintsWhatItSkipped() throws IOException {
        Files.writeString(
                directory.resolve("cased.vec"),
                "6 2\nder 1 0\nRegierung 0 1\nDer 1 1\nStürmer 1 x\n, 3 3\nMinister 0 2\n");
        assertThat(harness()
                        .run(
                                "model",
                                "import",
                                "cased.vec",
                                "-o",
                                "cased.model",
                                "--format",
                                "fasttext_vec",
                                "--skip-bad-lines"))
                .isEqualTo(new Outcome(
                        0,
                        lines(
                                "cased.model: 4 words of 2 dimensions; use it with -c model.file=cased.model",
                                "           1 spellings skipped: normalised, they equal an earlier word",
                                "           1 words that the tokenizer never produces, such as punctuation and numbers",
                                "           1 bad lines skipped"),
                        ""));
        assertThat(harness()
                        .run("model", "nearest", "cased.model", "regierung", "-n", "1")
                        .out())
                .isEqualTo(lines("1.000  minister"));
    }

    @Test
    void existingModelIsReplacedOnlyWithOverwrite() {
        String[] command = {"model", "import", "small.txt", "-o", "small.model", "--format", "glove"};
        assertThat(harness().run(command).exitCode()).isZero();

        Outcome again = harness().run(command);
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("use --overwrite").hasLineCount(1);
    }

    @Test
    void modelIsEvaluatedAndExported() throws IOException {
        assertThat(harness()
                        .run("model", "import", "small.txt", "-o", "small.model", "--format", "glove")
                        .exitCode())
                .isZero();
        Files.writeString(directory.resolve("questions.txt"), ": royal\nman king woman queen\na b c d\n");
        Files.writeString(directory.resolve("pairs.txt"), "man king 5\nman queen 1\nman nobody 3\n");
        assertThat(harness()
                        .run(
                                "model",
                                "evaluate",
                                "small.model",
                                "--analogies",
                                "questions.txt",
                                "--similarity",
                                "pairs.txt"))
                .isEqualTo(new Outcome(
                        0,
                        lines(
                                "royal: accuracy 1.000 (1 of 1); 1 questions with unknown words",
                                "all analogies: accuracy 1.000 (1 of 1); 1 questions with unknown words",
                                "pairs.txt: Spearman correlation 1.000 over 2 pairs; 1 pairs with unknown words"),
                        ""));
        assertThat(harness().run("model", "evaluate", "small.model").exitCode()).isEqualTo(2);
        Files.writeString(directory.resolve("pairs.txt"), "man king 5\nman queen\n");
        assertThat(harness()
                        .run("model", "evaluate", "small.model", "--similarity", "pairs.txt")
                        .err())
                .contains("pairs.txt, line 2: expected two words and a number")
                .hasLineCount(1);

        String[] export = {"model", "export", "small.model", "-o", "out.txt", "--format", "word2vec_text"};
        assertThat(harness().run(export).out())
                .isEqualTo(lines("out.txt: 5 words of 3 dimensions; 0 words skipped because they contain spaces"));
        assertThat(Files.readAllLines(directory.resolve("out.txt"))).startsWith("5 3", "man 1.0 0.0 0.0");
        assertThat(harness().run(export).err()).contains("use --overwrite").hasLineCount(1);
    }

    @Test
    void unknownWordGivesAOneLineErrorThatNamesAKnownSpelling() {
        assertThat(harness()
                        .run("model", "import", "small.txt", "-o", "small.model", "--format", "glove")
                        .exitCode())
                .isZero();

        assertThat(harness().run("model", "nearest", "small.model", "King"))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        lines("freshet model nearest: small.model does not contain the word 'King': use 'king'")));
        assertThat(harness()
                        .run("model", "analogy", "small.model", "man", "king", "chair")
                        .err())
                .contains("'chair'")
                .hasLineCount(1);
        assertThat(harness()
                        .run("model", "nearest", "small.model", "man", "-n", "0")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void fileInAnotherFormatGivesAOneLineErrorWithItsPosition() {
        Outcome wrong = harness().run("model", "import", "small.txt", "-o", "x.model", "--format", "word2vec_text");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).contains("small.txt", "line 1").hasLineCount(1);
        assertThat(directory.resolve("x.model")).doesNotExist();

        Outcome noModel = harness().run("model", "info", "small.txt");
        assertThat(noModel.exitCode()).isEqualTo(1);
        assertThat(noModel.err()).contains("small.txt").hasLineCount(1);
    }

    @Test
    void categoriesAndKeywordsOfArticlesAreEvaluated() throws IOException {
        assertThat(harness()
                        .run("model", "import", "small.txt", "-o", "small.model", "--format", "glove")
                        .exitCode())
                .isZero();
        StringBuilder labelled = new StringBuilder();
        for (int article = 0; article < 60; article++) {
            boolean royal = article % 2 == 0;
            labelled.append(String.format(
                    "{\"id\":\"a%d\",\"title\":\"%s %s\",\"category\":\"%s\"}%n",
                    article,
                    royal ? "king queen" : "table",
                    article % 3 == 0 ? "man" : "woman",
                    royal ? "royal" : "wood"));
        }
        Files.writeString(directory.resolve("labelled.jsonl"), labelled);
        Files.writeString(
                directory.resolve("documents.jsonl"),
                "{\"id\":\"d\",\"body\":\"The king and the queen\",\"keywords\":[\"king\",\"the queen\"]}\n");

        Outcome judged = harness()
                .run("model", "judge", "small.model", "--categories", "labelled.jsonl", "--test", "labelled.jsonl");
        assertThat(judged.exitCode()).isZero();
        assertThat(judged.out()).contains("labelled.jsonl: categories, trained on 60 articles", "accuracy 1.000 of 60");
        assertThat(harness()
                        .run("model", "judge", "small.model", "--in-time-order", "labelled.jsonl", "--largest", "2")
                        .out())
                .contains("2 categories", "of 60, calibration error");
        assertThat(harness()
                        .run("model", "judge", "small.model", "--keywords", "documents.jsonl")
                        .out())
                .contains("1 documents", "words by tf·idf                        1.000  1.000  1.000");
    }

    @Test
    void invalidLabelledFileGivesAOneLineErrorWithItsPosition() throws IOException {
        assertThat(harness()
                        .run("model", "import", "small.txt", "-o", "small.model", "--format", "glove")
                        .exitCode())
                .isZero();
        Files.writeString(directory.resolve("one.jsonl"), "{\"id\":\"a\",\"title\":\"King\",\"category\":\"royal\"}\n");
        Files.writeString(directory.resolve("broken.jsonl"), "{\"id\":\"a\",\"title\":\"King\"}\n{\"id\":\"b\"}\n");

        assertThat(judge("one.jsonl").err())
                .contains("one.jsonl has only the category [royal]")
                .hasLineCount(1);
        assertThat(judge("broken.jsonl").err())
                .contains("broken.jsonl:2: title is missing and so is body")
                .hasLineCount(1);
        assertThat(judge("none.jsonl").err())
                .contains("none.jsonl: cannot be opened")
                .hasLineCount(1);
        assertThat(harness().run("model", "judge", "small.model").exitCode()).isEqualTo(2);
        assertThat(harness()
                        .run("model", "judge", "small.model", "--categories", "one.jsonl")
                        .exitCode())
                .isEqualTo(2);
    }

    private Outcome judge(String file) {
        return harness().run("model", "judge", "small.model", "--in-time-order", file);
    }

    private static String lines(String... lines) {
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private CommandHarness harness() {
        return new CommandHarness(directory);
    }
}
