package io.freshet.words.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Fuzz;
import io.freshet.words.WordFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordFileFuzzTest {
    private static final int WORDS = 12;
    private static final int DIMENSION = 3;
    private static final byte[][] SNIPPETS = Fuzz.snippets(
            "\n",
            "\r\n",
            " ",
            "\t",
            "\u0000",
            "NaN",
            "Infinity",
            "1e39",
            "-",
            "0x1p3",
            "\ufeff",
            "新闻",
            "4 2\n",
            "99999999999 2\n",
            "2 1025\n",
            "12 2147483647\n",
            "9".repeat(50),
            " ".repeat(5_000),
            "<html",
            "BZh91AY&SY",
            "\u0000\u0000\u0080\u007f");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(WordFileFormat.class)
    void damagedFileIsImportedOrRejectedByName(WordFileFormat format) {
        Path file = directory.resolve("vectors");
        int[] imported = new int[1];
        Fuzz.of("word vectors in " + format.name().toLowerCase(Locale.ROOT), 300)
                // Each opening has its buffers, and rows are stored in blocks.
                .withBytesMax(16 << 20, 2_000)
                .run(random -> damaged(file(format, random), random), bytes -> {
                    Files.write(file, bytes);
                    try {
                        WordVectorImport.Imported result =
                                WordVectorImport.read(file, format, 9, bytes.length % 2 == 0);
                        for (int word = 0; word < result.table().vocabulary().size(); word++) {
                            for (float number : result.table().vector(word)) {
                                assertThat(number).isFinite();
                            }
                        }
                        imported[0]++;
                    } catch (WordFileException e) {
                        assertThat(e.getMessage()).startsWith(file.toString());
                    }
                });
        assertThat(imported[0]).isPositive();
    }

    @ParameterizedTest
    @EnumSource(WordFilePacking.class)
    void damagedPackingIsImportedOrRejectedByName(WordFilePacking packing) throws IOException {
        byte[] lines = "harbour 1 2\nbudget 3 4\n".repeat(20).getBytes(StandardCharsets.UTF_8);
        byte[] packed = packing.pack(lines);
        Path file = directory.resolve("vectors");
        Fuzz.of("packing " + packing, 60)
                .withBytesMax(64 << 20, 2_000)
                .run(random -> damaged(packed, random), bytes -> {
                    Files.write(file, bytes);
                    try {
                        WordVectorImport.read(file, WordFileFormat.GLOVE, 9, true);
                    } catch (WordFileException e) {
                        assertThat(e.getMessage()).startsWith(file.toString());
                    }
                });
    }

    private static byte[] damaged(byte[] good, RandomGenerator random) {
        return random.nextInt(50) == 0 ? Fuzz.randomBytes(random, 2_000) : Fuzz.damaged(good, random, SNIPPETS);
    }

    private static byte[] file(WordFileFormat format, RandomGenerator random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (format != WordFileFormat.GLOVE) {
            write(WORDS + " " + DIMENSION + "\n", bytes);
        }
        for (int word = 0; word < WORDS; word++) {
            write("w" + word + (random.nextInt(5) == 0 ? "é " : " "), bytes);
            ByteBuffer vector = ByteBuffer.allocate(4 * DIMENSION).order(ByteOrder.LITTLE_ENDIAN);
            for (int index = 0; index < DIMENSION; index++) {
                float number = (float) random.nextGaussian();
                vector.putFloat(number);
                if (format != WordFileFormat.WORD2VEC_BINARY) {
                    write(number + (index == DIMENSION - 1 ? "" : " "), bytes);
                }
            }
            if (format == WordFileFormat.WORD2VEC_BINARY) {
                bytes.writeBytes(vector.array());
            }
            write("\n", bytes);
        }
        return bytes.toByteArray();
    }

    private static void write(String text, ByteArrayOutputStream bytes) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
