package io.freshet.dataset;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** A file opened to be read once. Decompresses gzip and counts the stored bytes read. */
final class StoredFile implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final String GZIP = "\u001f\u008b";
    private static final String UTF_16 = "this is UTF-16; convert it with iconv -f utf-16 -t utf-8";
    private static final int FIRST_BYTES = 4;
    /**
     * Error message with remedy for each unsupported file format, by the first bytes of such a file, one character per
     * byte.
     */
    private static final Map<String, String> UNSUPPORTED = Map.of(
            "PK\u0003\u0004", "this is a zip archive; unpack it and give the directory",
            "BZh", "this is compressed with bzip2; decompress it, or compress it with gzip",
            "\u00fd7zX", "this is compressed with xz; decompress it, or compress it with gzip",
            "(\u00b5/\u00fd", "this is compressed with zstd; decompress it, or compress it with gzip",
            "PAR1", "this is a Parquet file; give the directory with behaviors.parquet",
            "\u00fe\u00ff", UTF_16,
            "\u00ff\u00fe", UTF_16);

    private final Path path;
    private final long bytesTotal;
    private final AtomicLong bytesRead = new AtomicLong();
    private final InputStream content;

    StoredFile(Path path) {
        this.path = path;
        try {
            bytesTotal = Files.size(path);
            InputStream stored = new BufferedInputStream(new Counted(Files.newInputStream(path)), BUFFER_BYTES);
            try {
                content = decompressed(stored);
                rejectUnsupportedFormats(content);
            } catch (IOException | DatasetException e) {
                stored.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DatasetException(
                    path + ": cannot be opened (" + DatasetException.reason(e)
                            + "); check that it exists, is readable and is not truncated",
                    e);
        }
    }

    Path path() {
        return path;
    }

    /** Stream of the file's content, decompressed. */
    InputStream content() {
        return content;
    }

    /** Stored bytes read so far, and the size of the file. */
    ReadProgress.StoredBytes progress() {
        return new ReadProgress.StoredBytes(bytesRead.get(), bytesTotal);
    }

    /** Creates the exception for a read error after the line with this number. */
    DatasetException unreadable(long line, Exception cause) {
        return new DatasetException(
                path + ":" + line + ": reading failed after this line (" + DatasetException.reason(cause)
                        + "); the file may be truncated: fetch or write it again",
                cause);
    }

    @Override
    public void close() {
        try {
            content.close();
        } catch (IOException e) {
            throw new DatasetException(
                    path + ": cannot be closed (" + DatasetException.reason(e) + "); check the disk", e);
        }
    }

    /**
     * Decompresses all members of a gzip file and returns any other stream unchanged. Unlike the JDK's stream, the
     * decompressing stream fails at bytes after a member that are not gzip.
     */
    private static InputStream decompressed(InputStream stored) throws IOException {
        return first(stored).startsWith(GZIP)
                ? new BufferedInputStream(
                        GzipCompressorInputStream.builder()
                                .setInputStream(stored)
                                .setDecompressConcatenated(true)
                                .get(),
                        BUFFER_BYTES)
                : stored;
    }

    private void rejectUnsupportedFormats(InputStream content) throws IOException {
        String first = first(content);
        UNSUPPORTED.forEach((magic, problem) -> {
            if (first.startsWith(magic)) {
                throw new DatasetException(path + ": " + problem);
            }
        });
    }

    /** Returns the first four bytes without consuming them, one character per byte. */
    private static String first(InputStream stream) throws IOException {
        stream.mark(FIRST_BYTES);
        byte[] first = stream.readNBytes(FIRST_BYTES);
        stream.reset();
        return new String(first, StandardCharsets.ISO_8859_1);
    }

    private final class Counted extends FilterInputStream {
        Counted(InputStream stored) {
            super(stored);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            if (value >= 0) {
                bytesRead.incrementAndGet();
            }
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            if (count > 0) {
                bytesRead.addAndGet(count);
            }
            return count;
        }
    }
}
