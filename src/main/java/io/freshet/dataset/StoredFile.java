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

/** A file opened for reading once, decompressed if its content is gzip, counting the stored bytes taken from it. */
final class StoredFile implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final String GZIP = "\u001f\u008b";
    private static final String UTF_16 = "this is UTF-16; convert it with iconv -f utf-16 -t utf-8";
    private static final int FIRST_BYTES = 4;
    /** Remedies for files of other formats, by their first bytes as characters. */
    private static final Map<String, String> REFUSED = Map.of(
            "PK\u0003\u0004", "this is a zip archive; unpack it and give the directory",
            "BZh", "this is packed with bzip2; unpack it, or pack it with gzip",
            "\u00fd7zX", "this is packed with xz; unpack it, or pack it with gzip",
            "(\u00b5/\u00fd", "this is packed with zstd; unpack it, or pack it with gzip",
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
                content = unpacked(stored);
                refuseOtherFormats(content);
            } catch (IOException | DatasetException e) {
                stored.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DatasetException(
                    path + ": cannot be opened (" + e + "); check that it exists, is readable and is not cut short", e);
        }
    }

    Path path() {
        return path;
    }

    /** The content, decompressed. */
    InputStream content() {
        return content;
    }

    long bytesRead() {
        return bytesRead.get();
    }

    long bytesTotal() {
        return bytesTotal;
    }

    /** The exception for a read that fails midway. */
    DatasetException unreadable(long line, Exception cause) {
        return new DatasetException(
                path + ":" + line + ": reading failed after this line (" + cause
                        + "); the file may be cut short: fetch or write it again",
                cause);
    }

    @Override
    public void close() {
        try {
            content.close();
        } catch (IOException e) {
            throw new DatasetException(path + ": cannot be closed (" + e + "); check the disk", e);
        }
    }

    /** All members of a gzip file; unlike the JDK's, this stream does not end silently at bytes that are none. */
    private static InputStream unpacked(InputStream stored) throws IOException {
        return first(stored).startsWith(GZIP)
                ? new BufferedInputStream(
                        GzipCompressorInputStream.builder()
                                .setInputStream(stored)
                                .setDecompressConcatenated(true)
                                .get(),
                        BUFFER_BYTES)
                : stored;
    }

    private void refuseOtherFormats(InputStream content) throws IOException {
        String first = first(content);
        REFUSED.forEach((magic, remedy) -> {
            if (first.startsWith(magic)) {
                throw new DatasetException(path + ": " + remedy);
            }
        });
    }

    /** The first bytes, each as a character; the stream stays where it is. */
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
