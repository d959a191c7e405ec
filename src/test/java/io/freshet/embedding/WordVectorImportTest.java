package io.freshet.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordVectorImportTest {
    private static final String LINES = "the 1 2\n水 .5 -3e-2\nnew york 0 7 \r\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(WordFileFormat.class)
    void readsWordsWithSpacesAndOfEveryScriptInEachFormat(WordFileFormat format) throws IOException {
        byte[] bytes = switch (format) {
            case GLOVE -> LINES.getBytes(StandardCharsets.UTF_8);
            case WORD2VEC_TEXT, FASTTEXT_VEC -> ("3 2\n" + LINES).getBytes(StandardCharsets.UTF_8);
            case WORD2VEC_BINARY -> binary("\n", "the", "水", "new_york");
        };
        for (byte[] packed : new byte[][] {bytes, gzip(bytes)}) {
            WordTable table = WordVectorImport.read(file(packed), format, 100);
            String last = format == WordFileFormat.WORD2VEC_BINARY ? "new_york" : "new york";
            assertThat(table.vocabulary().words()).containsExactly("the", "水", last);
            assertThat(table.vector(0)).containsExactly(1, 2);
            assertThat(table.vector(1)).containsExactly(.5f, -.03f);
            assertThat(table.vector(2)).containsExactly(0, 7);
            assertThat(table.hasOutput()).isFalse();
            assertThat(table.provenance().sourceHash()).hasSize(64);
            assertThat(table.provenance().source()).isEqualTo("vectors");
        }
    }

    @Test
    void readsBinaryFilesWithoutLineFeedsBetweenWords() throws IOException {
        WordTable table = WordVectorImport.read(file(binary("", "the", "a", "b")), WordFileFormat.WORD2VEC_BINARY, 9);
        assertThat(table.vocabulary().words()).containsExactly("the", "a", "b");
    }

    @Test
    void estimatesFallingCountsFromTheOrder() throws IOException {
        WordTable table = glove(LINES, 100);
        assertThat(table.countsEstimated()).isTrue();
        assertThat(table.vocabulary().count(0)).isGreaterThan(table.vocabulary().count(1));
        assertThat(table.vocabulary().count(1)).isGreaterThan(table.vocabulary().count(2));
        double sum = table.vocabulary().frequency(0)
                + table.vocabulary().frequency(1)
                + table.vocabulary().frequency(2);
        assertThat(sum).isEqualTo(1, within(1e-6));
    }

    @Test
    void takesTheFirstWordsUpToTheLimit() throws IOException {
        assertThat(glove(LINES, 2).vocabulary().words()).containsExactly("the", "水");
        Path file = file(("3 2\n" + LINES).getBytes(StandardCharsets.UTF_8));
        assertThat(WordVectorImport.read(file, WordFileFormat.WORD2VEC_TEXT, 1)
                        .vocabulary()
                        .words())
                .containsExactly("the");
    }

    @Test
    void passesOverWordsThatComeAgainAndEmptyOnes() throws IOException {
        assertThat(glove("a 1 2\na 3 4\n 5 6\nb 7 8", 10).vocabulary().words()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a 1 2;b 1|line 2: fewer than 2 numbers after the word",
                "a 1 2;b x 2|line 2: 'x' is not a finite number",
                "a 1 2;b NaN 2|line 2: 'NaN' is not a finite number",
                "a 1|line 1: dimension 1, expected 2 to 1024",
                "''|line 1: the file is empty"
            })
    void brokenGloveFileIsAnErrorThatNamesTheLine(String lines, String problem) throws IOException {
        Path file = file(lines.replace(';', '\n').getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> WordVectorImport.read(file, WordFileFormat.GLOVE, 9))
                .isInstanceOf(WordFileException.class)
                .hasMessage(file + ", " + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 2;a 1 2|line 3: the file ends after 1 of 3 announced words",
                "1 2;a 1 2;b 1 2|line 3: more than the 1 announced words",
                "the 1 2|line 1: expected number of words and dimension, found 'the 1 2'",
                "x 2;a 1 2|line 1: expected number of words and dimension, found 'x 2'",
                "1 9999;a 1 2|line 1: dimension 9999, expected 2 to 1024",
                "0 2|byte 4: the file has no words"
            })
    void brokenWord2vecTextIsAnErrorThatNamesTheLine(String lines, String problem) throws IOException {
        Path file = file((lines.replace(';', '\n') + "\n").getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> WordVectorImport.read(file, WordFileFormat.WORD2VEC_TEXT, 9))
                .isInstanceOf(WordFileException.class)
                .hasMessage(file + ", " + problem);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 9, 15, 20, 30})
    void binaryFileThatIsCutShortIsAnErrorThatNamesTheByte(int length) throws IOException {
        Path file = file(Arrays.copyOf(binary("\n", "the", "水", "b"), length));
        assertThatThrownBy(() -> WordVectorImport.read(file, WordFileFormat.WORD2VEC_BINARY, 9))
                .isInstanceOf(WordFileException.class)
                .hasMessageStartingWith(file + ", byte " + length + ": the file ends ");
    }

    @Test
    void packedFileThatIsCutShortIsAnError() throws IOException {
        byte[] packed = gzip(LINES.repeat(50).getBytes(StandardCharsets.UTF_8));
        Path file = file(Arrays.copyOf(packed, packed.length - 12));
        assertThatThrownBy(() -> WordVectorImport.read(file, WordFileFormat.GLOVE, 9_999))
                .isInstanceOf(WordFileException.class)
                .hasMessageStartingWith(file + ", byte ")
                .hasMessageContaining("packing is broken or cut short");
    }

    @Test
    void fileOfAnotherEncodingIsAnErrorAndFewBrokenWordsAreNot() throws IOException {
        Path latin = file("café 1 2\nthe 1 2\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> WordVectorImport.read(latin, WordFileFormat.GLOVE, 9))
                .isInstanceOf(WordFileException.class)
                .hasMessageStartingWith(latin + ", line 1: the word is not UTF-8, nor are 1 of 2: convert the file");
        Path wide = file("the 1 2\n".getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> WordVectorImport.read(wide, WordFileFormat.GLOVE, 9))
                .isInstanceOf(WordFileException.class)
                .hasMessageContaining("this is UTF-16");

        StringBuilder lines = new StringBuilder("caf\u00e9 1 2\n");
        for (int word = 0; word < 200; word++) {
            lines.append('w').append(word).append(" 1 2\n");
        }
        Path nearly = file(lines.toString().getBytes(StandardCharsets.ISO_8859_1));
        assertThat(WordVectorImport.read(nearly, WordFileFormat.GLOVE, 999)
                        .vocabulary()
                        .size())
                .isEqualTo(201);
    }

    private WordTable glove(String lines, int wordsMax) throws IOException {
        return WordVectorImport.read(file(lines.getBytes(StandardCharsets.UTF_8)), WordFileFormat.GLOVE, wordsMax);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("vectors"), bytes);
    }

    /** The vectors of {@link #LINES} as word2vec writes them. */
    private static byte[] binary(String afterVector, String... words) throws IOException {
        float[][] vectors = {{1, 2}, {.5f, -.03f}, {0, 7}};
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("3 2\n".getBytes(StandardCharsets.UTF_8));
        for (int index = 0; index < words.length; index++) {
            bytes.write((words[index] + " ").getBytes(StandardCharsets.UTF_8));
            byte[] numbers = new byte[8];
            ByteBuffer.wrap(numbers)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(vectors[index][0])
                    .putFloat(vectors[index][1]);
            bytes.write(numbers);
            bytes.write(afterVector.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
