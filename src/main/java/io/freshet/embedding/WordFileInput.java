package io.freshet.embedding;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** A file of word vectors as lines and bytes, unpacked if it is packed with gzip or zip, hashed as it is. Owned by one thread. */
final class WordFileInput implements Closeable {
    private static final int LINE_BYTES_MAX = 1 << 16;
    private static final int GZIP_MAGIC = 0x8b1f;
    private static final int ZIP_MAGIC = 0x4b50;

    private final Path file;
    private final MessageDigest digest;
    private final InputStream packed;
    private final InputStream in;
    private final byte[] line = new byte[LINE_BYTES_MAX];
    private int lineLength;
    private long lineNumber;
    private long position;

    private WordFileInput(Path file, MessageDigest digest, InputStream packed, InputStream in) {
        this.file = file;
        this.digest = digest;
        this.packed = packed;
        this.in = in;
    }

    static WordFileInput open(Path file) throws IOException {
        MessageDigest digest = WordModelBytes.sha256();
        InputStream packed =
                new BufferedInputStream(new DigestInputStream(Files.newInputStream(file), digest), 1 << 16);
        try {
            packed.mark(2);
            int magic = packed.read() | packed.read() << 8;
            packed.reset();
            return new WordFileInput(file, digest, packed, unpacked(file, packed, magic));
        } catch (IOException e) {
            packed.close();
            throw e;
        }
    }

    private static InputStream unpacked(Path file, InputStream packed, int magic) throws IOException {
        if (magic == GZIP_MAGIC) {
            return new BufferedInputStream(new GZIPInputStream(packed, 1 << 16), 1 << 16);
        }
        if (magic == ZIP_MAGIC) {
            ZipInputStream zip = new ZipInputStream(packed);
            ZipEntry entry = zip.getNextEntry();
            while (entry != null && entry.isDirectory()) {
                entry = zip.getNextEntry();
            }
            if (entry == null) {
                throw WordFileException.atByte(file, 0, "the zip archive holds no file");
            }
            return new BufferedInputStream(zip, 1 << 16);
        }
        return packed;
    }

    /** Reads the next line, without spaces, tabs and carriage returns at its end; false at the end of the file. */
    boolean nextLine() throws IOException {
        lineNumber++;
        int length = 0;
        int next = read();
        boolean found = next >= 0;
        while (next >= 0 && next != '\n') {
            if (length == LINE_BYTES_MAX) {
                throw WordFileException.atLine(
                        file, lineNumber, "a line of more than " + LINE_BYTES_MAX + " bytes: wrong format?");
            }
            line[length++] = (byte) next;
            next = read();
        }
        while (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\t' || line[length - 1] == '\r')) {
            length--;
        }
        lineLength = length;
        return found;
    }

    /** Number of the line last read, from 1 on. */
    long lineNumber() {
        return lineNumber;
    }

    int lineLength() {
        return lineLength;
    }

    /** Bytes of the line as text. */
    String line(int from, int to) {
        return new String(line, from, to - from, StandardCharsets.UTF_8);
    }

    /** Index of the last space of the line before {@code end}, -1 if there is none. */
    int lastSpaceBefore(int end) {
        int index = end - 1;
        while (index >= 0 && line[index] != ' ') {
            index--;
        }
        return index;
    }

    /** Bytes of the unpacked file read so far. */
    long position() {
        return position;
    }

    /** The next byte, -1 at the end of the file. */
    int read() throws IOException {
        try {
            int next = in.read();
            position += next < 0 ? 0 : 1;
            return next;
        } catch (EOFException | ZipException e) {
            throw brokenPacking(e);
        }
    }

    /** Fills the array as far as the file goes and returns how far that is. */
    int read(byte[] target) throws IOException {
        try {
            int count = in.readNBytes(target, 0, target.length);
            position += count;
            return count;
        } catch (EOFException | ZipException e) {
            throw brokenPacking(e);
        }
    }

    /** Reads the rest and returns the SHA-256 of the whole file as it is stored, in hexadecimal. */
    String finishHash() throws IOException {
        packed.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private WordFileException brokenPacking(IOException cause) {
        WordFileException exception = WordFileException.atByte(
                file, position, "the packing is broken or cut short here (" + cause.getMessage() + ")");
        exception.initCause(cause);
        return exception;
    }
}
