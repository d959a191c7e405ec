package io.freshet.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Reads files in sequence; each file is opened when the previous file has ended. */
final class SequentialReader implements EventReader {
    private final ArrayDeque<Path> files;
    private final Function<Path, EventReader> opener;
    private final long bytesTotal;
    private volatile ReadProgress ended = ReadProgress.NONE;
    private volatile EventReader current;

    /**
     * Creates a reader that opens each file with {@code opener}: the first file at once, each further file when the
     * previous one has ended.
     *
     * @param files at least one
     */
    SequentialReader(List<Path> files, Function<Path, EventReader> opener) {
        this.files = new ArrayDeque<>(files);
        this.opener = opener;
        this.bytesTotal = files.stream().mapToLong(SequentialReader::size).sum();
        this.current = opener.apply(this.files.remove());
    }

    @Override
    public boolean hasNext() {
        while (!current.hasNext() && !files.isEmpty()) {
            current.close();
            ended = ended.plus(current.progress());
            current = opener.apply(files.remove());
        }
        return current.hasNext();
    }

    @Override
    public TimedEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the data set has no further event");
        }
        return current.next();
    }

    @Override
    public ReadProgress progress() {
        ReadProgress read = ended.plus(current.progress());
        return new ReadProgress(
                read.events(),
                read.skipped(),
                read.ignored(),
                new ReadProgress.StoredBytes(read.bytes().read(), bytesTotal));
    }

    @Override
    public void close() {
        files.clear();
        current.close();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new DatasetException(
                    file + ": cannot be opened (" + DatasetException.reason(e) + "); check that it is readable", e);
        }
    }
}
