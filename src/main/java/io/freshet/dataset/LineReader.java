package io.freshet.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/**
 * Reads a file line by line, as bytes. Lines end in LF or CR LF. A byte order mark is skipped. Blank lines are skipped
 * but count for line numbers. For one thread.
 */
final class LineReader implements Closeable {
    /**
     * Maximum length of a line in bytes, the same as of a record value on the input topics; a longer line is an error.
     * About seven times the longest body in UTF-8.
     */
    static final int LINE_BYTES_MAX = 4 << 20;

    private static final int BUFFER_BYTES = 1 << 16;

    private final StoredFile file;
    private final InputStream content;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private byte[] line = new byte[1024];
    private int length;
    private long lineNumber;

    LineReader(StoredFile file) {
        this.file = file;
        this.content = file.content();
    }

    /** Moves to the next line that is not blank; false at the end. */
    boolean advance() {
        try {
            while (readLine()) {
                if (!isBlank()) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw file.unreadable(lineNumber, e);
        }
    }

    /** A copy of the current line, without its line end. */
    byte[] bytes() {
        return Arrays.copyOf(line, length);
    }

    /**
     * The current line as text.
     *
     * @throws BadLineException if it is not UTF-8
     */
    String text() {
        try {
            return Utf8Text.decode(line, length);
        } catch (CharacterCodingException e) {
            throw new BadLineException(at(), "the line is not UTF-8", Utf8Text.REMEDY, e);
        }
    }

    /** The number of the current line, from 1. */
    long lineNumber() {
        return lineNumber;
    }

    /** Position of the current line for error messages, {@code file:line}. */
    String at() {
        return file.path() + ":" + lineNumber;
    }

    @Override
    public void close() {
        file.close();
    }

    private boolean readLine() throws IOException {
        length = 0;
        boolean any = false;
        while (true) {
            if (position == limit) {
                limit = Math.max(0, content.read(buffer));
                position = 0;
                if (limit == 0) {
                    break;
                }
            }
            any = true;
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            append(end);
            boolean complete = end < limit;
            position = complete ? end + 1 : end;
            if (complete) {
                break;
            }
        }
        if (any) {
            lineNumber++;
            trimEnds();
        }
        return any;
    }

    private void append(int end) {
        int count = end - position;
        if (length + count > LINE_BYTES_MAX) {
            throw new DatasetException(file.path() + ":" + (lineNumber + 1) + ": the line is longer than the limit of "
                    + LINE_BYTES_MAX + " bytes; check that the file has one event per line");
        }
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(2 * line.length, length + count));
        }
        System.arraycopy(buffer, position, line, length, count);
        length += count;
    }

    private void trimEnds() {
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        int mark = lineNumber == 1 ? Utf8Text.byteOrderMarkLength(line, length) : 0;
        if (mark > 0) {
            length -= mark;
            System.arraycopy(line, mark, line, 0, length);
        }
    }

    private boolean isBlank() {
        for (int index = 0; index < length; index++) {
            if (line[index] != ' ' && line[index] != '\t') {
                return false;
            }
        }
        return true;
    }
}
