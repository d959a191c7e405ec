package io.freshet.words;

import io.freshet.text.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Encodes a word model in the layout that {@link WordModelFile} documents. Stateless. */
public final class WordModelBytes {
    private static final int FINGERPRINT_OFFSET = WordModelHeader.FINGERPRINT_OFFSET;
    private static final int HEADER_BYTES = WordModelHeader.BYTES;
    private static final int BLOCK_FLOATS = 1 << 14;

    private WordModelBytes() {}

    /** Fingerprint of the model file that would be written from {@code table}: SHA-256, hexadecimal. */
    public static String fingerprint(WordTable table) {
        MessageDigest digest = Sha256.newDigest();
        try {
            write(table, digest, OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Mean of all input vectors weighted by count, {@code float[dimension]}; zeros for an empty table. */
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

    /**
     * Writes {@code table} as a model file with zeros for the fingerprint, and adds all other bytes to {@code digest}.
     */
    static void write(WordTable table, MessageDigest digest, OutputStream out) throws IOException {
        byte[] words = words(table);
        float[] output = table.output();
        WordModelHeader header = new WordModelHeader(
                output != null,
                table.countsEstimated(),
                "",
                table.dimension(),
                table.vocabulary().size(),
                table.vocabulary().corpusWords(),
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

    /**
     * Writes zeros from file offset {@code position} up to {@code offset}, then the floats; returns the offset after
     * the last float. All bytes are also added to {@code digest}.
     */
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

    static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
