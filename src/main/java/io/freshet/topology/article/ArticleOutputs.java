package io.freshet.topology.article;

import io.freshet.event.Related;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ItemState;
import io.freshet.topology.context.NodeNames;
import io.freshet.topology.message.ArrivedAnnouncement;
import io.freshet.topology.message.ArticleWords;
import io.freshet.topology.message.CatalogueEntry;
import io.freshet.topology.message.CatalogueKey;
import java.util.Collection;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Records sent by an article task. Every method takes the timestamp of its records, epoch milliseconds. */
final class ArticleOutputs {
    private final ProcessorContext<Object, Object> context;

    ArticleOutputs(ProcessorContext<Object, Object> context) {
        this.context = context;
    }

    /** Sends the profile and the catalogue's description of an article. */
    void description(ArticleDescription description, long timestampMillis) {
        String articleId = description.articleId();
        forward(articleId, description.profile(), timestampMillis, NodeNames.PROFILES_SINK);
        forward(
                CatalogueKey.description(articleId),
                new CatalogueEntry.Described(description),
                timestampMillis,
                NodeNames.CATALOGUE_SINK);
    }

    /** Tells every reader task of an announcement. */
    void announcement(ArrivedAnnouncement announcement, long timestampMillis) {
        forward(announcement.announcement().articleId(), announcement, timestampMillis, NodeNames.ANNOUNCEMENTS_SINK);
    }

    /** Sends the words of an article to the task that learns words. */
    void words(ArticleWords words, long timestampMillis) {
        forward(words.articleId(), words, timestampMillis, NodeNames.WORDS_SINK);
    }

    /** Sends the marker from which on catalogues list announced articles only. */
    void announcing(long timestampMillis) {
        forward(CatalogueKey.ANNOUNCING, new CatalogueEntry.Announcing(), timestampMillis, NodeNames.CATALOGUE_SINK);
    }

    /** Sends an article's activity to all catalogues: counts, followers and item vectors. */
    void activity(ItemState state, long timestampMillis) {
        forward(
                CatalogueKey.activity(state.articleId()),
                new CatalogueEntry.Learned(state.activity()),
                timestampMillis,
                NodeNames.CATALOGUE_SINK);
    }

    /** Sends the reads of some buckets to the most-read lists. */
    void reads(ItemState state, Collection<Long> bucketStartsMillis, long timestampMillis) {
        for (long startMillis : bucketStartsMillis) {
            state.popularityAt(startMillis)
                    .ifPresent(reads -> forward(state.articleId(), reads, timestampMillis, NodeNames.POPULARITY_SINK));
        }
    }

    /** Sends a related list. */
    void related(Related related, long timestampMillis) {
        forward(related.articleId(), related, timestampMillis, NodeNames.RELATED_SINK);
    }

    /** Deletes all outputs of a withdrawn or expired article and tells every reader task. */
    void withdraw(ArrivedAnnouncement withdrawn) {
        String articleId = withdrawn.announcement().articleId();
        long timestampMillis = withdrawn.arrivedAtMillis();
        forward(articleId, null, timestampMillis, NodeNames.PROFILES_SINK);
        forward(articleId, null, timestampMillis, NodeNames.POPULARITY_SINK);
        abandon(articleId, timestampMillis);
        announcement(withdrawn, timestampMillis);
    }

    /** Removes an article that nobody reads any more from the catalogues. Its profile stays true and stays. */
    void abandon(String articleId, long timestampMillis) {
        forward(articleId, null, timestampMillis, NodeNames.RELATED_SINK);
        forward(CatalogueKey.activity(articleId), null, timestampMillis, NodeNames.CATALOGUE_SINK);
        forward(CatalogueKey.description(articleId), null, timestampMillis, NodeNames.CATALOGUE_SINK);
    }

    /** Deletes the outputs of an article that a full catalogue evicted. They come back with its next read. */
    void evict(String articleId, long timestampMillis) {
        forward(articleId, null, timestampMillis, NodeNames.PROFILES_SINK);
        abandon(articleId, timestampMillis);
    }

    private void forward(Object key, @Nullable Object value, long timestampMillis, String sink) {
        context.forward(new Record<>(key, value, timestampMillis), sink);
    }
}
