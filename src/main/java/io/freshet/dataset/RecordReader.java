package io.freshet.dataset;

import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/**
 * The part all readers of one file share: looking ahead one record, treating bad lines, counting. A subclass reads one
 * record at a time.
 */
abstract class RecordReader implements EventReader {
    private final StoredFile file;
    private final SkippedLines skipped;
    private final ArrayDeque<TimedEvent> ready = new ArrayDeque<>();
    private volatile long events;
    private volatile long passedOver;
    private boolean ended;

    RecordReader(StoredFile file, BadLines badLines) {
        this.file = file;
        this.skipped = new SkippedLines(badLines);
    }

    /**
     * Reads one record and hands on its events, if any.
     *
     * @return false at the end of the file
     * @throws BadLineException if the record holds no valid event; the next call goes on after it
     * @throws DatasetException if the file cannot be read on
     */
    abstract boolean readRecord(Consumer<TimedEvent> into);

    /** Counts a line that holds no event by its format. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes; it is volatile for those who watch.
    final void passOver() {
        passedOver++;
    }

    @Override
    public final boolean hasNext() {
        while (ready.isEmpty() && !ended) {
            try {
                ended = !readRecord(ready::add);
            } catch (BadLineException e) {
                skipped.add(e);
            }
        }
        return !ready.isEmpty();
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes; it is volatile for those who watch.
    public final TimedEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException(file.path() + " has no further event");
        }
        events++;
        return ready.remove();
    }

    @Override
    public final ReadProgress progress() {
        return new ReadProgress(events, skipped.count(), passedOver, file.bytesRead(), file.bytesTotal());
    }

    @Override
    public void close() {
        ended = true;
        ready.clear();
        file.close();
    }
}
