package io.freshet.words;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The header of a model file, whose layout {@link WordModelFile} documents, and the offsets of the file's sections.
 *
 * @param words number of words
 * @param corpusWords length of the corpus in words
 * @param wordsBytes length of provenance and words, bytes
 */
record WordModelHeader(
        boolean hasOutput,
        boolean countsEstimated,
        String fingerprint,
        int dimension,
        int words,
        long corpusWords,
        int wordsBytes) {
    static final int BYTES = 72;
    static final int FINGERPRINT_OFFSET = 16;
    static final int FINGERPRINT_BYTES = 32;
    static final int VERSION = 1;

    private static final byte[] MAGIC = "FRESHETW".getBytes(StandardCharsets.US_ASCII);
    private static final int FLAG_OUTPUT = 1;
    private static final int FLAG_COUNTS_ESTIMATED = 2;
    private static final int ALIGNMENT = 64;

    /**
     * Decodes the header of a model file and checks the header against the length of the file.
     *
     * @param file named in error messages
     * @param bytes first {@link #BYTES} bytes of the file, or the whole of a shorter file; little-endian
     * @param fileLength length of the whole file, bytes
     */
    static WordModelHeader read(Path file, ByteBuffer bytes, long fileLength) throws WordFileException {
        byte[] magic = new byte[Math.min(MAGIC.length, bytes.remaining())];
        bytes.get(0, magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw WordFileException.atByte(file, 0, "this is not a Freshet word model");
        }
        if (fileLength < BYTES) {
            throw WordFileException.atByte(
                    file, fileLength, "the file is truncated within its header of " + BYTES + " bytes");
        }
        int version = bytes.getInt(8);
        if (version != VERSION) {
            throw WordFileException.atByte(
                    file, 8, "word model version " + version + ", this program reads version " + VERSION);
        }
        int flags = bytes.getInt(12);
        byte[] fingerprint = new byte[FINGERPRINT_BYTES];
        bytes.get(FINGERPRINT_OFFSET, fingerprint);
        int dimension = bytes.getInt(48);
        int words = bytes.getInt(52);
        long wordsBytes = bytes.getLong(64);
        if ((flags & ~(FLAG_OUTPUT | FLAG_COUNTS_ESTIMATED)) != 0) {
            throw WordFileException.atByte(file, 12, "unknown flags " + Integer.toHexString(flags));
        }
        if (dimension < 1 || words < 0 || words > Vocabulary.WORDS_MAX || 4L * words * dimension > Integer.MAX_VALUE) {
            throw WordFileException.atByte(file, 48, "invalid size: " + words + " words of dimension " + dimension);
        }
        if (wordsBytes < 0 || wordsBytes > Integer.MAX_VALUE) {
            throw WordFileException.atByte(file, 64, "invalid length of the words: " + wordsBytes + " bytes");
        }
        WordModelHeader header = new WordModelHeader(
                (flags & FLAG_OUTPUT) != 0,
                (flags & FLAG_COUNTS_ESTIMATED) != 0,
                HexFormat.of().formatHex(fingerprint),
                dimension,
                words,
                bytes.getLong(56),
                (int) wordsBytes);
        header.checkLength(file, fileLength);
        return header;
    }

    /** Appends this header to {@code target}, with zeros in place of the fingerprint. */
    void write(ByteBuffer target) {
        target.put(MAGIC)
                .putInt(VERSION)
                .putInt((hasOutput ? FLAG_OUTPUT : 0) | (countsEstimated ? FLAG_COUNTS_ESTIMATED : 0))
                .put(new byte[FINGERPRINT_BYTES])
                .putInt(dimension)
                .putInt(words)
                .putLong(corpusWords)
                .putLong(wordsBytes);
    }

    long meanOffset() {
        return aligned((long) BYTES + wordsBytes);
    }

    long inputOffset() {
        return aligned(meanOffset() + 4L * dimension);
    }

    long outputOffset() {
        return aligned(inputOffset() + 4L * words * dimension);
    }

    private void checkLength(Path file, long fileLength) throws WordFileException {
        long expected = (hasOutput ? outputOffset() : inputOffset()) + 4L * words * dimension;
        if (fileLength < expected) {
            throw WordFileException.atByte(
                    file, fileLength, "the file is truncated: its header announces " + expected + " bytes");
        }
        if (fileLength > expected) {
            throw WordFileException.atByte(
                    file, expected, (fileLength - expected) + " bytes more than its header announces");
        }
    }

    private static long aligned(long offset) {
        return (offset + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
