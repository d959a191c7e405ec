package io.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.cli.CommandHarness.Outcome;
import io.freshet.cli.model.TextCorpus;
import io.freshet.words.WordModel;
import io.freshet.words.WordModelFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyAndPretrainCommandsTest {

    @TempDir
    private Path directory;

    @Test
    void topologyIsPrintedWithThePrefixInForce() {
        Outcome outcome = harness().run("topology", "print", "-c", "topics.prefix=de.");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).startsWith("Topologies:").contains("de.clicks", "de.recommendations", "readers");
    }

    @Test
    void drawingHoldsEveryTopicAndStoreOnceAndIsTheSameEveryTime() {
        String drawing = harness().run("topology", "draw").out();
        assertThat(drawing)
                .startsWith("flowchart LR\n")
                .isEqualTo(harness().run("topology", "draw").out());
        assertThat(drawing.split("\\(\\[\"freshet.dead-letters\"\\]\\)", -1)).hasSizeGreaterThan(1);
        assertThat(drawing.split("\\[\\(\"readers\"\\)\\]", -1)).hasSize(2);
        assertThat(drawing.split("subgraph", -1)).hasSameSizeAs(drawing.split("\n  end\n", -1));
    }

    @Test
    void pretrainedModelHoldsTheWordsOfTheTextAndItsOrigin() throws IOException {
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(directory.resolve("news.txt.gz")))) {
            gzip.write("The coast waits for the storm. A storm on the coast!\n"
                    .repeat(200)
                    .getBytes(StandardCharsets.UTF_8));
        }
        Outcome outcome =
                harness().run("pretrain", "news.txt.gz", "-o", "news.model", "--dimension", "16", "--epochs", "1");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("of 16 components").contains("-c model.file=news.model");

        WordModel model = WordModelFile.open(directory.resolve("news.model"));
        assertThat(model.dimension()).isEqualTo(16);
        assertThat(model.copyVector("storm", new float[16])).isTrue();
        assertThat(model.provenance().source()).isEqualTo("news.txt.gz");

        Outcome again = harness().run("pretrain", "news.txt.gz", "-o", "news.model");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("use --overwrite").hasLineCount(1);
    }

    @Test
    void phrasesAreJoinedAndEveryChoiceIsKeptInTheModel() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < 1_000; line++) {
            text.append("a")
                    .append(line)
                    .append(" b")
                    .append(line % 50)
                    .append(" c")
                    .append(line % 37);
            text.append(line % 20 == 0 ? " new york" : " d" + line % 31 + " e" + line % 41)
                    .append(" times\n");
        }
        Files.writeString(directory.resolve("news.txt"), text);
        Outcome outcome = harness()
                .run(
                        "pretrain",
                        "news.txt",
                        "-o",
                        "news.model",
                        "--words",
                        "--phrases",
                        "1",
                        "--threads",
                        "2",
                        "--objective",
                        "hierarchical_softmax",
                        "--algorithm",
                        "cbow",
                        "--dimension",
                        "8",
                        "--epochs",
                        "1");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("pass 1: 1 phrases");
        assertThat(harness().run("model", "info", "news.model").out())
                .containsPattern("phrases +1")
                .containsPattern("objective +HIERARCHICAL_SOFTMAX")
                .containsPattern("learningRate +0.05");
        assertThat(harness()
                        .run("model", "nearest", "news.model", "new_york", "-n", "1")
                        .exitCode())
                .isZero();
        assertThat(harness()
                        .run("pretrain", "news.txt", "-o", "x.model", "--phrases", "9")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void missingTextIsOneLine() {
        Outcome outcome = harness().run("pretrain", "nothing.txt", "-o", "x.model");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("there is no file")
                .contains("nothing.txt")
                .hasLineCount(1);
    }

    @Test
    void overlongLineIsReadInPiecesWithoutLosingAWord() throws IOException {
        Path file = directory.resolve("long.txt");
        Files.writeString(file, "word ".repeat(50_000).strip());
        TextCorpus corpus = new TextCorpus(List.of(file), Optional.empty(), true);
        try (Stream<List<String>> sentences = corpus.open()) {
            List<List<String>> all = sentences.toList();
            assertThat(all).hasSizeGreaterThan(5);
            assertThat(all.stream().flatMap(List::stream)).hasSize(50_000).containsOnly("word");
        }
    }

    private CommandHarness harness() {
        return new CommandHarness(directory);
    }
}
