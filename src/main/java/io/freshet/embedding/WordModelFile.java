package io.freshet.embedding;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
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
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
    private static final int BLOCK_FLOATS = 1 << 14;

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
            MessageDigest digest = sha256();
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16)) {
                write(table, digest, out);
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
            MessageDigest digest = sha256();
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

    /** The fingerprint that the file of these vectors has. */
    static String fingerprint(WordTable table) {
        MessageDigest digest = sha256();
        try {
            write(table, digest, OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The mean of all vectors weighted by count, {@code float[dimension]}; zeros where there are none. */
    static float[] mean(WordTable table) {
        int dimension = table.dimension();
        double[] sum = new double[dimension];
        double weight = 0;
        for (int word = 0; word < table.vocabulary().size(); word++) {
            long count = table.vocabulary().count(word);
            weight += count;
            for (int index = 0; index < dimension; index++) {
                sum[index] += count * (double) table.input()[word * dimension + index];
            }
        }
        float[] mean = new float[dimension];
        for (int index = 0; index < dimension && weight > 0; index++) {
            mean[index] = (float) (sum[index] / weight);
        }
        return mean;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Writes everything with a fingerprint of zeros; {@code digest} sees all but the fingerprint. */
    private static void write(WordTable table, MessageDigest digest, OutputStream out) throws IOException {
        byte[] words = words(table);
        float[] output = table.output();
        WordModelHeader header = new WordModelHeader(
                output != null,
                table.countsEstimated(),
                "",
                table.dimension(),
                table.vocabulary().size(),
                table.vocabulary().runningWords(),
                words.length);
        byte[] bytes = new byte[HEADER_BYTES];
        header.write(littleEndian(bytes));
        int rest = FINGERPRINT_OFFSET + WordModelHeader.FINGERPRINT_BYTES;
        digest.update(bytes, 0, FINGERPRINT_OFFSET);
        digest.update(bytes, rest, HEADER_BYTES - rest);
        out.write(bytes);
        digest.update(words);
        out.write(words);
        long end = writeFloats((long) HEADER_BYTES + words.length, header.meanOffset(), mean(table), digest, out);
        end = writeFloats(end, header.inputOffset(), table.input(), digest, out);
        if (output != null) {
            writeFloats(end, header.outputOffset(), output, digest, out);
        }
    }

    /** Fills up with zeros from {@code position} to {@code offset}, writes the floats there, returns where they end. */
    private static long writeFloats(long position, long offset, float[] floats, MessageDigest digest, OutputStream out)
            throws IOException {
        byte[] zeros = new byte[(int) (offset - position)];
        digest.update(zeros);
        out.write(zeros);
        byte[] block = new byte[4 * BLOCK_FLOATS];
        FloatBuffer blockFloats = littleEndian(block).asFloatBuffer();
        for (int start = 0; start < floats.length; start += BLOCK_FLOATS) {
            int count = Math.min(BLOCK_FLOATS, floats.length - start);
            blockFloats.put(0, floats, start, count);
            digest.update(block, 0, 4 * count);
            out.write(block, 0, 4 * count);
        }
        return offset + 4L * floats.length;
    }

    private static byte[] words(WordTable table) throws IOException {
        WordTable.Provenance provenance = table.provenance();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writeText(provenance.source(), bytes);
        writeText(provenance.sourceHash(), bytes);
        writeText(provenance.trainer(), bytes);
        writeInt(provenance.settings().size(), bytes);
        for (Map.Entry<String, String> setting : new TreeMap<>(provenance.settings()).entrySet()) {
            writeText(setting.getKey(), bytes);
            writeText(setting.getValue(), bytes);
        }
        writeLong(provenance.steps(), bytes);
        Vocabulary vocabulary = table.vocabulary();
        for (int index = 0; index < vocabulary.size(); index++) {
            writeText(vocabulary.word(index), bytes);
            writeLong(vocabulary.count(index), bytes);
        }
        return bytes.toByteArray();
    }

    private static void writeText(String text, OutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        writeInt(bytes.length, out);
        out.write(bytes);
    }

    private static void writeInt(int number, OutputStream out) throws IOException {
        byte[] bytes = new byte[Integer.BYTES];
        littleEndian(bytes).putInt(number);
        out.write(bytes);
    }

    private static void writeLong(long number, OutputStream out) throws IOException {
        byte[] bytes = new byte[Long.BYTES];
        littleEndian(bytes).putLong(number);
        out.write(bytes);
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
        ByteBuffer bytes = littleEndian(new byte[length]);
        while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {
            // One read need not fill the buffer.
        }
        return bytes.flip();
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
