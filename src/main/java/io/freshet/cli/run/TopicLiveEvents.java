package io.freshet.cli.run;

import io.freshet.codec.RejectedEventException;
import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.contract.Topics;
import io.freshet.codec.json.AnswerDecoder;
import io.freshet.codec.json.EventClock;
import io.freshet.codec.json.EventDecoder;
import io.freshet.runtime.read.FeedRecord;
import io.freshet.web.port.LiveEvent;
import io.freshet.web.port.LiveEvents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Converts records of the input and output topics into events for the live page. Thread-safe. */
final class TopicLiveEvents implements LiveEvents {
    private static final Logger LOG = LoggerFactory.getLogger(TopicLiveEvents.class);

    private final Function<Consumer<FeedRecord>, Runnable> listen;
    private final TopicNames names;
    private final EventDecoder decoder = new EventDecoder(EventClock.acceptingAll());

    /**
     * Creates a converter of topic records; {@code listen} adds a listener for the records and returns an action that
     * removes the listener.
     *
     * @param listen subscription to the records, such as {@link io.freshet.runtime.read.TopicFeed#listen}
     */
    TopicLiveEvents(Function<Consumer<FeedRecord>, Runnable> listen, TopicNames names) {
        this.listen = listen;
        this.names = names;
    }

    /**
     * Full names of the topics of which the live page must not miss any record, so that it stops showing an erased
     * reader.
     */
    static List<String> completeTopics(TopicNames names) {
        return List.of(names.of(Topics.ERASURES));
    }

    /** Full names of the topics of which the live page may miss records when they arrive too fast to watch. */
    static List<String> sampledTopics(TopicNames names) {
        return List.of(
                names.of(Topics.ARTICLE_PROFILES),
                names.of(Topics.CLICKS),
                names.of(Topics.RECOMMENDATIONS),
                names.of(Topics.TRENDING));
    }

    @Override
    public Subscription subscribe(Consumer<LiveEvent> listener) {
        Runnable end = listen.apply(record -> liveEvent(record).ifPresent(listener));
        return end::run;
    }

    private Optional<LiveEvent> liveEvent(FeedRecord record) {
        try {
            byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
            if (record.topic().equals(names.of(Topics.ERASURES)) || isListDeleted(record)) {
                return Optional.of(new LiveEvent.ReaderRemoved(decoder.erasedUserId(key), record.timestampMillis()));
            }
            if (record.value().isEmpty()) {
                return Optional.empty();
            }
            byte[] value = record.value().get();
            if (record.topic().equals(names.of(Topics.RECOMMENDATIONS))) {
                return Optional.of(new LiveEvent.ListEmitted(AnswerDecoder.recommendations(value)));
            }
            if (record.topic().equals(names.of(Topics.CLICKS))) {
                return Optional.of(new LiveEvent.Clicked(decoder.click(key, value), record.timestampMillis()));
            }
            if (record.topic().equals(names.of(Topics.ARTICLE_PROFILES))) {
                return Optional.of(new LiveEvent.ArticleProfiled(AnswerDecoder.articleProfile(value)));
            }
            if (record.topic().equals(names.of(Topics.TRENDING))) {
                return Optional.of(new LiveEvent.TrendingChanged(AnswerDecoder.trending(value)));
            }
            return Optional.empty();
        } catch (RejectedEventException malformed) {
            // The topology counts the record and sends it to the dead letters.
            LOG.debug("not shown: {}", malformed.getMessage());
            return Optional.empty();
        }
    }

    /** Whether a record deletes a list, because its reader was erased or has expired. */
    private boolean isListDeleted(FeedRecord record) {
        return record.topic().equals(names.of(Topics.RECOMMENDATIONS))
                && record.value().isEmpty();
    }
}
