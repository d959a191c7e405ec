package io.freshet.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.cli.CommandHarness;
import io.freshet.cli.CommandHarness.Outcome;
import io.freshet.words.WordModel;
import io.freshet.words.WordModelFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainCommandTest {

    @TempDir
    private Path directory;

    @Test
    void modelContainsTheWordsOfTheTextAndItsProvenance() throws IOException {
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(directory.resolve("news.txt.gz")))) {
            gzip.write("The coast waits for the storm. A storm on the coast!\n"
                    .repeat(200)
                    .getBytes(StandardCharsets.UTF_8));
        }
        Outcome outcome =
                harness().run("pretrain", "news.txt.gz", "-o", "news.model", "--dimension", "16", "--epochs", "1");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("of 16 dimensions").contains("-c model.file=news.model");

        WordModel model = WordModelFile.open(directory.resolve("news.model"));
        assertThat(model.dimension()).isEqualTo(16);
        assertThat(model.copyVector("storm", new float[16])).isTrue();
        assertThat(model.provenance().source()).isEqualTo("news.txt.gz");

        Outcome again = harness().run("pretrain", "news.txt.gz", "-o", "news.model");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("use --overwrite").hasLineCount(1);
    }

    @Test
    void phrasesAreJoinedAndAllOptionsAreStoredInTheModel() throws IOException {
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
    void missingTextGivesAOneLineError() {
        Outcome outcome = harness().run("pretrain", "nothing.txt", "-o", "x.model");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("there is no file")
                .contains("nothing.txt")
                .hasLineCount(1);
    }

    private CommandHarness harness() {
        return new CommandHarness(directory);
    }
}
