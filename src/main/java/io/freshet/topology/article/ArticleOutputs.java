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

/**
 * Sends the records that the article task writes, each to the sink of its topic. Every method takes the timestamp of
 * its records, epoch milliseconds, except {@link #withdraw}, which uses the arrival of the withdrawal.
 */
final class ArticleOutputs {
    private final ProcessorContext<Object, Object> context;

    ArticleOutputs(ProcessorContext<Object, Object> context) {
        this.context = context;
    }

    /**
     * Sends an article's public profile to the topic {@code article-profiles}, and its full description to the topic
     * {@code catalogue}.
     */
    void description(ArticleDescription description, long timestampMillis) {
        String articleId = description.articleId();
        forward(articleId, description.profile(), timestampMillis, NodeNames.PROFILES_SINK);
        forward(
                CatalogueKey.description(articleId),
                new CatalogueEntry.Described(description),
                timestampMillis,
                NodeNames.CATALOGUE_SINK);
    }

    /** Sends the publication or withdrawal of an article to every reader task. */
    void announcement(ArrivedAnnouncement announcement, long timestampMillis) {
        forward(announcement.announcement().articleId(), announcement, timestampMillis, NodeNames.ANNOUNCEMENTS_SINK);
    }

    /** Sends the words of an article to the task that learns words. */
    void words(ArticleWords words, long timestampMillis) {
        forward(words.articleId(), words, timestampMillis, NodeNames.WORDS_SINK);
    }

    /**
     * Sends, to the topic {@code catalogue}, the marker that at least one article was announced. By default, catalogues
     * then stop listing articles that were read but never announced.
     */
    void announcing(long timestampMillis) {
        forward(
                CatalogueKey.ANNOUNCING,
                new CatalogueEntry.AnnouncedMarker(),
                timestampMillis,
                NodeNames.CATALOGUE_SINK);
    }

    /**
     * Sends an article's activity to the topic {@code catalogue}: counts, articles read next, reader segments and
     * vectors, as learned from readers' events.
     */
    void activity(ItemState state, long timestampMillis) {
        forward(
                CatalogueKey.activity(state.articleId()),
                new CatalogueEntry.Activity(state.activity()),
                timestampMillis,
                NodeNames.CATALOGUE_SINK);
    }

    /** Sends an article's read counts in the given five-minute buckets to the task that makes the most-read lists. */
    void reads(ItemState state, Collection<Long> bucketStartsMillis, long timestampMillis) {
        for (long startMillis : bucketStartsMillis) {
            state.popularityAt(startMillis)
                    .ifPresent(reads -> forward(state.articleId(), reads, timestampMillis, NodeNames.POPULARITY_SINK));
        }
    }

    /** Sends the list of articles related to an article. */
    void related(Related related, long timestampMillis) {
        forward(related.articleId(), related, timestampMillis, NodeNames.RELATED_SINK);
    }

    /**
     * Deletes everything published about a withdrawn or expired article, and announces the withdrawal to every reader
     * task.
     */
    void withdraw(ArrivedAnnouncement withdrawn) {
        String articleId = withdrawn.announcement().articleId();
        long timestampMillis = withdrawn.arrivedAtMillis();
        forward(articleId, null, timestampMillis, NodeNames.PROFILES_SINK);
        forward(articleId, null, timestampMillis, NodeNames.POPULARITY_SINK);
        abandon(articleId, timestampMillis);
        announcement(withdrawn, timestampMillis);
    }

    /**
     * Deletes an article's catalogue entries and its related list, but not its profile. Sufficient for an article that
     * nobody reads any more: its profile is still true.
     */
    void abandon(String articleId, long timestampMillis) {
        forward(articleId, null, timestampMillis, NodeNames.RELATED_SINK);
        forward(CatalogueKey.activity(articleId), null, timestampMillis, NodeNames.CATALOGUE_SINK);
        forward(CatalogueKey.description(articleId), null, timestampMillis, NodeNames.CATALOGUE_SINK);
    }

    /**
     * Deletes the published records of an article that was evicted from the full in-memory catalogue. These are the
     * profile, the related list and the entries of the topic {@code catalogue}; the next read of the article restores
     * them.
     */
    void evict(String articleId, long timestampMillis) {
        forward(articleId, null, timestampMillis, NodeNames.PROFILES_SINK);
        abandon(articleId, timestampMillis);
    }

    private void forward(Object key, @Nullable Object value, long timestampMillis, String sink) {
        context.forward(new Record<>(key, value, timestampMillis), sink);
    }
}
