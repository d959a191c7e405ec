package io.freshet.topology.reader;

import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.topology.context.TopologySettings;
import io.freshet.topology.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Goes round the stored readers of one task, a few at a time. Finds readers who have not come back for longer than readers
 * are kept, by the time of the events, so that a replay of old ones forgets nobody; and readers whose list holds an article
 * that may not be listed any more. After an article has left, and after the task was taken up, one round is due in which every
 * reader is looked at. Owned by the task's thread.
 */
final class ReaderExpiry {
    /** Readers in one look. */
    static final int READERS_PER_LOOK = 20;

    private final KeyValueStore<String, ReaderSnapshot> readers;
    private final ObjectStore<Catalogue> catalogue;
    private final long retentionMillis;
    /** Where the next look goes on; null for the beginning. */
    private @Nullable String next;
    /** Whether a round is due, and where it ends; null for the end of the store. */
    private boolean roundDue = true;

    private @Nullable String roundEnd;
    private boolean roundPassedEndOfStore = true;

    /** What is done about what is found. */
    interface Findings {
        /** The reader has not come back for longer than readers are kept. */
        void idle(String userId);

        /** The reader's list holds an article that has left. */
        void outdated(String userId);
    }

    ReaderExpiry(
            KeyValueStore<String, ReaderSnapshot> readers,
            ObjectStore<Catalogue> catalogue,
            TopologySettings settings) {
        this.readers = readers;
        this.catalogue = catalogue;
        this.retentionMillis = settings.readerRetention().toMillis();
    }

    /** An article has left the catalogue: every reader's list has to be looked at from here on. */
    void articleLeft() {
        roundDue = true;
        roundEnd = next;
        roundPassedEndOfStore = next == null;
    }

    /** Whether there may be readers whose list holds an article that has left. */
    boolean isRoundDue() {
        return roundDue;
    }

    /**
     * Looks at the next {@value #READERS_PER_LOOK} readers.
     *
     * @param eventTimeMillis latest event time, 0 as long as no event has told it: then nobody is idle
     * @param wallClockMillis by which articles expire
     */
    void look(long eventTimeMillis, long wallClockMillis, Findings findings) {
        List<KeyValue<String, ReaderSnapshot>> looked = new ArrayList<>(READERS_PER_LOOK);
        try (KeyValueIterator<String, ReaderSnapshot> entries = readers.range(next, null)) {
            while (looked.size() < READERS_PER_LOOK && entries.hasNext()) {
                looked.add(entries.next());
            }
            next = entries.hasNext() ? entries.peekNextKey() : null;
        }
        for (KeyValue<String, ReaderSnapshot> entry : looked) {
            if (isIdle(entry.value, eventTimeMillis)) {
                findings.idle(entry.key);
            } else if (isOutdated(entry.value, wallClockMillis)) {
                findings.outdated(entry.key);
            }
        }
        endRound();
    }

    private void endRound() {
        if (next == null) {
            roundDue &= roundEnd != null && !roundPassedEndOfStore;
            roundPassedEndOfStore = true;
        } else if (roundPassedEndOfStore && roundEnd != null && inStoreOrder(next, roundEnd) >= 0) {
            roundDue = false;
        }
    }

    /** Stores order keys by their bytes, which is not the order of Java's characters. */
    private static int inStoreOrder(String left, String right) {
        return Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    private boolean isIdle(ReaderSnapshot reader, long eventTimeMillis) {
        long lastMillis = lastSeenMillis(reader);
        // A reader who was only ever shown something has no time of their own, and stays.
        return eventTimeMillis > 0 && lastMillis > 0 && eventTimeMillis - lastMillis > retentionMillis;
    }

    private boolean isOutdated(ReaderSnapshot reader, long wallClockMillis) {
        Recommendations list = reader.lastList();
        return list != null
                && catalogue.read(articles -> {
                    for (RecommendedArticle item : list.items()) {
                        if (!articles.isListed(item.articleId(), wallClockMillis)) {
                            return true;
                        }
                    }
                    return false;
                });
    }

    private static long lastSeenMillis(ReaderSnapshot reader) {
        long clickedMillis =
                Math.max(reader.session().lastMillis(), reader.pace().latestMillis());
        Recommendations list = reader.lastList();
        return Math.max(clickedMillis, list == null ? 0 : list.asOfMillis());
    }
}
