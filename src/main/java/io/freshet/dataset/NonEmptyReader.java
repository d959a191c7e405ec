package io.freshet.dataset;

import java.nio.file.Path;

/** Reader that fails at the end of a file without any event, because such a file is probably the wrong one. */
final class NonEmptyReader implements EventReader {
    private final Path path;
    private final EventReader reader;
    private boolean open = true;

    NonEmptyReader(Path path, EventReader reader) {
        this.path = path;
        this.reader = reader;
    }

    /**
     * Creates the exception for a file or directory without events; {@code skipped} is the number of bad lines skipped.
     */
    static DatasetException empty(Path path, long skipped) {
        return new DatasetException(path + ": no event was read"
                + (skipped == 0 ? "; the file has no lines with events" : ", " + skipped + " bad lines were skipped")
                + "; check that this is the data set and its format");
    }

    @Override
    public boolean hasNext() {
        boolean more = reader.hasNext();
        if (!more && open && reader.progress().events() == 0) {
            throw empty(path, reader.progress().skipped());
        }
        return more;
    }

    @Override
    public TimedEvent next() {
        return reader.next();
    }

    @Override
    public ReadProgress progress() {
        return reader.progress();
    }

    @Override
    public void close() {
        open = false;
        reader.close();
    }
}
