package io.freshet.words;

import io.freshet.text.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes and opens word model files, version 1. Numbers are little-endian. A text is an int, its length in bytes,
 * followed by UTF-8. Each of the three sections of floats is padded with zeros to start at a multiple of 64 bytes.
 *
 * <pre>
 * offset  bytes  content
 *      0      8  "FRESHETW"
 *      8      4  version: 1
 *     12      4  flags: 1 = has output vectors, 2 = counts are estimated
 *     16     32  fingerprint: SHA-256 of all other bytes of the file
 *     48      4  dimension d
 *     52      4  number of words n
 *     56      8  length of the corpus in words
 *     64      8  length of provenance and words in bytes
 *     72         provenance: texts source, source hash, trainer; int number of settings; for each setting, in order of
 *                names, the texts name and value; long steps
 *                words: n times, by falling count, text word and long count
 *            4d  mean vector, weighted by count
 *           4dn  input vectors, one row per word
 *           4dn  output vectors, one row per word, if flag 1 is set
 * </pre>
 *
 * <p>A file holds neither a time nor a path, so that equal training gives equal bytes.
 */
public final class WordModelFile {
    private static final int FINGERPRINT_OFFSET = WordModelHeader.FINGERPRINT_OFFSET;
    private static final int HEADER_BYTES = WordModelHeader.BYTES;

    private WordModelFile() {}

    /**
     * Writes the model to a temporary file beside {@code file} and moves it into place, so that no reader sees a
     * partial file.
     *
     * @throws IOException if writing or moving fails
     * @throws IllegalArgumentException if a section of vectors would exceed 2 GiB
     */
    public static void write(Path file, WordTable table) throws IOException {
        if (4L * table.input().length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(table.vocabulary().size() + " words of dimension " + table.dimension()
                    + " exceed 2 GiB, the limit of one section of a model file: keep fewer words");
        }
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling(target.getFileName() + ".part");
        try {
            MessageDigest digest = Sha256.newDigest();
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
                WordModelBytes.write(table, digest, out);
            }
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(digest.digest()), FINGERPRINT_OFFSET);
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Opens a model file: reads its words and maps its vectors into memory, which the operating system loads on first
     * use. The file must not change while the model is in use. Does not check the fingerprint, see {@link #verify}.
     *
     * @throws WordFileException if the file is no model, has another version, is truncated or is inconsistent
     * @throws IOException if the file cannot be read
     */
    public static WordModel open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw WordFileException.of(file, "this is a directory; give a model file");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            WordModelHeader header = WordModelHeader.read(file, read(channel, 0, HEADER_BYTES), channel.size());
            ByteBuffer words = read(channel, HEADER_BYTES, header.wordsBytes());
            try {
                WordTable.Provenance provenance = provenance(words);
                Vocabulary vocabulary = vocabulary(words, header.words(), header.corpusWords());
                if (words.hasRemaining()) {
                    throw new IllegalArgumentException(words.remaining() + " bytes follow the last word");
                }
                float[] mean = new float[header.dimension()];
                map(channel, header.meanOffset(), header.dimension()).get(mean);
                int floats = header.words() * header.dimension();
                return new WordModel(
                        vocabulary,
                        header.dimension(),
                        new WordModel.VectorBuffers(
                                map(channel, header.inputOffset(), floats),
                                header.hasOutput() ? map(channel, header.outputOffset(), floats) : null,
                                mean),
                        header.countsEstimated(),
                        header.fingerprint(),
                        provenance);
            } catch (IllegalArgumentException | BufferUnderflowException e) {
                String problem = e.getMessage() == null ? "the section of words is too short" : e.getMessage();
                throw WordFileException.atByte(file, HEADER_BYTES + words.position(), problem);
            }
        }
    }

    /**
     * Reads the whole file and checks its fingerprint, which {@link #open} skips to be fast.
     *
     * @throws WordFileException if contents and fingerprint differ
     * @throws IOException if the file cannot be read
     */
    public static void verify(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            String expected = WordModelHeader.read(file, read(channel, 0, HEADER_BYTES), channel.size())
                    .fingerprint();
            MessageDigest digest = Sha256.newDigest();
            ByteBuffer block = ByteBuffer.allocate(1 << 16);
            digest.update(read(channel, 0, FINGERPRINT_OFFSET));
            long position = FINGERPRINT_OFFSET + WordModelHeader.FINGERPRINT_BYTES;
            for (int count = channel.read(block, position); count >= 0; count = channel.read(block, position)) {
                position += count;
                digest.update(block.flip());
                block.clear();
            }
            String actual = HexFormat.of().formatHex(digest.digest());
            if (!actual.equals(expected)) {
                throw WordFileException.atByte(
                        file,
                        FINGERPRINT_OFFSET,
                        "the contents have fingerprint " + actual + ", the header says " + expected
                                + ": the file is damaged");
            }
        }
    }

    private static WordTable.Provenance provenance(ByteBuffer bytes) {
        String source = text(bytes);
        String sourceHash = text(bytes);
        String trainer = text(bytes);
        Map<String, String> settings = new LinkedHashMap<>();
        int count = bytes.getInt();
        for (int index = 0; index < count; index++) {
            settings.put(text(bytes), text(bytes));
        }
        return new WordTable.Provenance(source, sourceHash, trainer, settings, bytes.getLong());
    }

    private static Vocabulary vocabulary(ByteBuffer bytes, int size, long runningWords) {
        List<String> words = new ArrayList<>(size);
        long[] counts = new long[size];
        for (int index = 0; index < size; index++) {
            words.add(text(bytes));
            counts[index] = bytes.getLong();
        }
        return Vocabulary.of(words, counts, runningWords);
    }

    private static String text(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new IllegalArgumentException(
                    "a text of " + length + " bytes, but only " + bytes.remaining() + " bytes remain");
        }
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static FloatBuffer map(FileChannel channel, long offset, int floats) throws IOException {
        return channel.map(FileChannel.MapMode.READ_ONLY, offset, 4L * floats)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }

    private static ByteBuffer read(FileChannel channel, long offset, int length) throws IOException {
        ByteBuffer bytes = WordModelBytes.littleEndian(new byte[length]);
        while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {
            // One read need not fill the buffer.
        }
        return bytes.flip();
    }
}
