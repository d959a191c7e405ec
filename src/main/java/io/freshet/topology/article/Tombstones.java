package io.freshet.topology.article;

import io.freshet.topology.context.NodeNames;
import io.freshet.topology.message.ArrivedAnnouncement;
import io.freshet.topology.message.CatalogueKey;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** All that is sent when an article leaves: withdrawn by its publisher, expired, evicted, or abandoned by its readers. */
final class Tombstones {

    private Tombstones() {}

    /** Deletes the article's outputs and tells every reader task: of an article that was withdrawn or has expired. */
    static void forward(ArrivedAnnouncement withdrawn, ProcessorContext<Object, Object> context) {
        String articleId = withdrawn.announcement().articleId();
        long timestampMillis = withdrawn.arrivedAtMillis();
        delete(timestampMillis, articleId, NodeNames.PROFILES_SINK, context);
        delete(timestampMillis, articleId, NodeNames.POPULARITY_SINK, context);
        forwardOfAbandoned(articleId, timestampMillis, context);
        context.forward(new Record<>(articleId, withdrawn, timestampMillis), NodeNames.ANNOUNCEMENTS_SINK);
    }

    /** Takes an article out of the catalogues that nobody reads any more. What it is about stays true: its profile stays. */
    static void forwardOfAbandoned(String articleId, long timestampMillis, ProcessorContext<Object, Object> context) {
        delete(timestampMillis, articleId, NodeNames.RELATED_SINK, context);
        delete(timestampMillis, CatalogueKey.activity(articleId), NodeNames.CATALOGUE_SINK, context);
        delete(timestampMillis, CatalogueKey.description(articleId), NodeNames.CATALOGUE_SINK, context);
    }

    /** Takes an article out of the outputs for which a full catalogue has no room. It comes back with its next read. */
    static void forwardOfEvicted(String articleId, long timestampMillis, ProcessorContext<Object, Object> context) {
        delete(timestampMillis, articleId, NodeNames.PROFILES_SINK, context);
        forwardOfAbandoned(articleId, timestampMillis, context);
    }

    private static void delete(
            long timestampMillis, Object key, String sink, ProcessorContext<Object, Object> context) {
        context.forward(new Record<>(key, null, timestampMillis), sink);
    }
}
