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

/** The records of the topics as happenings. Safe from any thread. */
final class TopicLiveEvents implements LiveEvents {
    private static final Logger LOG = LoggerFactory.getLogger(TopicLiveEvents.class);

    private final Function<Consumer<FeedRecord>, Runnable> listen;
    private final TopicNames names;
    private final EventDecoder decoder = new EventDecoder(EventClock.believing());

    /** @param listen such as {@link io.freshet.runtime.read.TopicFeed#listen}: hands events to a listener until the result runs */
    TopicLiveEvents(Function<Consumer<FeedRecord>, Runnable> listen, TopicNames names) {
        this.listen = listen;
        this.names = names;
    }

    /** Full names of the topics that the feed has to follow record by record: an erasure missed would be a promise broken. */
    static List<String> completeTopics(TopicNames names) {
        return List.of(names.of(Topics.ERASURES));
    }

    /** Full names of the topics of which the feed follows as much as anybody can watch. */
    static List<String> sampledTopics(TopicNames names) {
        return List.of(
                names.of(Topics.ARTICLE_PROFILES),
                names.of(Topics.CLICKS),
                names.of(Topics.RECOMMENDATIONS),
                names.of(Topics.TRENDING));
    }

    @Override
    public Subscription subscribe(Consumer<LiveEvent> listener) {
        Runnable end = listen.apply(event -> happening(event).ifPresent(listener));
        return end::run;
    }

    private Optional<LiveEvent> happening(FeedRecord event) {
        try {
            byte[] key = event.key().getBytes(StandardCharsets.UTF_8);
            if (event.topic().equals(names.of(Topics.ERASURES)) || isListDeleted(event)) {
                return Optional.of(new LiveEvent.ReaderErased(decoder.erasedUserId(key), event.timestampMillis()));
            }
            if (event.value().isEmpty()) {
                return Optional.empty();
            }
            byte[] value = event.value().get();
            if (event.topic().equals(names.of(Topics.RECOMMENDATIONS))) {
                return Optional.of(new LiveEvent.ListMade(AnswerDecoder.recommendations(value)));
            }
            if (event.topic().equals(names.of(Topics.CLICKS))) {
                return Optional.of(new LiveEvent.Clicked(decoder.click(key, value), event.timestampMillis()));
            }
            if (event.topic().equals(names.of(Topics.ARTICLE_PROFILES))) {
                return Optional.of(new LiveEvent.ArticleUnderstood(AnswerDecoder.articleProfile(value)));
            }
            if (event.topic().equals(names.of(Topics.TRENDING))) {
                return Optional.of(new LiveEvent.TrendingChanged(AnswerDecoder.trending(value)));
            }
            return Optional.empty();
        } catch (RejectedEventException malformed) {
            // The topology counts it and sends it to the dead letters; here it is only not shown.
            LOG.debug("not shown: {}", malformed.getMessage());
            return Optional.empty();
        }
    }

    /** Nothing is kept of a reader whose list is deleted: they were erased, or have been away for too long. */
    private boolean isListDeleted(FeedRecord event) {
        return event.topic().equals(names.of(Topics.RECOMMENDATIONS))
                && event.value().isEmpty();
    }
}
