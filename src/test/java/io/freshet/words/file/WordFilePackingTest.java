package io.freshet.words.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.words.WordFileException;
import io.freshet.words.WordTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WordFilePackingTest {
    private static final String LINES = "harbour 1 2\nbudget 3 4\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(WordFilePacking.class)
    void packedFileIsImportedLikeThePlainFile(WordFilePacking packing) throws IOException {
        Path file = file(packing.pack(LINES.getBytes(StandardCharsets.UTF_8)));

        WordTable table = read(file, WordFileFormat.GLOVE);
        assertThat(table.vocabulary().words()).containsExactly("harbour", "budget");
        assertThat(table.vector(1)).containsExactly(3, 4);
    }

    @ParameterizedTest
    @EnumSource(
            value = WordFilePacking.class,
            names = {"GZIP", "BZIP2", "XZ"})
    void truncatedPackingIsAnErrorThatNamesTheByte(WordFilePacking packing) throws IOException {
        byte[] bytes = "harbour 1 2\n".repeat(50).getBytes(StandardCharsets.UTF_8);
        byte[] packed = packing.pack(bytes);
        Path file = file(Arrays.copyOf(packed, packed.length - 16));
        assertThatThrownBy(() -> read(file, WordFileFormat.GLOVE))
                .isInstanceOf(WordFileException.class)
                .hasMessageStartingWith(file + ", byte ")
                .hasMessageContaining("packing is broken or cut short");
    }

    @Test
    void fileIsUnpackedThreeTimesAndNotMore() throws IOException {
        byte[] bytes = LINES.getBytes(StandardCharsets.UTF_8);
        for (int packings = 0; packings < 3; packings++) {
            bytes = WordFilePacking.gzip(bytes);
        }
        assertThat(read(file(bytes), WordFileFormat.GLOVE).vocabulary().size()).isEqualTo(2);

        Path fourTimes = file(WordFilePacking.gzip(bytes));
        assertThatThrownBy(() -> read(fourTimes, WordFileFormat.GLOVE))
                .isInstanceOf(WordFileException.class)
                .hasMessageContaining("packed more than 3 times: unpack it first");
    }

    @Test
    void archiveOfSeveralFilesIsRejectedWithTheirNames() throws IOException {
        byte[] bytes = LINES.getBytes(StandardCharsets.UTF_8);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("g.5d.txt", bytes);
        entries.put("g.10d.txt", bytes);
        for (byte[] archive : new byte[][] {
            WordFilePacking.zip(entries),
            WordFilePacking.tar(entries),
            WordFilePacking.gzip(WordFilePacking.tar(entries))
        }) {
            Path file = file(archive);
            assertThatThrownBy(() -> read(file, WordFileFormat.GLOVE))
                    .isInstanceOf(WordFileException.class)
                    .hasMessageContaining("several files: g.5d.txt, g.10d.txt; unpack the one to import")
                    .hasMessageContaining("'g.5d.txt'");
        }
    }

    @Test
    void otherFilesBesideTheVectorsInAnArchiveAreIgnored() throws IOException {
        byte[] bytes = LINES.getBytes(StandardCharsets.UTF_8);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("__MACOSX/._vectors.txt", new byte[] {0, 5, 22, 7});
        entries.put("README", bytes);
        entries.put("meta.json", bytes);
        entries.put("model.bin", bytes);
        entries.put("vectors.txt", bytes);
        for (byte[] archive : new byte[][] {WordFilePacking.zip(entries), WordFilePacking.tar(entries)}) {
            assertThat(read(file(archive), WordFileFormat.GLOVE).vocabulary().size())
                    .isEqualTo(2);
        }
        entries.remove("vectors.txt");
        Path none = file(WordFilePacking.zip(entries));
        assertThatThrownBy(() -> read(none, WordFileFormat.GLOVE))
                .hasMessageContaining("no file of word vectors in this format")
                .hasMessageContaining("model.bin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "377abcaf271c|7z x",
                "28b52ffd|zstd -d",
                "52617221|unrar x",
                "ba164f2f|import the .vec file",
                "894844460d0a|HDF5",
                "fffe74006800|iconv -f utf-16",
                "3c21444f43545950452068746d6c3e|a web page"
            })
    void unsupportedFileIsRejectedWithARemedy(String beginning, String remedy) throws IOException {
        Path file = file(HexFormat.of().parseHex(beginning));
        assertThatThrownBy(() -> read(file, WordFileFormat.WORD2VEC_TEXT))
                .isInstanceOf(WordFileException.class)
                .hasMessageStartingWith(file + ", byte 0: ")
                .hasMessageContaining(remedy);
    }

    private static WordTable read(Path file, WordFileFormat format) throws IOException {
        return WordVectorImport.read(file, format, 999, false).table();
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("vectors"), bytes);
    }
}
