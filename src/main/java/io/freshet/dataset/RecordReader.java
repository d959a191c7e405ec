package io.freshet.dataset;

import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/**
 * Base class of the readers of one file: reads one record ahead, handles bad lines, and counts events and lines. A
 * subclass reads one record at a time.
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
     * Reads one record and passes its events, if any, to the consumer; returns false at the end of the file.
     *
     * @return false at the end of the file
     * @throws BadLineException if the record has no valid event; the next call continues after the record
     * @throws DatasetException if the rest of the file cannot be read
     */
    abstract boolean readRecord(Consumer<TimedEvent> events);

    /** Counts a valid line without an event. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes; volatile for threads that read the progress.
    final void countIgnored() {
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
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes; volatile for threads that read the progress.
    public final TimedEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException(file.path() + " has no further event");
        }
        events++;
        return ready.remove();
    }

    @Override
    public final ReadProgress progress() {
        return new ReadProgress(events, skipped.count(), passedOver, file.progress());
    }

    @Override
    public void close() {
        ended = true;
        ready.clear();
        file.close();
    }
}
