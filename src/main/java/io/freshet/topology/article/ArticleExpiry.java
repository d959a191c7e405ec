package io.freshet.topology.article;

import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.item.Announcement;
import io.freshet.recommend.item.ItemActivity;
import io.freshet.recommend.item.ItemState;
import io.freshet.topology.context.TopologySettings;
import io.freshet.topology.message.ArrivedAnnouncement;
import io.freshet.topology.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Goes round the stored articles of one task, a few at a time: finds those that nobody has read for so long that they must
 * leave, and, on its first round, those whose last changes a crash may have kept from the catalogues and from the most-read
 * lists, and those that arrived so shortly before it that nobody may have made their related lists. Owned by the task's
 * thread.
 */
final class ArticleExpiry {
    /** Once all were looked at, nothing is pressing. */
    private static final int LATER_PART = 10;
    /** An article that arrived longer ago than this has its related list, whatever happened since. */
    private static final long NEW_MILLIS = 3_600_000;

    private final KeyValueStore<String, ArrivedAnnouncement> announced;
    private final KeyValueStore<String, ItemState> items;
    private final ObjectStore<Catalogue> catalogue;
    private final int articlesMax;
    private final int laterArticlesMax;
    private final long retentionMillis;

    /** Where the next look at each store goes on; null for its beginning. */
    private @Nullable String nextAnnounced;

    private @Nullable String nextItem;
    private boolean announcedSeen;
    private boolean itemsSeen;

    /** What is done about what is found. */
    interface Findings {
        /** The catalogue does not know the latest of this article. */
        void unpublished(ItemState state);

        /** Nobody knows which reads of this article the most-read lists were told of before the task was taken up. */
        void untold(ItemState state);

        /** This article is withdrawn or has expired. A crash may have kept that from the outputs. */
        void gone(Announcement withdrawn);

        /** Nobody may have made the related list of this article yet. */
        void unrelated(String articleId);

        /** The article was neither read nor published for longer than the retention. */
        void abandoned(String articleId);
    }

    ArticleExpiry(
            TopologySettings settings,
            KeyValueStore<String, ArrivedAnnouncement> announced,
            KeyValueStore<String, ItemState> items,
            ObjectStore<Catalogue> catalogue) {
        this.announced = announced;
        this.items = items;
        this.catalogue = catalogue;
        this.articlesMax = settings.sweepArticlesMax();
        this.laterArticlesMax = Math.max(1, articlesMax / LATER_PART);
        this.retentionMillis = settings.articleRetention().toMillis();
    }

    /** Whether there are articles that were not looked at since the task was taken up. */
    boolean isFirstRound() {
        return !announcedSeen || !itemsSeen;
    }

    /** Looks at the next few articles. */
    void next(long eventTimeMillis, long wallClockMillis, Findings findings) {
        List<KeyValue<String, ArrivedAnnouncement>> announcements = new ArrayList<>();
        nextAnnounced = read(announced, nextAnnounced, announcements);
        for (KeyValue<String, ArrivedAnnouncement> entry : announcements) {
            look(entry.key, entry.value.announcement(), eventTimeMillis, findings);
            if (!announcedSeen && entry.value.isWithdrawal()) {
                findings.gone(entry.value.announcement());
            } else if (!announcedSeen && wallClockMillis - entry.value.arrivedAtMillis() < NEW_MILLIS) {
                findings.unrelated(entry.key);
            }
        }
        announcedSeen |= nextAnnounced == null;
        List<KeyValue<String, ItemState>> states = new ArrayList<>();
        nextItem = read(items, nextItem, states);
        for (KeyValue<String, ItemState> entry : states) {
            look(entry.key, entry.value, eventTimeMillis, findings);
        }
        itemsSeen |= nextItem == null;
    }

    /** Reads the next entries and gives the key to go on from, null at the end. */
    private <V> @Nullable String read(
            KeyValueStore<String, V> store, @Nullable String from, List<KeyValue<String, V>> target) {
        int most = isFirstRound() ? articlesMax : laterArticlesMax;
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

    private void look(String articleId, Announcement announcement, long eventTimeMillis, Findings findings) {
        long sinceMillis = announcement instanceof Announcement.Published published
                ? published.description().publishedAtMillis()
                : ((Announcement.Withdrawn) announcement).atMillis();
        if (isAbandoned(sinceMillis, eventTimeMillis)
                && isAbandoned(lastReadMillis(items.get(articleId)), eventTimeMillis)) {
            findings.abandoned(articleId);
        }
    }

    private void look(String articleId, ItemState state, long eventTimeMillis, Findings findings) {
        ArrivedAnnouncement last = announced.get(articleId);
        if (last == null && isAbandoned(lastReadMillis(state), eventTimeMillis)) {
            findings.abandoned(articleId);
        } else if (!itemsSeen && (last == null || !last.isWithdrawal())) {
            // What the catalogue has says nothing about the lists: without transactions one is told and the other not.
            findings.untold(state);
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
        return eventTimeMillis - lastMillis > retentionMillis;
    }

    private static long lastReadMillis(@Nullable ItemState state) {
        return state == null ? Long.MIN_VALUE / 2 : state.activity().lastClickMillis();
    }
}
