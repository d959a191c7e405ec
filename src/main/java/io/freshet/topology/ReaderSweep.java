package io.freshet.topology;

import io.freshet.event.Recommendations;
import io.freshet.recommend.ReaderSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Goes round the stored readers of one task, a few at a time, and finds those who have not come back for so long that they
 * must leave. Time is that of the events, so that a replay of old ones forgets nobody. Owned by the task's thread.
 */
final class ReaderSweep {
    /** At four looks a second four million readers a day and task, for less than a thousandth of its time. */
    private static final int READERS_PER_LOOK = 12;

    private static final long MINUTE_MILLIS = 60_000;

    private final KeyValueStore<String, ReaderSnapshot> readers;
    private final long retentionMillis;
    /** Where the next look goes on; null for the beginning. */
    private @Nullable String next;

    ReaderSweep(KeyValueStore<String, ReaderSnapshot> readers, TopologySettings settings) {
        this.readers = readers;
        this.retentionMillis = settings.readerRetention().toMillis();
    }

    /** The readers among the next few who have to leave; nobody as long as no event tells what time it is. */
    List<String> next(long eventTimeMillis) {
        List<String> leaving = new ArrayList<>();
        if (eventTimeMillis == 0) {
            return leaving;
        }
        try (KeyValueIterator<String, ReaderSnapshot> entries = readers.range(next, null)) {
            for (int looked = 0; looked < READERS_PER_LOOK && entries.hasNext(); looked++) {
                KeyValue<String, ReaderSnapshot> entry = entries.next();
                long lastMillis = lastSeenMillis(entry.value);
                // Who has only ever been shown something has no time of their own, and stays.
                if (lastMillis > 0 && eventTimeMillis - lastMillis > retentionMillis) {
                    leaving.add(entry.key);
                }
            }
            next = entries.hasNext() ? entries.peekNextKey() : null;
        }
        return leaving;
    }

    private static long lastSeenMillis(ReaderSnapshot reader) {
        long clickedMillis =
                Math.max(reader.session().lastMillis(), reader.pace().minute() * MINUTE_MILLIS);
        Recommendations list = reader.lastList();
        return Math.max(clickedMillis, list == null ? 0 : list.generatedAtMillis());
    }
}
