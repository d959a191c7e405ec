package io.freshet.topology.article;

import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.item.Announcement;
import io.freshet.recommend.item.ItemActivity;
import io.freshet.recommend.item.ItemState;
import io.freshet.topology.message.ArrivedAnnouncement;
import io.freshet.topology.store.ObjectStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Scans the stored articles of one partition in an endless cycle, a few per call, and reports articles to delete or to
 * publish again. Finds articles without a read or publication for longer than the retention. Its first round also finds
 * what a crash may have left unsent: changes missing from the catalogues, reads missing from the most-read lists,
 * deletions, and related lists of articles that had just arrived. Owned by the task's thread.
 */
final class ArticleExpiry {
    /** Retention of an article's stored state, in event time since the article's latest read or publication. */
    private static final Duration RETENTION = Duration.ofDays(8);
    /**
     * Maximum number of entries that one check reads from each store until the first scan after a start is complete.
     */
    private static final int ARTICLES_AT_ONCE = 250;
    /**
     * Divisor of {@link #ARTICLES_AT_ONCE} once the first scan is complete: later scans are not urgent and read fewer
     * entries per check.
     */
    private static final int LATER_DIVISOR = 10;
    /**
     * Maximum age, milliseconds since arrival, of the articles whose related list the first scan after a start requests
     * again. A crash may have lost the first request.
     */
    private static final long NEW_MILLIS = 3_600_000;

    private final KeyValueStore<String, ArrivedAnnouncement> announced;
    private final KeyValueStore<String, ItemState> items;
    private final ObjectStore<Catalogue> catalogue;

    /**
     * Article id at which the next check continues in the store of announced articles; null to start at its beginning.
     */
    private @Nullable String nextAnnounced;

    private @Nullable String nextItem;
    private boolean announcedChecked;
    private boolean itemsChecked;

    /** Receives the articles that the scan found, with one method per kind of finding. */
    interface Findings {
        /** Reports an article whose latest counts and vectors are missing from the catalogue. */
        void unpublished(ItemState state);

        /** Reports an article whose read counts may be missing from the most-read lists after a crash. */
        void readsMissing(ItemState state);

        /** Reports a withdrawn or expired article whose published records may not have been deleted. */
        void withdrawn(Announcement withdrawal);

        /** Reports an article that may still lack its list of related articles. */
        void relatedListMissing(String articleId);

        /** Reports an article to delete: not read or published for longer than the retention. */
        void abandoned(String articleId);
    }

    ArticleExpiry(
            KeyValueStore<String, ArrivedAnnouncement> announced,
            KeyValueStore<String, ItemState> items,
            ObjectStore<Catalogue> catalogue) {
        this.announced = announced;
        this.items = items;
        this.catalogue = catalogue;
    }

    /** Whether the first scan of all stored articles since the start is still incomplete. */
    boolean isFirstRound() {
        return !announcedChecked || !itemsChecked;
    }

    /**
     * Reads the next few stored articles and reports to {@code findings} those to delete or to publish again.
     *
     * @param eventTimeMillis event time of the latest read
     * @param nowMillis wall clock
     */
    void check(long eventTimeMillis, long nowMillis, Findings findings) {
        List<KeyValue<String, ArrivedAnnouncement>> announcements = new ArrayList<>();
        nextAnnounced = read(announced, nextAnnounced, announcements);
        for (KeyValue<String, ArrivedAnnouncement> entry : announcements) {
            check(entry.key, entry.value.announcement(), eventTimeMillis, findings);
            if (!announcedChecked && entry.value.isWithdrawal()) {
                findings.withdrawn(entry.value.announcement());
            } else if (!announcedChecked && nowMillis - entry.value.arrivedAtMillis() < NEW_MILLIS) {
                findings.relatedListMissing(entry.key);
            }
        }
        announcedChecked |= nextAnnounced == null;
        List<KeyValue<String, ItemState>> states = new ArrayList<>();
        nextItem = read(items, nextItem, states);
        for (KeyValue<String, ItemState> entry : states) {
            check(entry.key, entry.value, eventTimeMillis, findings);
        }
        itemsChecked |= nextItem == null;
    }

    /**
     * Adds the next entries of a store to {@code target}, from key {@code from} on; null starts at the beginning.
     *
     * @return key after these entries; null at the end of the store
     */
    private <V> @Nullable String read(
            KeyValueStore<String, V> store, @Nullable String from, List<KeyValue<String, V>> target) {
        int most = isFirstRound() ? ARTICLES_AT_ONCE : ARTICLES_AT_ONCE / LATER_DIVISOR;
        try (KeyValueIterator<String, V> entries = store.range(from, null)) {
            while (entries.hasNext()) {
                if (target.size() == most) {
                    return entries.peekNextKey();
                }
                target.add(entries.next());
            }
        }
        return null;
    }

    private void check(String articleId, Announcement announcement, long eventTimeMillis, Findings findings) {
        long sinceMillis = announcement instanceof Announcement.Published published
                ? published.description().publishedAtMillis()
                : ((Announcement.Withdrawn) announcement).atMillis();
        if (isAbandoned(sinceMillis, eventTimeMillis)
                && isAbandoned(lastReadMillis(items.get(articleId)), eventTimeMillis)) {
            findings.abandoned(articleId);
        }
    }

    private void check(String articleId, ItemState state, long eventTimeMillis, Findings findings) {
        ArrivedAnnouncement last = announced.get(articleId);
        if (last == null && isAbandoned(lastReadMillis(state), eventTimeMillis)) {
            findings.abandoned(articleId);
        } else if (!itemsChecked && (last == null || !last.isWithdrawal())) {
            // Under at-least-once the catalogue may have the activity although the most-read lists lack the reads.
            findings.readsMissing(state);
            if (!isInCatalogue(state)) {
                findings.unpublished(state);
            }
        }
    }

    private boolean isInCatalogue(ItemState state) {
        Optional<ItemActivity> published = catalogue.read(articles -> articles.activity(state.articleId()));
        return published.isPresent() && published.get().equals(state.activity());
    }

    private boolean isAbandoned(long lastMillis, long eventTimeMillis) {
        return eventTimeMillis - lastMillis > RETENTION.toMillis();
    }

    private static long lastReadMillis(@Nullable ItemState state) {
        return state == null ? Long.MIN_VALUE / 2 : state.activity().lastReadMillis();
    }
}
