package io.freshet.topology.reader;

import io.freshet.event.Recommendations;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.NodeNames;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Sends the records that the reader task writes, each to the sink of its topic. */
final class ReaderOutputs {
    private final ProcessorContext<Object, Object> context;
    private final Measurements measurements;

    ReaderOutputs(ProcessorContext<Object, Object> context, Measurements measurements) {
        this.context = context;
        this.measurements = measurements;
    }

    /**
     * Sends a list of recommendations to its reader, and records the time that making the list took.
     *
     * @param makingNanos time that making the list took, nanoseconds
     */
    void list(Recommendations list, long makingNanos, long timestampMillis) {
        measurements.record(new Measurement.ListSent(list.trigger(), makingNanos, list.articleIds()));
        context.forward(new Record<>(list.userId(), list, timestampMillis), NodeNames.RECOMMENDATIONS_SINK);
    }

    /** Sends the treatment's list of a shadow experiment, which the reader does not see. */
    void shadowList(Recommendations list, long timestampMillis) {
        context.forward(new Record<>(list.userId(), list, timestampMillis), NodeNames.SHADOW_SINK);
    }

    /** Deletes a reader's published lists, the shadow list included. */
    void deleteLists(String userId, long timestampMillis) {
        context.forward(new Record<>(userId, null, timestampMillis), NodeNames.RECOMMENDATIONS_SINK);
        context.forward(new Record<>(userId, null, timestampMillis), NodeNames.SHADOW_SINK);
    }

    /**
     * Sends each signal (a read, an impression or a hide of one article) to the task that owns the article, under the
     * event's timestamp.
     */
    void signals(Record<String, ReaderEvent> event, List<ItemSignal> signals) {
        for (ItemSignal signal : signals) {
            context.forward(event.withKey(signal.articleId()).withValue(signal), NodeNames.READS_SINK);
        }
    }
}
