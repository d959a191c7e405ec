package io.freshet.dataset;

import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * Merges the events of several readers into one stream, ordered by event time. Files should be in time order; a file
 * that is not keeps its own order and is merged by the time of its next event.
 */
final class MergedReader implements EventReader {
    private final List<EventReader> readers;
    private final PriorityQueue<Head> heads = new PriorityQueue<>(
            Comparator.comparing(Head::event, TimedEvent.BY_TIME).thenComparingInt(Head::index));
    private boolean started;

    MergedReader(List<? extends EventReader> readers) {
        this.readers = List.copyOf(readers);
    }

    @Override
    public boolean hasNext() {
        if (!started) {
            started = true;
            for (int index = 0; index < readers.size(); index++) {
                refill(index);
            }
        }
        return !heads.isEmpty();
    }

    @Override
    public TimedEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the data set has no further event");
        }
        Head head = heads.remove();
        refill(head.index());
        return head.event();
    }

    @Override
    public ReadProgress progress() {
        return readers.stream().map(EventReader::progress).reduce(ReadProgress.NONE, ReadProgress::plus);
    }

    @Override
    public void close() {
        started = true;
        heads.clear();
        readers.forEach(EventReader::close);
    }

    private void refill(int index) {
        EventReader reader = readers.get(index);
        if (reader.hasNext()) {
            heads.add(new Head(reader.next(), index));
        }
    }

    private record Head(TimedEvent event, int index) {}
}
