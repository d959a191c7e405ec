package io.freshet.words;

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
 * Writes and opens the file of a word model, version 1. All numbers are little-endian; a text is an int (its length in bytes) and that
 * many bytes of UTF-8; each of the three sections of floats starts at the next multiple of 64 bytes, after zeros.
 *
 * <pre>
 * offset  bytes  content
 *      0      8  "FRESHETW"
 *      8      4  version: 1
 *     12      4  flags: 1 = output vectors follow, 2 = counts are estimated
 *     16     32  fingerprint: SHA-256 of all other bytes of the file
 *     48      4  dimension d
 *     52      4  number of words n
 *     56      8  running words of the corpus
 *     64      8  length of the next two parts in bytes
 *     72         provenance: texts source, source hash, trainer; int number of settings, for each by name the texts
 *                name and value; long steps
 *                n times, by falling count: text word, long count
 *            4d  mean vector: weighted by count
 *           4dn  input vectors, row by row
 *           4dn  output vectors, where flag 1 is set
 * </pre>
 *
 * <p>A file holds no time and no path, so that the same training gives the same bytes.
 */
public final class WordModelFile {
    private static final int FINGERPRINT_OFFSET = WordModelHeader.FINGERPRINT_OFFSET;
    private static final int HEADER_BYTES = WordModelHeader.BYTES;

    private WordModelFile() {}

    /**
     * Writes the file: beside it first, then moved into its place, so that no one sees half a file.
     *
     * @throws IOException if that fails
     * @throws IllegalArgumentException if a section of vectors would be larger than 2 GiB
     */
    public static void write(Path file, WordTable table) throws IOException {
        if (4L * table.input().length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(table.vocabulary().size() + " words of dimension " + table.dimension()
                    + " need more than 2 GiB, the most a model file may have in one section");
        }
        Path target = file.toAbsolutePath();
        Path unfinished = target.resolveSibling(target.getFileName() + ".part");
        try {
            MessageDigest digest = WordModelBytes.sha256();
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16)) {
                WordModelBytes.write(table, digest, out);
            }
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(digest.digest()), FINGERPRINT_OFFSET);
                channel.force(true);
            }
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /**
     * Opens the file. The words are read; the vectors are mapped and read by the operating system when they are used.
     * The file must not change while it is open.
     *
     * @throws WordFileException if it is not a model, of another version, cut short, or inconsistent
     * @throws IOException if it cannot be read
     */
    public static WordModel open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            WordModelHeader header = WordModelHeader.read(file, read(channel, 0, HEADER_BYTES), channel.size());
            ByteBuffer words = read(channel, HEADER_BYTES, header.wordsBytes());
            try {
                WordTable.Provenance provenance = provenance(words);
                Vocabulary vocabulary = vocabulary(words, header.words(), header.runningWords());
                if (words.hasRemaining()) {
                    throw new IllegalArgumentException(words.remaining() + " bytes are left over after the last word");
                }
                float[] mean = new float[header.dimension()];
                map(channel, header.meanOffset(), header.dimension()).get(mean);
                int floats = header.words() * header.dimension();
                return new WordModel(
                        vocabulary,
                        header.dimension(),
                        map(channel, header.inputOffset(), floats),
                        header.hasOutput() ? map(channel, header.outputOffset(), floats) : null,
                        mean,
                        header.countsEstimated(),
                        header.fingerprint(),
                        provenance);
            } catch (IllegalArgumentException | BufferUnderflowException e) {
                String problem = e.getMessage() == null ? "the words end too soon" : e.getMessage();
                throw WordFileException.atByte(file, HEADER_BYTES + words.position(), problem);
            }
        }
    }

    /**
     * Reads the whole file and compares it with its fingerprint: what {@link #open} leaves out to be fast.
     *
     * @throws WordFileException if they differ
     * @throws IOException if it cannot be read
     */
    public static void verify(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            String expected = WordModelHeader.read(file, read(channel, 0, HEADER_BYTES), channel.size())
                    .fingerprint();
            MessageDigest digest = WordModelBytes.sha256();
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
                        "the contents have fingerprint " + actual + ", the file says " + expected + ": it is damaged");
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
                    "a text of " + length + " bytes where " + bytes.remaining() + " are left");
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
