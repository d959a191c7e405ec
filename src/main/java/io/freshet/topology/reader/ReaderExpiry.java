package io.freshet.topology.reader;

import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.topology.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Scans the stored readers of one partition in an endless cycle, a few per call, for expired readers and outdated
 * lists. A reader expires without an event for longer than the retention, measured in event time so that a replay of
 * old events expires nobody. A list is outdated if it holds an article no longer allowed on lists. A full round over
 * all readers is due after the task starts and after an article leaves the catalogue. Owned by the task's thread.
 */
final class ReaderExpiry {
    /** Number of stored readers that one {@link #check} visits. */
    static final int READERS_AT_ONCE = 20;

    private final KeyValueStore<String, ReaderSnapshot> readers;
    private final ObjectStore<Catalogue> catalogue;
    private final long retentionMillis;
    /** Key at which {@link #check} continues; null to start at the beginning of the store. */
    private @Nullable String next;

    private boolean roundDue = true;
    /**
     * Key at which the current full round over all readers started and will end; null if the round started at the
     * beginning of the store.
     */
    private @Nullable String roundEnd;

    private boolean roundPassedEndOfStore = true;

    /** Receives the expired readers and the readers with an outdated list. */
    interface Findings {
        /** Reports a reader without an event for longer than the retention. */
        void expired(String userId);

        /** Reports a reader whose list holds an article no longer allowed on lists. */
        void outdated(String userId);
    }

    ReaderExpiry(KeyValueStore<String, ReaderSnapshot> readers, ObjectStore<Catalogue> catalogue, Duration retention) {
        this.readers = readers;
        this.catalogue = catalogue;
        this.retentionMillis = retention.toMillis();
    }

    /**
     * Schedules a full round over all stored readers, from the current position on, because an article left the
     * catalogue.
     */
    void articleLeft() {
        roundDue = true;
        roundEnd = next;
        roundPassedEndOfStore = next == null;
    }

    /**
     * Whether a full round over all stored readers is due, because their lists may hold an article that left the
     * catalogue.
     */
    boolean isRoundDue() {
        return roundDue;
    }

    /**
     * Checks the next {@value #READERS_AT_ONCE} stored readers for expiry and for outdated lists.
     *
     * @param eventTimeMillis latest event time; 0 before the first event, when nobody expires
     * @param nowMillis wall clock, by which articles expire
     */
    void check(long eventTimeMillis, long nowMillis, Findings findings) {
        List<KeyValue<String, ReaderSnapshot>> checked = new ArrayList<>(READERS_AT_ONCE);
        try (KeyValueIterator<String, ReaderSnapshot> entries = readers.range(next, null)) {
            while (checked.size() < READERS_AT_ONCE && entries.hasNext()) {
                checked.add(entries.next());
            }
            next = entries.hasNext() ? entries.peekNextKey() : null;
        }
        for (KeyValue<String, ReaderSnapshot> entry : checked) {
            if (isExpired(entry.value, eventTimeMillis)) {
                findings.expired(entry.key);
            } else if (isOutdated(entry.value, nowMillis)) {
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

    /** Compares two keys as stores do, by their UTF-8 bytes; Java compares strings by characters. */
    private static int inStoreOrder(String left, String right) {
        return Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    private boolean isExpired(ReaderSnapshot reader, long eventTimeMillis) {
        long lastMillis = lastEventMillis(reader);
        // A reader with impressions alone has no event time and stays.
        return eventTimeMillis > 0 && lastMillis > 0 && eventTimeMillis - lastMillis > retentionMillis;
    }

    private boolean isOutdated(ReaderSnapshot reader, long nowMillis) {
        Recommendations list = reader.lastList();
        return list != null
                && catalogue.read(articles -> {
                    for (RecommendedArticle item : list.items()) {
                        if (!articles.isListed(item.articleId(), nowMillis)) {
                            return true;
                        }
                    }
                    return false;
                });
    }

    private static long lastEventMillis(ReaderSnapshot reader) {
        long clickedMillis =
                Math.max(reader.session().lastMillis(), reader.clickRate().latestMillis());
        Recommendations list = reader.lastList();
        return Math.max(clickedMillis, list == null ? 0 : list.asOfMillis());
    }
}
