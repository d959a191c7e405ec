package io.freshet.words.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.freshet.words.WordFileException;
import io.freshet.words.WordTable;
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
    void wordsOfEveryScriptAndWithSpacesAreImportedFromEachFormat(WordFileFormat format) throws IOException {
        byte[] bytes = switch (format) {
            case GLOVE -> LINES.getBytes(StandardCharsets.UTF_8);
            case WORD2VEC_TEXT, FASTTEXT_VEC -> ("3 2\n" + LINES).getBytes(StandardCharsets.UTF_8);
            case WORD2VEC_BINARY -> binary("\n", "the", "水", "new_york");
        };
        for (byte[] packed : new byte[][] {bytes, gzip(bytes)}) {
            WordTable table =
                    WordVectorImport.read(file(packed), format, 100, false).table();
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
    void binaryFileWithoutLineFeedsBetweenWordsIsImported() throws IOException {
        WordTable table = WordVectorImport.read(
                        file(binary("", "the", "a", "b")), WordFileFormat.WORD2VEC_BINARY, 9, false)
                .table();
        assertThat(table.vocabulary().words()).containsExactly("the", "a", "b");
    }

    @Test
    void countsAreEstimatedFromTheOrderAndDescend() throws IOException {
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
    void importStopsAtTheLimitOfWords() throws IOException {
        assertThat(glove(LINES, 2).vocabulary().words()).containsExactly("the", "水");
        Path file = file(("3 2\n" + LINES).getBytes(StandardCharsets.UTF_8));
        assertThat(WordVectorImport.read(file, WordFileFormat.WORD2VEC_TEXT, 1, false)
                        .table()
                        .vocabulary()
                        .words())
                .containsExactly("the");
    }

    @Test
    void repeatedAndEmptyWordsAreIgnored() throws IOException {
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
                "a b|line 1: expected a word and its numbers, found 'a b'",
                "''|line 1: the file is empty"
            })
    void malformedGloveFileIsAnErrorThatNamesTheLine(String lines, String problem) throws IOException {
        Path file = file(lines.replace(';', '\n').getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> WordVectorImport.read(file, WordFileFormat.GLOVE, 9, false))
                .isInstanceOf(WordFileException.class)
                .hasMessage(file + ", " + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 2;a 1 2|line 3: the file ends after 1 of 3 announced words",
                "1 2;a 1 2;b 1 2|line 3: more than the 1 announced words",
                "the 1 2|line 1: expected number of words and dimension, found 'the 1 2'; a file without that line is of --format glove",
                "x 2;a 1 2|line 1: expected number of words and dimension, found 'x 2'",
                "1 9999;a 1 2|line 1: dimension 9999, expected 2 to 1024",
                "0 2|byte 4: the file has no words"
            })
    void malformedWord2vecTextIsAnErrorThatNamesTheLine(String lines, String problem) throws IOException {
        Path file = file((lines.replace(';', '\n') + "\n").getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> WordVectorImport.read(file, WordFileFormat.WORD2VEC_TEXT, 9, false))
                .isInstanceOf(WordFileException.class)
                .hasMessage(file + ", " + problem);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 9, 15, 20, 30})
    void truncatedBinaryFileIsAnErrorThatNamesTheByte(int length) throws IOException {
        Path file = file(Arrays.copyOf(binary("\n", "the", "水", "b"), length));
        assertThatThrownBy(() -> WordVectorImport.read(file, WordFileFormat.WORD2VEC_BINARY, 9, false))
                .isInstanceOf(WordFileException.class)
                .hasMessageStartingWith(file + ", byte " + length + ": the file ends ");
    }

    @Test
    void truncatedPackedFileIsAnError() throws IOException {
        byte[] packed = gzip(LINES.repeat(50).getBytes(StandardCharsets.UTF_8));
        Path file = file(Arrays.copyOf(packed, packed.length - 12));
        assertThatThrownBy(() -> WordVectorImport.read(file, WordFileFormat.GLOVE, 9_999, false))
                .isInstanceOf(WordFileException.class)
                .hasMessageStartingWith(file + ", byte ")
                .hasMessageContaining("packing is broken or cut short");
    }

    @Test
    void fileInAnotherEncodingIsAnErrorButAFewBrokenWordsAreNot() throws IOException {
        Path latin = file("café 1 2\nthe 1 2\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> WordVectorImport.read(latin, WordFileFormat.GLOVE, 9, false))
                .isInstanceOf(WordFileException.class)
                .hasMessageStartingWith(latin + ", line 1: the word is not UTF-8, nor are 1 of 2: convert the file");
        Path wide = file("the 1 2\n".getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> WordVectorImport.read(wide, WordFileFormat.GLOVE, 9, false))
                .isInstanceOf(WordFileException.class)
                .hasMessageContaining("this is UTF-16");

        StringBuilder lines = new StringBuilder("caf\u00e9 1 2\n");
        for (int word = 0; word < 200; word++) {
            lines.append('w').append(word).append(" 1 2\n");
        }
        Path nearly = file(lines.toString().getBytes(StandardCharsets.ISO_8859_1));
        assertThat(WordVectorImport.read(nearly, WordFileFormat.GLOVE, 999, false)
                        .table()
                        .vocabulary()
                        .size())
                .isEqualTo(201);
    }

    @Test
    void spellingsOfAWordAreFoldedAndTheFirstIsKept() throws IOException {
        Path file = file("Die 1 2\nRegierung 3 4\ndie 5 6\nＡＢＣ 7 8\n台灣 9 1\n台湾 2 3\n2016 1 1\n"
                .getBytes(StandardCharsets.UTF_8));
        WordVectorImport.Imported imported = WordVectorImport.read(file, WordFileFormat.GLOVE, 9, false);
        assertThat(imported.table().vocabulary().words()).containsExactly("die", "regierung", "abc", "台湾", "2016");
        assertThat(imported.table().vector(0)).containsExactly(1, 2);
        assertThat(imported.table().vector(3)).containsExactly(9, 1);
        assertThat(imported.folded()).isEqualTo(2);
        assertThat(imported.unreachable()).isEqualTo(1);
        assertThat(imported.skipped()).isZero();
        assertThat(WordVectorImport.read(file, WordFileFormat.GLOVE, 3, false)
                        .table()
                        .vocabulary()
                        .words())
                .containsExactly("die", "regierung", "abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF2 2;harbour 1 2;budget 3 4",
                "2 2;harbour\t1\t2;budget\t3\t4",
                "2\t2;harbour  1  2;budget \t 3  4 ",
                "2 2;;harbour 1 2;  ;budget 3 4;;"
            })
    void byteOrderMarksTabsRepeatedSpacesAndBlankLinesDoNotMatter(String lines) throws IOException {
        Path file = file(lines.replace(';', '\n').getBytes(StandardCharsets.UTF_8));
        WordTable table = WordVectorImport.read(file, WordFileFormat.WORD2VEC_TEXT, 9, false)
                .table();
        assertThat(table.vocabulary().words()).containsExactly("harbour", "budget");
        assertThat(table.vector(1)).containsExactly(3, 4);
    }

    @Test
    void firstWordAfterAByteOrderMarkIsImported() throws IOException {
        assertThat(glove("\uFEFFharbour 1 2\nbudget 3 4\n", 9).vocabulary().words())
                .containsExactly("harbour", "budget");
    }

    @Test
    void dimensionComesFromMostLinesAndNotFromAFirstWordWithSpaces() throws IOException {
        WordTable table = glove("top 10 1 2\nharbour 1 2\nbudget 3 4\n", 9);
        assertThat(table.dimension()).isEqualTo(2);
        assertThat(table.vocabulary().words()).containsExactly("top 10", "harbour", "budget");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WORD2VEC_TEXT|3 2;a 1 2 3;b 1 2 3;c 4 5 6|line 1: the header gives dimension 2, but 3 of the first 3 lines have 3",
                "WORD2VEC_TEXT|3 4;a 1 2 3;b 1 2 3;c 4 5 6|line 1: the header gives dimension 4, but 3 of the first 3 lines have 3",
                "FASTTEXT_VEC|a 1 2 3;b 1 2 3|--format glove",
                "GLOVE|3 3;a 1 2 3;b 1 2 3;c 4 5 6|line 1: '3 3' is a header of words and dimension",
                "GLOVE|a 1 2; b 1 2; c 1 2|line 2: the line begins with a space",
                "WORD2VEC_TEXT|2 2;\ta 1 2; b 1 2|line 2: the line begins with a space",
                "WORD2VEC_BINARY|3 3;a 1 2 3;b 1 2 3;c 4 5 6|line 2: numbers in text, where the binary format has bytes: use --format word2vec_text",
                "WORD2VEC_BINARY|a 1 2 3;b 1 2 3|line 1: expected number of words and dimension, found 'a 1 2 3'",
                "GLOVE|red\u001b[31m;x|line 1: expected a word and its numbers, found 'red\\u001b[31m'"
            })
    void fileThatDoesNotMatchTheDeclaredFormatIsRejected(WordFileFormat format, String lines, String problem)
            throws IOException {
        Path file = file((lines.replace(';', '\n').replace("\\t", "\t") + "\n").getBytes(StandardCharsets.UTF_8));
        for (boolean skip : new boolean[] {false, true}) {
            assertThatThrownBy(() -> WordVectorImport.read(file, format, 9, skip && !lines.contains("; ")))
                    .isInstanceOf(WordFileException.class)
                    .hasMessageStartingWith(file + ", ")
                    .hasMessageContaining(problem);
        }
    }

    @Test
    void textFormatRejectsABinaryFile() throws IOException {
        Path file = file(binary("\n", "the", "a", "b"));
        assertThatThrownBy(() -> WordVectorImport.read(file, WordFileFormat.WORD2VEC_TEXT, 9, true))
                .isInstanceOf(WordFileException.class)
                .hasMessageContaining("this is binary, not text, such as --format word2vec_binary reads");
    }

    @Test
    void binaryFileThatContradictsItsHeaderIsRejected() throws IOException {
        byte[] whole = binary("\n", "the", "a", "b");
        for (String header : new String[] {"3 1", "3 3", "2 2"}) {
            byte[] bytes = whole.clone();
            System.arraycopy(header.getBytes(StandardCharsets.UTF_8), 0, bytes, 0, 3);
            Path file = file(bytes);
            assertThatThrownBy(() -> WordVectorImport.read(file, WordFileFormat.WORD2VEC_BINARY, 9, false))
                    .as(header)
                    .isInstanceOf(WordFileException.class);
        }
        assertThat(WordVectorImport.read(file(whole), WordFileFormat.WORD2VEC_BINARY, 2, false)
                        .table()
                        .vocabulary()
                        .words())
                .containsExactly("the", "a");
    }

    @Test
    void errorForASpaceWithinABinaryWordNamesTheSpace() throws IOException {
        Path file = file(binary("\n", "new york", "a", "b"));
        assertThatThrownBy(() -> WordVectorImport.read(file, WordFileFormat.WORD2VEC_BINARY, 9, false))
                .isInstanceOf(WordFileException.class)
                .hasMessageContaining("the word before it holds a space")
                .hasMessageNotContaining("iconv");
    }

    @Test
    void badLinesAreSkippedAndCountedOnRequest() throws IOException {
        Path file = file("6 2\na 1 2\nb NaN 2\nc 1\nd 3 4\n e 1 2\nf 5 6\n".getBytes(StandardCharsets.UTF_8));
        WordVectorImport.Imported imported = WordVectorImport.read(file, WordFileFormat.WORD2VEC_TEXT, 9, true);
        assertThat(imported.table().vocabulary().words()).containsExactly("a", "d", "f");
        assertThat(imported.skipped()).isEqualTo(3);
        assertThatThrownBy(() -> WordVectorImport.read(file, WordFileFormat.WORD2VEC_TEXT, 9, false))
                .hasMessage(file + ", line 3: 'NaN' is not a finite number");

        Path worse = file("a 1 2\nb NaN 2\nc x 1\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> WordVectorImport.read(worse, WordFileFormat.GLOVE, 9, true))
                .isInstanceOf(WordFileException.class)
                .hasMessageContaining("line 2: 'NaN' is not a finite number (and more bad lines than good ones, 2");
    }

    private WordTable glove(String lines, int wordsMax) throws IOException {
        return WordVectorImport.read(
                        file(lines.getBytes(StandardCharsets.UTF_8)), WordFileFormat.GLOVE, wordsMax, false)
                .table();
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
