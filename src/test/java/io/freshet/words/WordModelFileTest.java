package io.freshet.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.Fuzz;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordModelFileTest {
    private static final WordTable TABLE = new WordTable(
            Vocabulary.of(List.of("水", "New York"), new long[] {3, 1}, 5),
            2,
            new float[] {1, 2, 3, -4},
            new float[] {.5f, 0, 0, .25f},
            false,
            new WordTable.Provenance("news.txt", "ab", "freshet", Map.of("window", "5"), 77));

    private static final String GOLDEN =
            // Header: magic, version, flags, fingerprint, dimension, words, words of the corpus, length of the words.
            "4652455348455457" + "01000000" + "01000000"
                    + "%s"
                    + "02000000" + "02000000" + "0500000000000000" + "5b00000000000000"
                    // Provenance: source, hash, trainer, one setting, steps.
                    + "08000000" + "6e6577732e747874" + "02000000" + "6162" + "07000000" + "66726573686574"
                    + "01000000" + "06000000" + "77696e646f77" + "01000000" + "35" + "4d00000000000000"
                    // Words and counts.
                    + "03000000" + "e6b0b4" + "0300000000000000"
                    + "08000000" + "4e657720596f726b" + "0100000000000000"
                    // Mean (1.5, .5) at 192, input vectors at 256, output vectors at 320.
                    + "00".repeat(29) + "0000c03f" + "0000003f"
                    + "00".repeat(56) + "0000803f" + "00000040" + "00004040" + "000080c0"
                    + "00".repeat(48) + "0000003f" + "00000000" + "00000000" + "0000803e";

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("words.freshet");
        WordModelFile.write(file, TABLE);
    }

    @Test
    void fileHasTheDocumentedBytes() throws IOException {
        String fingerprint = WordModelBytes.fingerprint(TABLE);
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(file))).isEqualTo(GOLDEN.formatted(fingerprint));
        assertThat(directory).isDirectoryContaining(path -> path.equals(file));
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void openedModelEqualsTheWrittenTable() throws IOException {
        WordModel model = WordModelFile.open(file);
        float[] target = new float[2];
        assertThat(model.copyVector("New York", target)).isTrue();
        assertThat(target).containsExactly(3, -4);
        assertThat(model.copyVector("unknown", target)).isFalse();
        model.copyOutput(1, target, 0);
        assertThat(target).containsExactly(0, .25f);
        assertThat(model.frequency("水")).isEqualTo(.6);
        assertThat(model.frequency("unknown")).isZero();
        assertThat(model.meanVector()).containsExactly(1.5f, .5f);
        assertThat(model.dimension()).isEqualTo(2);
        assertThat(model.hasOutput()).isTrue();
        assertThat(model.countsEstimated()).isFalse();
        assertThat(model.provenance()).isEqualTo(TABLE.provenance());
        assertThat(model.vocabulary().words()).isEqualTo(TABLE.vocabulary().words());
        assertThat(model.vocabulary().corpusWords()).isEqualTo(5);
        assertThat(model.fingerprint()).isEqualTo(WordModel.of(TABLE).fingerprint());
    }

    @Test
    void modelWithoutOutputVectorsReadsThemAsZeros() throws IOException {
        WordTable table = new WordTable(TABLE.vocabulary(), 2, TABLE.input(), null, true, TABLE.provenance());
        WordModelFile.write(file, table);
        WordModel model = WordModelFile.open(file);
        float[] target = {1, 1};
        model.copyOutput(0, target, 0);
        assertThat(target).containsExactly(0, 0);
        assertThat(model.hasOutput()).isFalse();
        assertThat(model.countsEstimated()).isTrue();
        assertThat(model.fingerprint()).isNotEqualTo(WordModelBytes.fingerprint(TABLE));
    }

    @Test
    void emptyModelHasNoWords() throws IOException {
        WordModel empty = WordModel.empty(4);
        assertThat(empty.copyVector("word", new float[4])).isFalse();
        assertThat(empty.meanVector()).containsExactly(0, 0, 0, 0);
        assertThat(empty.fingerprint()).isNotEqualTo(WordModel.empty(5).fingerprint());
    }

    @Test
    void truncationAtAnyByteIsAnErrorThatNamesFileAndPosition() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length < bytes.length; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            String expected = length < 8 ? "this is not a Freshet word model" : "the file is truncated";
            assertThatThrownBy(() -> WordModelFile.open(file))
                    .isInstanceOf(WordFileException.class)
                    .hasMessageStartingWith(file + ", byte " + (length < 8 ? 0 : length) + ": ")
                    .hasMessageContaining(expected);
        }
    }

    @Test
    void otherFilesAndOtherVersionsHaveTheirOwnErrors() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Path text = directory.resolve("text");
        Files.write(text, "400000 100\nthe .1 .2\n".repeat(10).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> WordModelFile.open(text))
                .isInstanceOf(WordFileException.class)
                .hasMessage(text + ", byte 0: this is not a Freshet word model");
        bytes[8] = 9;
        Files.write(file, bytes);
        assertThatThrownBy(() -> WordModelFile.open(file))
                .isInstanceOf(WordFileException.class)
                .hasMessage(file + ", byte 8: word model version 9, this program reads version 1");
    }

    @Test
    void invalidNumbersAreErrors() throws IOException {
        assertThat(problemWithInt(12, 4)).endsWith("byte 12: unknown flags 4");
        assertThat(problemWithInt(48, -1)).endsWith("byte 48: invalid size: 2 words of dimension -1");
        assertThat(problemWithInt(52, Integer.MAX_VALUE)).contains("byte 48: invalid size");
        assertThat(problemWithInt(68, -1)).contains("byte 64: invalid length");
        assertThat(problemWithInt(72, 1_000)).contains("a text of 1000 bytes, but only");
        assertThat(problemWithInt(56, 1)).contains("counts sum to 4, more than the 1 words of the corpus");
    }

    @Test
    void moreBytesThanAnnouncedAreAnError() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 3));
        assertThatThrownBy(() -> WordModelFile.open(file))
                .hasMessage(file + ", byte " + bytes.length + ": 3 bytes more than its header announces");
    }

    @Test
    void verifyFindsDamageThatOpenDoesNotCheck() throws IOException {
        WordModelFile.verify(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> WordModelFile.verify(file))
                .isInstanceOf(WordFileException.class)
                .hasMessageContaining("the file is damaged");
    }

    @Test
    void damagedFileIsOpenedOrRejectedByName() throws IOException {
        byte[] good = Files.readAllBytes(file);
        int[] opened = new int[1];
        Fuzz.of("word model", 3_000).withBytesMax(1 << 18, 100).run(random -> Fuzz.damaged(good, random), bytes -> {
            // A file that is mapped into memory must not be truncated, so each input is a new file.
            Files.deleteIfExists(file);
            Files.write(file, bytes);
            try {
                WordModel model = WordModelFile.open(file);
                model.copyVector("水", new float[model.dimension()]);
                opened[0]++;
                WordModelFile.verify(file);
                assertThat(bytes).isEqualTo(good);
            } catch (WordFileException e) {
                assertThat(e.getMessage()).startsWith(file + ", byte ");
            }
        });
        assertThat(opened[0]).isPositive();
    }

    private String problemWithInt(int offset, int number) throws IOException {
        WordModelFile.write(file, TABLE);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, number);
        Files.write(file, bytes);
        return String.valueOf(assertThatThrownBy(() -> WordModelFile.open(file))
                .isInstanceOf(WordFileException.class)
                .actual()
                .getMessage());
    }
}
