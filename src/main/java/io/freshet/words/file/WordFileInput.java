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
 * The unpacked content of a file of word vectors as bytes, and as lines of fields divided by spaces or tabs. A byte order
 * mark is left out. Hashes the file as it is stored. Owned by one thread.
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
     * @param stored the file as it is stored, of which {@code digest} takes every byte that is read
     * @param content the same unpacked
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

    /** Moves to the next line that is not blank, without white space at its end; false at the end of the file. */
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
                throw WordFileException.atLine(
                        file, lineNumber, "a line of more than " + LINE_BYTES_MAX + " bytes: wrong format?");
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

    /** Number of the line last read, from 1 on. */
    long lineNumber() {
        return lineNumber;
    }

    int lineLength() {
        return lineLength;
    }

    /** The whole line as text. */
    String line() {
        return line(0, lineLength);
    }

    /** Bytes of the line as text. */
    String line(int from, int to) {
        return new String(line, from, to - from, StandardCharsets.UTF_8);
    }

    /** Whether the line begins with a space or tab. */
    boolean isIndented() {
        return lineLength > 0 && isSeparator(line[0]);
    }

    /** Start of the field that ends at {@code end}. */
    int fieldStart(int end) {
        int index = end;
        while (index > 0 && !isSeparator(line[index - 1])) {
            index--;
        }
        return index;
    }

    /** End of the field before the one that starts at {@code start}; 0 if there is none. */
    int previousFieldEnd(int start) {
        int index = start;
        while (index > 0 && isSeparator(line[index - 1])) {
            index--;
        }
        return index;
    }

    /**
     * The number between two places of the line.
     *
     * @throws NumberFormatException if it is none
     */
    float number(int from, int to) {
        return DecimalText.parseFloat(line, from, to);
    }

    /** Bytes of the unpacked file read so far. */
    long position() {
        return position;
    }

    /** The next bytes, without moving on; fewer at the end of the file. At most {@value #BUFFER_BYTES}. */
    byte[] peek(int count) throws IOException {
        if (bufferEnd - bufferStart < count) {
            System.arraycopy(buffer, bufferStart, buffer, 0, bufferEnd - bufferStart);
            bufferEnd -= bufferStart;
            bufferStart = 0;
            bufferEnd += readContent(buffer, bufferEnd, count - bufferEnd);
        }
        return Arrays.copyOfRange(buffer, bufferStart, Math.min(bufferEnd, bufferStart + count));
    }

    /** The next byte, -1 at the end of the file. */
    int read() throws IOException {
        if (!fill()) {
            return -1;
        }
        position++;
        return buffer[bufferStart++] & 0xff;
    }

    /** Fills the array as far as the file goes and returns how far that is. */
    int read(byte[] target) throws IOException {
        int buffered = Math.min(target.length, bufferEnd - bufferStart);
        System.arraycopy(buffer, bufferStart, target, 0, buffered);
        bufferStart += buffered;
        int count = buffered + readContent(target, buffered, target.length - buffered);
        position += count;
        return count;
    }

    /** Reads the rest and returns the SHA-256 of the whole file as it is stored, in hexadecimal. */
    String finishHash() throws IOException {
        stored.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    static WordFileException brokenPacking(Path file, long position, IOException cause) {
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

    /** Explains a failure to unpack. Of bzip2 and tar every failure counts as one: they throw plain exceptions. */
    private IOException explained(IOException e) {
        boolean packing = e instanceof EOFException
                || e instanceof ZipException
                || e instanceof XZIOException
                || content != stored;
        return packing ? brokenPacking(file, position, e) : e;
    }
}
