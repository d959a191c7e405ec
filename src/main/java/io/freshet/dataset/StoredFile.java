package io.freshet.dataset;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/** A file opened for reading once, decompressed if its content is gzip, counting the stored bytes taken from it. */
final class StoredFile implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP_MAGIC_FIRST = 0x1f;
    private static final int GZIP_MAGIC_SECOND = 0x8b;

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
                content = isGzip(stored) ? new GZIPInputStream(stored, BUFFER_BYTES) : stored;
            } catch (IOException e) {
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

    private static boolean isGzip(InputStream stored) throws IOException {
        stored.mark(2);
        boolean gzip = stored.read() == GZIP_MAGIC_FIRST && stored.read() == GZIP_MAGIC_SECOND;
        stored.reset();
        return gzip;
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
