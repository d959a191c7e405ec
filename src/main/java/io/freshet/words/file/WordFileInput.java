package io.freshet.words.file;

import io.freshet.words.WordFileException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.ZipException;
import org.tukaani.xz.XZIOException;

/**
 * Decompressed content of a file of word vectors, read as bytes or as lines of fields separated by spaces or tabs.
 * Skips a byte order mark and hashes the file as stored. Owned by one thread.
 */
final class WordFileInput implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int LINE_BYTES_MAX = 1 << 16;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Path file;
    private final MessageDigest digest;
    private final InputStream stored;
    private final InputStream content;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int bufferStart;
    private int bufferEnd;
    private final byte[] line = new byte[LINE_BYTES_MAX];
    private int lineLength;
    private long lineNumber;
    private long position;

    /**
     * Creates an input that reads {@code content}, the decompressed bytes of {@code stored}. Skips a byte order mark.
     *
     * @param digest receives every byte read from {@code stored}
     * @param stored the file as stored
     * @param content the unpacked content of {@code stored}
     */
    WordFileInput(Path file, MessageDigest digest, InputStream stored, InputStream content) throws IOException {
        this.file = file;
        this.digest = digest;
        this.stored = stored;
        this.content = content;
        if (Arrays.equals(peek(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
            bufferStart += BYTE_ORDER_MARK.length;
            position += BYTE_ORDER_MARK.length;
        }
    }

    Path file() {
        return file;
    }

    /** Creates an error whose message names the file, the current line and the problem. */
    WordFileException errorAtLine(String problem) {
        return WordFileException.atLine(file, lineNumber, problem);
    }

    /**
     * Creates an error whose message names the file, a byte position in its unpacked content, and the problem.
     *
     * @param at position of the byte in the unpacked file, from 0
     */
    WordFileException errorAtByte(long at, String problem) {
        return WordFileException.atByte(file, at, problem);
    }

    /**
     * Moves to the next line that is not blank; returns false at the end of the file. Trailing white space is dropped.
     */
    boolean nextLine() throws IOException {
        do {
            if (!readLine()) {
                lineLength = 0;
                return false;
            }
        } while (lineLength == 0);
        return true;
    }

    private boolean readLine() throws IOException {
        lineNumber++;
        int length = 0;
        boolean found = false;
        boolean complete = false;
        while (!complete && fill()) {
            found = true;
            int end = bufferStart;
            while (end < bufferEnd && buffer[end] != '\n') {
                end++;
            }
            int count = end - bufferStart;
            if (length + count > LINE_BYTES_MAX) {
                throw errorAtLine("a line of more than " + LINE_BYTES_MAX + " bytes: wrong format?");
            }
            System.arraycopy(buffer, bufferStart, line, length, count);
            length += count;
            complete = end < bufferEnd;
            position += count + (complete ? 1 : 0);
            bufferStart = complete ? end + 1 : end;
        }
        while (length > 0 && (isSeparator(line[length - 1]) || line[length - 1] == '\r')) {
            length--;
        }
        lineLength = length;
        return found;
    }

    /** Number of the current line, from 1. */
    long lineNumber() {
        return lineNumber;
    }

    int lineLength() {
        return lineLength;
    }

    /** The current line, without trailing white space. */
    String line() {
        return line(0, lineLength);
    }

    /** Text of the current line from byte {@code from}, inclusive, to byte {@code to}, exclusive. */
    String line(int from, int to) {
        return new String(line, from, to - from, StandardCharsets.UTF_8);
    }

    /** Whether the line begins with a space or tab. */
    boolean isIndented() {
        return lineLength > 0 && isSeparator(line[0]);
    }

    /** Start of the field of the current line that ends at byte {@code end}. */
    int fieldStart(int end) {
        int index = end;
        while (index > 0 && !isSeparator(line[index - 1])) {
            index--;
        }
        return index;
    }

    /** End of the field before the field of the current line that starts at byte {@code start}; 0 if there is none. */
    int previousFieldEnd(int start) {
        int index = start;
        while (index > 0 && isSeparator(line[index - 1])) {
            index--;
        }
        return index;
    }

    /**
     * Parses the bytes of the current line from {@code from}, inclusive, to {@code to}, exclusive, as a number.
     *
     * @throws NumberFormatException if these bytes are not a number
     */
    float number(int from, int to) {
        return DecimalText.parseFloat(line, from, to);
    }

    /** Number of bytes of the unpacked file read so far. */
    long position() {
        return position;
    }

    /**
     * Returns the next bytes without consuming them; fewer at the end of the file.
     *
     * @param count at most {@value #BUFFER_BYTES}
     */
    byte[] peek(int count) throws IOException {
        if (bufferEnd - bufferStart < count) {
            System.arraycopy(buffer, bufferStart, buffer, 0, bufferEnd - bufferStart);
            bufferEnd -= bufferStart;
            bufferStart = 0;
            bufferEnd += readContent(buffer, bufferEnd, count - bufferEnd);
        }
        return Arrays.copyOfRange(buffer, bufferStart, Math.min(bufferEnd, bufferStart + count));
    }

    /** Reads a byte; -1 at the end of the file. */
    int read() throws IOException {
        if (!fill()) {
            return -1;
        }
        position++;
        return buffer[bufferStart++] & 0xff;
    }

    /** Fills the array and returns the number of bytes read, which is less at the end of the file. */
    int read(byte[] target) throws IOException {
        int buffered = Math.min(target.length, bufferEnd - bufferStart);
        System.arraycopy(buffer, bufferStart, target, 0, buffered);
        bufferStart += buffered;
        int count = buffered + readContent(target, buffered, target.length - buffered);
        position += count;
        return count;
    }

    /** Reads the rest of the file and returns the SHA-256 of the whole file as stored, in hexadecimal. */
    String finishHash() throws IOException {
        stored.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    static WordFileException brokenPacking(Path file, long position, Exception cause) {
        WordFileException exception = WordFileException.atByte(
                file, position, "the packing is broken or cut short here (" + cause.getMessage() + ")");
        exception.initCause(cause);
        return exception;
    }

    private static boolean isSeparator(byte character) {
        return character == ' ' || character == '\t';
    }

    private boolean fill() throws IOException {
        if (bufferStart == bufferEnd) {
            bufferStart = 0;
            bufferEnd = readSome();
        }
        return bufferEnd > 0;
    }

    private int readSome() throws IOException {
        try {
            return Math.max(0, content.read(buffer, 0, buffer.length));
        } catch (IOException e) {
            throw explained(e);
        }
    }

    private int readContent(byte[] target, int from, int count) throws IOException {
        try {
            return content.readNBytes(target, from, count);
        } catch (IOException e) {
            throw explained(e);
        }
    }

    /**
     * Returns an error that names the file position if {@code e} comes from decompression or an archive, otherwise
     * {@code e} itself. Any exception from packed content counts as such, because bzip2 and tar throw plain ones.
     */
    private IOException explained(IOException e) {
        boolean packing = e instanceof EOFException
                || e instanceof ZipException
                || e instanceof XZIOException
                || content != stored;
        return packing ? brokenPacking(file, position, e) : e;
    }
}
